// A search over the languages of the site: `bayanSearch(load)`; `load(name)` gives the text of a file beside the script.
const SHOWN = 6;
const NAMES = new Set(["person", "place", "org", "term"]);

const bayanSearch = async (load) => {
  const site = JSON.parse(await load("index.json"));
  const indexes = new Map();
  const open = (language) => {
    if (!indexes.has(language.lang)) {
      const own = (name) => load(`${language.lang}/${name}`);
      const loading = Promise.all([own(language.table), own(language.index)]).then(([table, manifest]) =>
        indexOf(language, JSON.parse(manifest), tableOf(JSON.parse(table)), own),
      );
      loading.catch(() => indexes.delete(language.lang));
      indexes.set(language.lang, loading);
    }
    return indexes.get(language.lang);
  };
  // The languages that are asked: the one that is wanted, else the reader's own and those that are written in the query's letters.
  const asked = (query, { lang, only }) => {
    if (only) return site.languages.filter((each) => each.lang === only);
    const letters = (each) => new RegExp(`\\p{Script=${each.script}}`, "u").test(query);
    const found = site.languages.filter((each) => each.lang === lang || letters(each));
    return found.length ? found : site.languages;
  };

  // Other names of what is meant by the whole query or by words of it that stand side by side.
  const namesakes = async (index, clauses, list) => {
    const { table } = index;
    const keys = (words) => words.map((word) => table.fold(word)).filter(Boolean).map((form) => table.stems(form));
    const same = (a, b) => a.length === b.length && a.every((stems, i) => stems.some((stem) => b[i].includes(stem)));
    const query = keys(clauses.filter((clause) => !clause.excluded && clause.units.length === 1).flatMap((clause) => clause.units[0].words));
    const entries = list.filter(({ number }) => number >= index.pages).sort((a, b) => b.score - a.score).slice(0, 8);
    const items = await Promise.all(entries.map(({ number }) => index.item(number, 0)));
    const meant = [];
    for (const item of items.filter((each) => NAMES.has(each.k))) {
      // Those in the letters of the language first: it is its pages that are looked through for them.
      const own = [item.t, ...item.names].sort((a, b) => index.letters.test(b) - index.letters.test(a));
      const names = own.map((name) => ({ name, key: keys(wordsOf(name).map(({ word }) => word)) }));
      // A person is also called by one of their names.
      const single = item.k === "person" ? names.flatMap(({ key }) => key.filter(([stem]) => stem.length > 3).map((stems) => ({ key: [stems] }))) : [];
      for (const { key } of [...names, ...single]) {
        if (!key.length) continue;
        const at = query.findIndex((_, i) => same(query.slice(i, i + key.length), key));
        if (at < 0) continue;
        meant.push({ item, isWhole: key.length === query.length, at, length: key.length, others: names.filter((other) => !same(other.key, key)) });
        break;
      }
    }
    return meant;
  };

  const searchIn = async (index, clauses, options) => {
    const marks = { stems: new Set() };
    const { list, corrections, total } = await matched(index, clauses, marks, options.isTyped);
    const found = new Map(list.map((item) => [item.number, item]));
    const positive = clauses.filter((clause) => !clause.excluded);
    const meant = await namesakes(index, clauses, list);
    if (positive.every((clause) => clause.units.length === 1 && !clause.units[0].isPhrase)) {
      for (const { at, length, others } of meant.slice(0, 3)) {
        for (const { name } of others.slice(0, 6)) {
          const words = wordsOf(name).map(({ word }) => word);
          // The other name stands for the words that it was found by; what else was asked for stays.
          const flat = positive.map((clause) => ({ excluded: false, units: clause.units }));
          const named = words.map((word) => ({ excluded: false, units: [{ words: [word], isPhrase: false }] }));
          flat.splice(at, length, ...named);
          const excluded = clauses.filter((clause) => clause.excluded);
          const other = await matched(index, [...flat, ...excluded], marks, false);
          for (const item of other.list) {
            const before = found.get(item.number);
            const score = item.score * 0.9;
            if (item.isWhole && (!before?.isWhole || before.score < score)) found.set(item.number, { ...item, score });
          }
        }
      }
    }
    const pages = [];
    const answers = [];
    for (const item of found.values()) {
      if (item.number >= index.pages) answers.push(item);
      else if (options.briefing === undefined || index.briefing(item.number) === options.briefing) pages.push(item);
    }
    const named = new Set(meant.filter(({ isWhole }) => isWhole).map(({ item }) => item.n));
    return { index, marks, corrections, total, pages, answers, named };
  };

  const byScore = (a, b) => b.isWhole - a.isWhole || a.isLast - b.isLast || b.score - a.score || a.number - b.number;

  // `lang`: the reader's language; `only`, `briefing`: filters; `isTyped`: whether the last word may not be finished; `limit`.
  const search = async (query, options) => {
    const clauses = clausesOf(query);
    const empty = { total: 0, results: [], answers: [], corrections: [], other: null };
    if (!clauses.some((clause) => !clause.excluded)) return empty;
    const opened = await Promise.all(asked(query, options).map(open));
    const runs = await Promise.all(opened.map((index) => searchIn(index, clauses, options)));
    const answers = await answersOf(runs, clauses, options);
    const own = (run) => (run.index.lang === options.lang ? 1.15 : 1);
    // An answer leads to the chapter that is made of the ledger already: what somebody wrote comes before that.
    const isLast = (run, item) => answers.length > 0 && run.index.made.has(item.number);
    let pages = runs.flatMap((run) => run.pages.map((item) => ({ ...item, run, isLast: isLast(run, item), score: item.score * own(run) })));
    const whole = pages.filter((item) => item.isWhole);
    // Texts without some of the words are shown where few have all.
    if (whole.length >= 3) pages = whole;
    pages.sort(byScore);
    const limit = options.limit ?? SHOWN;
    let top = await Promise.all(pages.slice(0, limit).map((item) => shown(item, clauses)));
    top = top.sort((a, b) => b.isWhole - a.isWhole || a.isLast - b.isLast || b.score - a.score);
    const result = { ...empty, total: pages.length, isWhole: whole.length > 0, results: top.slice(0, limit), answers };
    result.corrections = runs.flatMap((run) => (runs.some((other) => other.pages.length && !other.corrections.length) ? [] : run.corrections));
    if (!pages.length && !answers.length && !options.isSwapped) result.other = await otherKeys(query, options);
    return result;
  };

  // The same keys on another keyboard, if that finds something.
  const otherKeys = async (query, options) => {
    for (const language of site.languages) {
      const index = await open(language);
      const other = swapped(query, index.table.keys);
      if (other === query || !index.table.keys) continue;
      const found = await search(other, { ...options, only: undefined, isSwapped: true });
      if (found.total && found.isWhole) return { query: other, total: found.total };
    }
    return null;
  };

  // Entries of the ledger that the whole query speaks of: names by a name that is the query, others by words of it.
  const answersOf = async (runs, clauses, options) => {
    if (options.briefing !== undefined) return [];
    const words = clauses.filter((clause) => !clause.excluded).length;
    const whole = runs.some((run) => run.answers.some((item) => item.isWhole));
    // Where no entry speaks of all words, those that speak of most.
    const isAnswer = (item, { total }) => (whole ? item.isWhole : total > 2 && item.count >= total - 1);
    const found = runs.flatMap((run) =>
      run.answers
        .filter((item) => isAnswer(item, run) && (run.named.has(item.number) || words > 1 || run.total > 1))
        .map((item) => ({ ...item, run, score: item.score * (run.named.has(item.number) ? 4 : 1) * (run.index.lang === options.lang ? 2 : 1) })),
    );
    found.sort((a, b) => b.score - a.score || a.number - b.number);
    const items = await Promise.all(found.slice(0, 12).map(async (each) => ({ ...each, item: await each.run.index.item(each.number, 0) })));
    // A value answers more than what is said or what happened.
    const weight = ({ item, score }) => score * (item.k === "fact" ? 1.5 : 1);
    items.sort((a, b) => weight(b) - weight(a) || a.number - b.number);
    const answers = [];
    for (const { run, item } of items) {
      if (answers.some((other) => other.id === item.id)) continue;
      answers.push({ id: item.id, kind: item.k, title: marked(item.t, run), value: item.v ?? "", lines: item.lines, url: item.u, lang: run.index.lang, dir: run.index.dir });
      if (answers.length === 3) break;
    }
    return answers;
  };

  // A result as it is shown: the page, the passage with what was found in it marked, the address of the place.
  const shown = async (item, clauses) => {
    const { run, number } = item;
    const page = await run.index.item(number, item.block);
    const text = textOf(page, item.block || page.b) || "";
    let anchor = "";
    for (let at = page.b; at <= item.block; at++) if (Array.isArray(page.p[at - page.b])) [anchor] = page.p[at - page.b];
    const typed = clauses.filter((clause) => !clause.excluded).flatMap((clause) => clause.units.flatMap((unit) => unit.words));
    const said = `${page.t}\n${text}`.normalize("NFC");
    // As it was typed, with its marks, above all other spellings.
    const exact = typed.filter((word) => said.includes(word.normalize("NFC"))).length / (typed.length || 1);
    return {
      isWhole: item.isWhole,
      isLast: item.isLast,
      score: item.score * (1 + 0.1 * exact),
      title: marked(page.t, run),
      passage: passage(text, run),
      briefing: page.g === undefined ? "" : run.index.briefings[page.g],
      lang: run.index.lang,
      dir: run.index.dir,
      name: run.index.name,
      path: page.u,
      url: page.u + place(anchor || page.a || "", item.block ? text : ""),
    };
  };

  // A text in parts, those marked that a word of the query is a form of.
  const marked = (text, { index, marks }, from = 0, to = text.length) => {
    const parts = [];
    let at = from;
    for (const { at: start, word } of wordsOf(text)) {
      const end = start + word.length;
      if (start < from || end > to) continue;
      const form = index.table.fold(word);
      if (!form || !index.table.stems(form).some((stem) => marks.stems.has(stem))) continue;
      if (index.table.isStop(form)) continue;
      if (start > at) parts.push({ text: text.slice(at, start) });
      parts.push({ text: word, isMark: true });
      at = end;
    }
    if (at < to) parts.push({ text: text.slice(at, to) });
    return parts;
  };

  // The part of a text where most of the query stands.
  const LONG = 200;
  const passage = (text, run) => {
    const words = wordsOf(text);
    if (text.length <= LONG * 1.3) return closed(marked(text, run));
    const isHit = words.map(({ word }) => run.index.table.stems(run.index.table.fold(word)).some((stem) => run.marks.stems.has(stem)));
    let [best, most] = [0, -1];
    words.forEach(({ at }, i) => {
      if (!isHit[i]) return;
      let count = 0;
      for (let j = i; j < words.length && words[j].at < at + LONG - 40; j++) count += isHit[j];
      if (count > most) [best, most] = [i, count];
    });
    const start = Math.max(0, (words[best]?.at ?? 0) - 50);
    const from = start ? (words.find(({ at }) => at >= start)?.at ?? start) : 0;
    const end = words.findLast(({ at, word }) => at + word.length <= from + LONG);
    const to = end ? end.at + end.word.length : Math.min(text.length, from + LONG);
    const parts = marked(text, run, from, to);
    if (from) parts.unshift({ text: "… " });
    if (to < text.length) parts.push({ text: " …" });
    return closed(parts);
  };
  // Isolates that the cut has parted from their ends.
  const closed = (parts) => {
    let open = 0;
    for (const { text } of parts) for (const letter of text) open += letter >= "\u2066" && letter <= "\u2068" ? 1 : letter === "\u2069" && open ? -1 : 0;
    return open ? [...parts, { text: "\u2069".repeat(open) }] : parts;
  };

  // The place of a passage: the heading above it, and its first words for browsers that look for them.
  const place = (anchor, text) => {
    const plain = text.replace(/[\u2066-\u2069]/g, "").split("\n")[0].trim();
    const first = plain.split(/\s+/).slice(0, 5).join(" ");
    const encoded = encodeURIComponent(first).replaceAll("-", "%2D");
    return anchor || first ? `#${encodeURIComponent(anchor)}${first ? `:~:text=${encoded}` : ""}` : "";
  };
  return { search, languages: site.languages, open: (lang) => open(site.languages.find((each) => each.lang === lang) ?? site.languages[0]) };
};
globalThis.bayanSearch = bayanSearch;
