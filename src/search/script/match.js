// Words -> the texts that hold them, each with how well and where.

// How much a word says by its place: running text, tag, heading, title.
const LEVELS = [1, 1.6, 2.4, 4];
// A word as it was typed (folded), the same with or without its article, another form of it, what may be another form of it, a word that begins so.
const SAME = 1;
const WITH = 0.9;
const FORM = 0.7;
const MAYBE = 0.45;
const BEGUN = 0.55;
const MISTYPED = 0.4;
const COMMON = 10;

const add = (hits, { item, level, blocks, isMany }, quality) => {
  const score = quality * LEVELS[level] * (1 + 0.15 * Math.log2(blocks.length));
  const hit = hits.get(item);
  if (!hit) hits.set(item, { score, blocks: new Map(blocks.map((block) => [block, quality])), isMany });
  else {
    hit.score = Math.max(hit.score, score) + 0.05;
    for (const block of blocks) hit.blocks.set(block, Math.max(quality, hit.blocks.get(block) ?? 0));
    hit.isMany ||= isMany;
  }
};

// Whether two words differ by one letter: added, lost, another, or two in the wrong order.
const isNear = (a, b) => {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const rest = (text, from) => text.slice(from);
  return (
    rest(a, at + 1) === rest(b, at + 1) ||
    rest(a, at + 1) === rest(b, at) ||
    rest(a, at) === rest(b, at + 1) ||
    (a[at] === b[at + 1] && a[at + 1] === b[at] && rest(a, at + 2) === rest(b, at + 2))
  );
};

// The texts of a word. `marks` learns which stems are to be marked where the texts are shown.
const find = async (index, word, isLast, marks) => {
  const { table } = index;
  const form = table.fold(word);
  const hits = new Map();
  if (!form) return { hits, isStop: true };
  const isStop = table.isStop(form);
  const stems = table.stems(form);
  const take = (stem, forms, quality) => {
    for (const each of forms) for (const places of each.places()) add(hits, places, quality(each));
    if (forms.length) marks.stems.add(stem);
  };
  // The article and what is written before it change no word.
  const [bare] = table.parts(form);
  const qualityOf = (each) => (each.form === form ? SAME : table.parts(each.form)[0] === bare ? WITH : each.isOwn ? FORM : MAYBE);
  take(stems[0], await index.group(stems[0]), qualityOf);
  // What is common as it stands is seldom two words written as one.
  if (hits.size < COMMON) {
    const others = await Promise.all(stems.slice(1).map(index.group));
    others.forEach((forms, at) => take(stems[at + 1], forms, (each) => (each.form === form ? SAME : MAYBE)));
  }
  if (isLast && form.length > 1) {
    const begins = [...new Set([table.parts(form)[0], ...(hits.size ? [] : table.parts(form))])].filter((begin) => begin.length > 1);
    const near = (await Promise.all(begins.map((begin) => index.beginning(begin, hits.size ? 1 : 3)))).flat();
    const irregular = [...new Set(begins.filter((begin) => begin.length > 2).flatMap(table.irregular))].slice(0, 6);
    for (const stem of irregular) near.push({ stem, forms: await index.group(stem) });
    const taken = new Set(stems);
    for (const { stem, forms } of near) {
      if (taken.has(stem)) continue;
      const begun = forms.filter((each) => each.isOwn && begins.some((begin) => each.form.startsWith(begin) || stem.startsWith(begin)));
      if (!begun.length) continue;
      taken.add(stem);
      take(stem, begun, (each) => BEGUN * Math.min(1, form.length / each.form.length));
    }
  }
  let meant;
  if (!hits.size && !isStop && form.length >= 5 && !/\d/.test(form)) {
    const wanted = [...new Set([form, ...stems])];
    const near = (await index.lexicon()).filter((stem) => stem.length > 2 && wanted.some((each) => each.length > 3 && isNear(each, stem)));
    // The first letter is the one that is mistyped least.
    near.sort((a, b) => (b[0] === stems[0][0]) - (a[0] === stems[0][0]));
    for (const stem of near.slice(0, 6)) {
      const forms = (await index.group(stem)).filter((each) => isNear(each.form, form) || stem.length > 4);
      take(stem, forms, () => MISTYPED);
      meant ??= forms.find((each) => isNear(each.form, form))?.form ?? forms[0]?.form;
    }
  }
  return { hits, isStop, meant };
};

// Texts in which a phrase was found, after which no other is asked.
const ENOUGH = 10;

