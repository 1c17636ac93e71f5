// node pagefind.mjs SITE QUERIES: asks Pagefind's index of a built site what stands in QUERIES (a line each: the reader's language, a tab,
// the query), each as a reader who has loaded nothing yet, and prints a line of JSON for each: the first three addresses, and the bytes
// that were loaded, compressed.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const [site, queries] = process.argv.slice(2);
const script = path.resolve(site, 'pagefind/pagefind.js');
const host = 'http://site.example/';
let language;
let bytes;

// As much of a browser as its script asks for.
globalThis.document = { querySelector: () => ({ getAttribute: () => language }), currentScript: null };
globalThis.window = globalThis;
globalThis.location = { origin: host, href: host, pathname: '/' };
globalThis.fetch = async (url) => {
  const file = fs.readFileSync(path.join(site, new URL(url, host).pathname));
  bytes += zlib.gzipSync(file).length;
  return new Response(file);
};

let count = 0;
for (const line of fs.readFileSync(queries, 'utf8').split('\n').filter(Boolean)) {
  let query;
  [language, query] = line.split('\t');
  bytes = zlib.gzipSync(fs.readFileSync(script)).length;
  count += 1;
  // A module is loaded once, so each reader gets one of their own.
  const own = path.join(path.dirname(script), `reader-${count}.mjs`);
  fs.copyFileSync(script, own);
  const pagefind = await import(own);
  fs.unlinkSync(own);
  await pagefind.options({ basePath: `${host}pagefind/` });
  const { results } = await pagefind.search(query);
  const first = await Promise.all(results.slice(0, 3).map((result) => result.data()));
  console.log(JSON.stringify({ paths: first.map((result) => result.url), bytes }));
}
