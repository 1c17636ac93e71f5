// node queries.mjs SCRIPT FOLDER QUERIES: asks the search of a built site what stands in QUERIES (a line each: the reader's language, a
// tab, the query), and prints a line of JSON for each with what was found, the bytes that were loaded and the answers.
import fs from 'node:fs';
import zlib from 'node:zlib';

const [script, folder, queries] = process.argv.slice(2);
const bayanSearch = new Function(`${fs.readFileSync(script, 'utf8').replace(/\(\(\) => \{\n  const place[^]*$/u, '')}; return bayanSearch;`)();
for (const line of fs.readFileSync(queries, 'utf8').split('\n').filter(Boolean)) {
  const [lang, query] = line.split('\t');
  let bytes = 0;
  const load = async (name) => {
    const file = fs.readFileSync(`${folder}/${name}`);
    bytes += zlib.gzipSync(file).length;
    return file.toString();
  };
  // A new reader for each, who has loaded nothing yet.
  const site = await bayanSearch(load);
  let found = await site.search(query, { lang, isTyped: false });
  const other = found.other?.query;
  if (other) found = await site.search(other, { lang, isTyped: false });
  const text = (parts) => parts.map(({ text, isMark }) => (isMark ? `[${text}]` : text)).join('');
  const results = found.results.map((each) => ({ path: each.path, url: each.url, title: text(each.title), passage: text(each.passage), lang: each.lang }));
  const answers = found.answers.map((each) => ({ id: each.id, title: text(each.title), value: each.value, lines: each.lines, url: each.url }));
  console.log(JSON.stringify({ results, answers, total: found.total, isWhole: found.isWhole, corrections: found.corrections, other, bytes }));
}
