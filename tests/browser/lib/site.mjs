// A folder of built files -> its pages: the address of each, the language its path promises, the kind of page it is.

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Languages written from right to left, as the theme and the checks know them. */
export const RIGHT_TO_LEFT = ['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'nqo', 'ps', 'sd', 'syr', 'ug', 'ur', 'yi'];

/** Every file below a folder, as sorted paths with slashes. */
export async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)).split(path.sep).join('/'))
    .sort();
}

/** Pages that show two languages, the reader's first: `parallel/KEY/ar-en/`. */
const SIDE_BY_SIDE = /^parallel\/(?:.*\/)?([a-z]+)-[a-z]+\/$/;

/** What kind of page stands at an address. Only addresses decide, so that a template that breaks cannot hide its page. */
function kindOf(address, addresses) {
  const steps = address.split('/').filter(Boolean);
  if (address === '') return 'chooser';
  if (address === '404.html') return 'not found';
  if (SIDE_BY_SIDE.test(address)) return 'side by side';
  if (steps.length === 1) return 'home';
  if (steps[1] === 'search') return 'search';
  if (steps[1] === 'tags') return steps.length === 2 ? 'tags' : 'tag';
  if (addresses.some((other) => other !== address && other.startsWith(address))) return 'briefing';
  return steps.length === 2 ? 'page' : 'chapter';
}

/** Reads a built site: `{ folder, files, pages: [{ file, address, language, kind, redirect }] }`. */
export async function readSite(folder) {
  const files = await filesBelow(folder);
  const html = files.filter((file) => file.endsWith('.html'));
  const addresses = html.map((file) => file.replace(/(^|\/)index\.html$/, '$1'));
  const pages = await Promise.all(
    html.map(async (file, at) => ({
      file,
      address: addresses[at],
      // The root and the error page belong to no language folder: undefined.
      language: SIDE_BY_SIDE.exec(addresses[at])?.[1] ?? (file.includes('/') ? file.split('/')[0] : undefined),
      kind: kindOf(addresses[at], addresses),
      // A page that only sends the reader on cannot be looked at: the browser is gone before a check begins.
      redirect: /http-equiv=["']?refresh/i.test(await readFile(path.join(folder, file), 'utf8')),
    })),
  );
  return { folder, files, pages };
}
