// What was typed -> clauses: words, phrases between quotation marks, alternatives (OR, أو), exclusions (-).
const OR = new Set(["OR", "|", "أو", "او", "یا", "או", "OU"]);
const PIECE = /([-\u2212]?)(?:"([^"]+)"|«([^»]+)»|“([^”]+)”|„([^“”]+)[“”]|(\S+))/gu;

const clausesOf = (query) => {
  const clauses = [];
  let joins = false;
  for (const [whole, minus, ...found] of query.matchAll(PIECE)) {
    const word = found[4];
    if (OR.has(whole)) {
      joins = clauses.length > 0;
      continue;
    }
    const words = wordsOf(found.find((text) => text !== undefined)).map((token) => token.word);
    if (!words.length) continue;
    const excluded = Boolean(minus);
    const isPhrase = word === undefined || (excluded && words.length > 1);
    const units = isPhrase ? [words] : words.map((each) => [each]);
    for (const unit of units) {
      const last = clauses.at(-1);
      if (joins && last && !last.excluded && !excluded) last.units.push({ words: unit, isPhrase });
      else clauses.push({ excluded, units: [{ words: unit, isPhrase }] });
      joins = false;
    }
  }
  return clauses;
};

// The same keys on the other layout: Latin letters for the language's own, and back.
const swapped = (query, keys) => {
  if (!keys) return query;
  const [latin, own] = keys.map((letters) => [...letters]);
  const text = own.includes("ﻻ") ? query.replaceAll("لا", "ﻻ") : query;
  const isLatin = /[a-z]/iu.test(text);
  const [from, to] = isLatin ? [latin, own] : [own, latin];
  return Array.from(text.toLowerCase(), (letter) => to[from.indexOf(letter)] ?? letter).join("").normalize("NFKC");
};
