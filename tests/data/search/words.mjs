// node words.mjs SCRIPT TABLES: whether the script folds and stems every word of TABLES (a line for each language: its table, then
// words with what Rust makes of them) as Rust does. Prints what differs.
import fs from 'node:fs';

const [script, tables] = process.argv.slice(2);
const { tableOf, wordsOf } = new Function(`${fs.readFileSync(script, 'utf8').replace(/\(\(\) => \{\n  const place[^]*$/u, '')}; return { tableOf, wordsOf };`)();
let compared = 0;
for (const line of fs.readFileSync(tables, 'utf8').split('\n').filter(Boolean)) {
  const [data, rows] = JSON.parse(line);
  const table = tableOf(data);
  for (const [text, expected] of rows) {
    const found = wordsOf(text).map(({ at, word }) => [at, table.fold(word), table.stems(table.fold(word))]);
    compared += 1;
    if (JSON.stringify(found) !== JSON.stringify(expected)) console.log(`${text}: ${JSON.stringify(found)}, in Rust ${JSON.stringify(expected)}`);
  }
}
console.error(`${compared} compared`);
