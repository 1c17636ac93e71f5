// The files of one language: what stands where, and the texts. Each is loaded when a search first needs it.
const LETTERS = new Map([..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].map((letter, value) => [letter, value]));

const numbersOf = (text) => {
  const numbers = [];
  let value = 0;
  let shift = 0;
  for (const letter of text) {
    const digit = LETTERS.get(letter);
    value |= (digit & 31) << shift;
    shift += 5;
    if (digit < 32) {
      numbers.push(value);
      value = shift = 0;
    }
  }
  return numbers;
};

const MANY = 8;
// The places of a form: text, class (0 body, 1 tag, 2 heading, 3 title), blocks. `isMany`: there may be more of them.
const placesOf = (written) => {
  const numbers = numbersOf(written);
  const places = [];
  let item = 0;
  for (let i = 0; i < numbers.length; ) {
    item += numbers[i++];
    const head = numbers[i++];
    const count = (head >> 2) + 1;
    const blocks = [];
    for (let last = 0; blocks.length < count; ) blocks.push((last += numbers[i++]));
    places.push({ item, level: head & 3, blocks, isMany: count === MANY });
    item++;
  }
  return places;
};

// The place in an ordered list of the last entry that is not after `wanted`.
const lastBefore = (length, isAfter) => {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isAfter(middle)) high = middle;
    else low = middle + 1;
  }
  return low - 1;
};

const indexOf = (language, manifest, table, load) => {
  const { shards } = manifest;
  const starts = numbersOf(manifest.starts);
  let [begin, part] = ["", 0];
  const partName = (name, at) => (at ? `${name}-${at}` : name);
  const packs = manifest.packs.split(" ").map((name, at) => {
    [begin, part] = name ? [name, 0] : [begin, part + 1];
    return { name: partName(begin, part), item: starts[2 * at], block: starts[2 * at + 1] };
  });
  const lengths = numbersOf(manifest.lengths);
  const briefings = numbersOf(manifest.in);
  const read = new Map();
  // Items and first blocks are written as distances.
  for (let at = 1; at < packs.length; at++) packs[at].item += packs[at - 1].item;

  const once = (name, parse) => {
    if (!read.has(name)) {
      const loading = load(name).then(parse);
      // A file that did not come is asked for again.
      loading.catch(() => read.delete(name));
      read.set(name, loading);
    }
    return read.get(name);
  };
  const groupsOf = (text) => {
    const groups = new Map();
    for (const line of text.split("\n")) {
      if (!line) continue;
      const [stem, ...forms] = line.split("\t");
      const form = (entry) => {
        const isOwn = entry[0] !== "~";
        const [folded, written] = entry.slice(isOwn ? 0 : 1).split(" ");
        let places;
        return { form: folded || stem, isOwn, places: () => (places ??= placesOf(written)) };
      };
      groups.set(stem, forms.map(form));
    }
    return groups;
  };
  const shard = (at) => once(`${partName(manifest.set, at)}.txt`, groupsOf);
  const shardOf = (stem) => lastBefore(shards.length, (at) => shards[at] > stem);

  // The forms of a stem.
  const group = async (stem) => {
    const at = shardOf(stem);
    return at < 0 ? [] : ((await shard(at)).get(stem) ?? []);
  };
  // Stems that begin so, from few files.
  const beginning = async (begin, files) => {
    const from = Math.max(0, shardOf(begin));
    const to = Math.min(shardOf(`${begin}\uffff`), from + files - 1);
    const found = [];
    for (let at = from; at <= to; at++) {
      for (const [stem, forms] of await shard(at)) found.push({ stem, forms });
    }
    return found;
  };
  // All stems, for words that were mistyped.
  const lexicon = () =>
    once(manifest.lexicon, (text) => {
      let before = "";
      return text.split("\n").filter(Boolean).map((line) => (before = before.slice(0, LETTERS.get(line[0])) + line.slice(1)));
    });
  // A text, from the block on that is wanted.
  const item = async (number, block) => {
    const at = lastBefore(packs.length, (i) => packs[i].item > number || (packs[i].item === number && packs[i].block > block));
    const items = await once(`${packs[at].name}.json`, JSON.parse);
    return items.find((each) => each.n === number);
  };
  return {
    ...language,
    table,
    group,
    beginning,
    lexicon,
    item,
    pages: manifest.pages,
    letters: new RegExp(`\\p{Script=${language.script}}`, "u"),
    made: new Set(manifest.made),
    size: lengths.length,
    length: (number) => lengths[number],
    briefing: (number) => briefings[number] - 1,
    briefings: manifest.briefings,
  };
};