// The texts of a phrase: its words in one block, which the text itself must then say one after the other.
const findPhrase = async (index, words, marks) => {
  const { table } = index;
  const forms = words.map(table.fold).filter(Boolean);
  const telling = words.filter((word) => table.fold(word) && !table.isStop(table.fold(word)));
  const found = await Promise.all((telling.length ? telling : words).map((word) => find(index, word, false, marks)));
  const hits = new Map();
  const [first, ...others] = found.map((each) => each.hits).sort((a, b) => a.size - b.size);
  const shared = [];
  for (const [item, hit] of first ?? []) {
    const rest = others.map((each) => each.get(item));
    if (rest.includes(undefined)) continue;
    const all = [hit, ...rest];
    const blocks = [...hit.blocks].filter(([block]) => rest.every((each) => each.isMany || each.blocks.has(block)));
    const score = all.reduce((sum, each) => sum + each.score, 0);
    if (blocks.length || hit.isMany) shared.push({ item, score, blocks: new Map(blocks), isMany: all.some((each) => each.isMany) });
  }
  shared.sort((a, b) => b.score - a.score);
  const isSame = (word, at) => {
    const form = table.fold(word);
    if (at) return form === forms[at];
    const own = table.parts(forms[0]);
    return form === forms[0] || table.parts(form).some((part) => own.includes(part));
  };
  const says = (text) => {
    const tokens = wordsOf(text).map(({ word }) => word).filter((word) => table.fold(word));
    return tokens.some((_, at) => forms.every((_, i) => at + i < tokens.length && isSame(tokens[at + i], i)));
  };
  const verify = async (candidate) => {
    if (hits.size >= ENOUGH) return;
    for (const block of candidate.blocks.keys()) {
      const item = await index.item(candidate.item, block);
      if (says(textOf(item, block))) {
        hits.set(candidate.item, { ...candidate, score: candidate.score * 1.5, blocks: new Map([[block, SAME]]) });
        return;
      }
    }
  };
  // A few at a time: most readers look at the first.
  for (let at = 0; at < 24 && at < shared.length; at += 8) await Promise.all(shared.slice(at, at + 8).map(verify));
  return { hits, isStop: false };
};

// The text of a block: the title first.
const textOf = (item, block) => {
  if (!block) return [item.t, ...(item.names ?? [])].join(" \n ");
  const entry = item.p?.[block - item.b];
  return typeof entry === "string" ? entry : (entry?.[1] ?? "");
};

// All clauses -> texts with their scores; those that hold every clause first.
const matched = async (index, clauses, marks, isTyped) => {
  const groups = [];
  const excluded = new Set();
  const corrections = [];
  const last = clauses.at(-1);
  for (const clause of clauses) {
    const hits = new Map();
    let isStop = true;
    for (const { words, isPhrase } of clause.units) {
      const isLast = isTyped && clause === last && !clause.excluded;
      const own = clause.excluded ? { stems: new Set() } : marks;
      const found = isPhrase ? await findPhrase(index, words, own) : await find(index, words[0], isLast, own);
      isStop &&= found.isStop;
      if (found.meant) corrections.push([words[0], found.meant]);
      for (const [item, hit] of found.hits) {
        const before = hits.get(item);
        if (!before || before.score < hit.score) hits.set(item, hit);
      }
    }
    if (clause.excluded) for (const item of hits.keys()) excluded.add(item);
    else groups.push({ hits, isStop });
  }
  const telling = groups.filter(({ isStop }) => !isStop);
  // A query of words that say nothing finds them in titles.
  const wanted = telling.length ? telling : groups;
  const items = new Map();
  for (const { hits } of wanted) {
    const weight = Math.log(1 + index.size / (hits.size || 1));
    for (const [number, hit] of hits) {
      if (excluded.has(number)) continue;
      const item = items.get(number) ?? { number, score: 0, count: 0, blocks: new Map() };
      item.score += (weight * hit.score) / (1 + 0.06 * Math.max(0, index.length(number) - 6));
      item.count += 1;
      for (const [block, quality] of hit.blocks) item.blocks.set(block, (item.blocks.get(block) ?? 0) + weight * quality);
      items.set(number, item);
    }
  }
  for (const { isStop, hits } of groups) {
    if (isStop) for (const [number, hit] of hits) if (items.has(number)) items.get(number).score += 0.1 * hit.score;
  }
  const total = wanted.length;
  const list = [...items.values()].map((item) => {
    // The block that says most of the query; the title only where no block does.
    let [block, most] = [0, 0];
    for (const [each, weight] of item.blocks) {
      const own = each ? weight : weight * 0.5;
      if (own > most || (own === most && each < block)) [block, most] = [each, own];
    }
    const near = total > 1 ? 1 + 0.6 * (most / [...item.blocks.values()].reduce((sum, each) => Math.max(sum, each), most || 1)) : 1;
    // Chapters that are made of the ledger repeat it; its entries are found as such.
    const own = index.made.has(item.number) ? 0.5 : 1;
    return { ...item, block, isWhole: item.count === total, score: (item.score * near + most * 0.2) * own };
  });
  return { list, corrections, total };
};
