// A chapter and an overview, as a reader who was never here before loads them: bytes on the line, requests, and words that move.

import { gzipSync } from 'node:zlib';
import { Window } from '../lib/browser.mjs';

/** What the first load of a page may take, by kind of page: thousands of bytes, compressed as hosts do it, and requests (docs/design.md). */
const LIMITS = { chapter: { kilobytes: 115, requests: 7 }, chooser: { kilobytes: 25, requests: 4 }, 'not found': { kilobytes: 25, requests: 4 } };
/** What a page in Arabic loads besides where its Latin words have accents: the face of Latin. */
const LATIN = { kilobytes: 23, requests: 1 };
/** How far words may move when faces come: a line more or less on a list of the ledger, by the fonts of the system, moves all below it. */
const SHIFT = 0.25;
/** Milliseconds. */
const LATER = 500;
const PHONE = { width: 360, height: 740 };
/** Packed by themselves: fonts and pictures. */
const PACKED = /font|image\/(?!svg)/;

/** Findings about a page, loaded into an empty cache. */
export async function weight({ scripted, page }) {
  const limit = LIMITS[page.kind];
  if (!limit) return [];
  const window = await Window.open(scripted.context.browser(), scripted.server, { viewport: PHONE });
  try {
    const asked = new Map();
    window.page.on('response', (response) => asked.set(response.url(), response));
    await window.context.addInitScript(() => {
      globalThis.moved = 0;
      const add = (list) => list.getEntries().forEach((entry) => (globalThis.moved += entry.value));
      new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true });
    });
    await window.visit(page);
    // The icon of the tab is asked for once all else is there, and words move once the last face has come.
    await window.page.waitForTimeout(LATER);
    const sizes = await Promise.all([...asked.values()].map(size));
    const kilobytes = sizes.reduce((all, one) => all + one, 0) / 1000;
    const moved = await window.page.evaluate(() => globalThis.moved);
    const hasAccents = await window.page.evaluate(() => document.documentElement.dir === 'rtl' && /[À-ɏḀ-ỿ]/.test(document.body.textContent));
    const most = (what) => limit[what] + (hasAccents ? LATIN[what] : 0);
    const findings = [];
    const listed = () => [...asked.keys()].map((url, at) => `${url.split('/').slice(-1)[0] || 'page'} ${sizes[at]}`).join(', ');
    if (kilobytes > most('kilobytes')) findings.push(['weight', `${kilobytes.toFixed(1)} kB, and may be ${most('kilobytes')}: ${listed()}`]);
    if (asked.size > most('requests')) findings.push(['requests', `${asked.size} requests, and may be ${most('requests')}: ${listed()}`]);
    if (moved > SHIFT) findings.push(['shift', `words move by ${moved.toFixed(3)} when faces come, and may by ${SHIFT}`]);
    return findings;
  } finally {
    await window.close();
  }
}

/** The bytes of an answer on the line. */
async function size(response) {
  const body = await response.body();
  return PACKED.test(response.headers()['content-type'] ?? '') ? body.length : gzipSync(body, { level: 9 }).length;
}
