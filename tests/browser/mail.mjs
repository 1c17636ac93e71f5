// node mail.mjs FOLDER: judges the letters in a folder (`bayan mail`) in a real browser. Exit 0: all is well, 1: findings, 2: could not judge.
//
// Programs for mail take `html` and `body` away and put what is left into a page of their own. So every letter is drawn as it is, without
// the attributes of both, and within a page that runs the other way: each line of text must stand where it stood. A letter whose cells
// say no direction must be found, or this finds nothing.

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { launch, shut } from './lib/browser.mjs';
import { Results } from './lib/results.mjs';
import { CannotJudge, main } from './lib/tools.mjs';

/** How far a line may stand from where it stood: parts of a pixel are rounding. */
const NEAR = 1;

/** Pages that programs for mail put a letter into: `around` gives one. */
const PROGRAMS = [
  ['without attributes', (inside) => `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>${inside}</body></html>`],
  ['in a page from the right', (inside) => `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body dir="rtl"><div>${inside}</div></body></html>`],
  ['in a page from the left', (inside) => `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body dir="ltr"><div>${inside}</div></body></html>`],
];

/** What stands within the body of a letter. */
function inside(letter) {
  const found = /<body[^>]*>([\s\S]*)<\/body>/.exec(letter);
  if (!found) throw new CannotJudge('a letter has no body');
  return found[1];
}

/** Runs in the page: every piece of text with where it stands, as seen from the letter's table. */
function lines() {
  const table = document.querySelector('table table') ?? document.querySelector('table');
  const { left, top } = table.getBoundingClientRect();
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.data.trim()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) found.push([node.data.trim().slice(0, 40), box.left - left, box.right - left, box.top - top]);
  }
  return found;
}

async function drawn(page, html) {
  await page.setContent(html, { waitUntil: 'load' });
  return page.evaluate(lines);
}

/** The first piece of text that stands elsewhere; nothing where all stand as they did. */
function moved(before, after) {
  if (before.length !== after.length) return `${before.length} pieces of text are ${after.length}`;
  for (const [at, [text, ...place]] of before.entries()) {
    const far = place.some((value, i) => Math.abs(value - after[at][i + 1]) > NEAR);
    if (far) return `“${text}” stands elsewhere: ${place.map(Math.round)} became ${after[at].slice(1).map(Math.round)}`;
  }
  return undefined;
}

async function judge(folder) {
  const all = await readdir(folder, { recursive: true });
  const letters = all.filter((file) => file.endsWith('.letter.html')).sort();
  if (letters.length === 0) throw new CannotJudge(`no letters in ${folder}`);
  const results = new Results(['letters']);
  const browser = await launch();
  try {
    const context = await browser.newContext({ viewport: { width: 900, height: 1200 }, javaScriptEnabled: true });
    const page = await context.newPage();
    const asked = [];
    page.on('request', (request) => /^(data|about):/.test(request.url()) || asked.push(request.url()));
    let found = 0;
    for (const file of letters) {
      const letter = await readFile(path.join(folder, file), 'utf8');
      const before = await drawn(page, letter);
      if (before.length < 5) throw new CannotJudge(`${file} says nothing`);
      const findings = [];
      for (const [program, around] of PROGRAMS) {
        const why = moved(before, await drawn(page, around(inside(letter))));
        if (why) findings.push(['letter', `${program}: ${why}`]);
        const bare = inside(letter).replace(/ dir="(rtl|ltr)"/g, '').replace(/direction:(rtl|ltr);/g, '').replace(/ align="(left|right)"|text-align:(left|right);/g, '');
        found += moved(before, await drawn(page, around(bare))) ? 1 : 0;
      }
      findings.push(...asked.splice(0).map((url) => ['off-site', url]));
      results.record('letters', file, findings);
    }
    if (found === 0) throw new CannotJudge('letters that say no direction look right, too');
    console.log(`${letters.length} letters in ${PROGRAMS.length} programs; ${found} without a direction were found`);
  } finally {
    await shut(browser);
  }
  return results.print();
}

await main('mail.mjs', judge);
