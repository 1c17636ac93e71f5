// A text in, its words out, and the stems under which each may be found: src/search/words.rs in the browser, with the same table.
const WORD = "[\\p{Alphabetic}\\p{N}\\p{M}\\u200d\\u00ad]";
const DIGIT = "[0-9\\u0660-\\u0669\\u06f0-\\u06f9]";
const TOKEN = new RegExp(
  `(?:${WORD}|(?<=${WORD})['\\u2019\\u05f3\\u05f4](?=${WORD})|(?<=[\\u05d0-\\u05ea])"(?=[\\u05d0-\\u05ea])|(?<=${DIGIT})[.,\\u066b\\u066c](?=${DIGIT}))+`,
  "gu",
);

// The words of a text with their places.
const wordsOf = (text) => Array.from(text.matchAll(TOKEN), (found) => ({ at: found.index, word: found[0] }));

const endingsOf = (text) =>
  text.split(" ").filter(Boolean).map((rule) => {
    const [, ending, by, least] = /^(.*)>(.*)\/(\d+)$/.exec(rule);
    return { ending, by, least: Number(least) };
  });

const rulesOf = (data) => {
  const forms = new Map();
  for (const line of data.forms.split("\n")) {
    const [stem, ...irregular] = line.split(" ");
    for (const form of irregular) forms.set(form, stem);
  }
  const [from, to] = data.range;
  return {
    fits: (word) => word[0] >= from && word[0] <= to,
    certain: endingsOf(data.certain),
    perhaps: data.perhaps.map((group) => group.split(" ")),
    steps: data.steps.map(([times, endings]) => ({ times, endings: endingsOf(endings) })),
    forms,
  };
};

// The table of a language, as the site was built with it.
const tableOf = (data) => {
  const letters = new Map();
  const pairs = [...data.letters];
  for (let i = 0; i < pairs.length; i += 2) letters.set(pairs[i], pairs[i + 1]);
  for (const letter of data.dropped) letters.set(letter, "");
  const rules = data.rules.map(rulesOf);
  const stop = new Set(data.stop.split(" "));
  const known = new Map();

  const mapped = (text) => Array.from(text, (letter) => letters.get(letter) ?? letter).join("");
  const fold = (word) => {
    const ascii = /^[\0-\x7f]*$/.test(word);
    const bare = (ascii
      ? word.toLowerCase()
      : mapped(mapped(word.normalize("NFKC").toLowerCase()).normalize("NFKD").replace(/\p{M}/gu, "")).replace(/ا{2,}/g, "ا")
    ).replace(/'s$/, "");
    if (/^[0-9.,]*$/.test(bare)) {
      const plain = bare.replace(/,/g, "");
      const trimmed = plain.replace(/^0+/, "");
      return (plain && (!trimmed || trimmed[0] === ".") ? "0" : "") + trimmed;
    }
    return data.elides ? bare : bare.replace(/['"]/g, "");
  };

  const without = (own, form) => {
    const rule = own.certain.find(({ ending, least }) => form.startsWith(ending) && form.length - ending.length >= least);
    return rule && form.slice(rule.ending.length);
  };
  // What a word itself may be: without what is certainly not part of it, or without what may be.
  const parts = (form) => {
    const own = rules.find((each) => each.fits(form));
    if (!own) return [form];
    const rest = without(own, form);
    if (rest !== undefined) return [rest];
    let found = [form];
    for (const group of own.perhaps) {
      const shorter = found.flatMap((part) => group.filter((begin) => part.startsWith(begin)).map((begin) => part.slice(begin.length)));
      found = found.concat(shorter.filter((part) => part.length >= 3));
    }
    return found.map((part) => without(own, part) ?? part);
  };
  const ended = (own, part) => {
    let word = part;
    for (const { times, endings } of own.steps) {
      for (let i = 0; i < times; i++) {
        if (own.forms.has(word)) return own.forms.get(word);
        const rule = endings.find(({ ending, least }) => word.endsWith(ending) && word.length - ending.length >= least);
        if (!rule) break;
        word = word.slice(0, word.length - rule.ending.length) + rule.by;
      }
    }
    return own.forms.get(word) ?? word;
  };
  const stems = (form) => {
    if (!known.has(form)) {
      const own = rules.find((each) => each.fits(form));
      known.set(form, own ? [...new Set(parts(form).map((part) => ended(own, part)))] : [form]);
    }
    return known.get(form);
  };
  // Irregular forms that begin so, by their stems.
  const irregular = (begin) => rules.flatMap(({ forms }) => [...forms].filter(([form]) => form.startsWith(begin)).map(([, stem]) => stem));
  return { fold, stems, parts, irregular, isStop: (form) => stop.has(form), keys: data.keys };
};
