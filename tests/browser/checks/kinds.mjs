// The pages of a site -> kinds of pages that a language lacks, and pages that between them show every type there is.

/** Kinds that a briefing site has in every one of its languages. */
const KINDS = ['home', 'briefing', 'chapter', 'page', 'tags', 'tag', 'search'];

/** Kinds that a site has once. */
const SHARED = ['chooser', 'not found'];

const lacking = (wanted, pages) => {
  const there = new Set(pages.map(({ kind }) => kind));
  return wanted.filter((kind) => !there.has(kind)).map((kind) => ['kind', `no page of the kind "${kind}"`]);
};

/** A kind that is missing would be missing from the judgement too. Answers `[place, findings]` pairs. */
export function kinds(site) {
  // Pages that show two languages are no pages of either.
  const pages = site.pages.filter(({ kind }) => kind !== 'side by side');
  const languages = [...new Set(pages.map(({ language }) => language).filter(Boolean))];
  const results = languages.map((language) => [`/${language}/`, lacking(KINDS, pages.filter((page) => page.language === language))]);
  const few = languages.length < 2 ? [['languages', `a bilingual site has ${languages.length}`]] : [];
  return [...results, ['/', [...lacking(SHARED, site.pages), ...few]]];
}

/**
 * The fewest pages, nearly, that show every kind and every shape of each language: again and again the page, with its translations, that
 * adds most (greedy set cover). `seen` is `[{ page, shapes }]`.
 */
export function oneOfEachType(seen) {
  const groups = new Map();
  for (const { page, shapes } of seen) {
    const path = page.language ? page.address.slice(page.language.length) : page.address;
    const group = groups.get(path) ?? { pages: [], traits: new Set() };
    group.pages.push(page);
    for (const shape of [`kind ${page.kind}`, ...shapes]) group.traits.add(`${page.language}: ${shape}`);
    groups.set(path, group);
  }
  const missing = new Set([...groups.values()].flatMap(({ traits }) => [...traits]));
  const gain = ({ traits }) => [...traits].filter((trait) => missing.has(trait)).length;
  const chosen = [];
  while (missing.size > 0) {
    const best = [...groups.values()].reduce((first, second) => (gain(second) > gain(first) ? second : first));
    for (const trait of best.traits) missing.delete(trait);
    chosen.push(...best.pages);
  }
  return chosen;
}
