// A page -> everything that is looked at on each page: three widths, its fonts, paper, and a visit without scripts.

import { Window } from '../lib/browser.mjs';
import { glyphs } from './glyphs.mjs';
import { tree } from './tree.mjs';
import { weight } from './weight.mjs';

const PASSING = new Set(['chooser', 'not found']);
const WIDTHS = [320, 768, 1440];
const DESKTOP = { width: 1440, height: 800 };
/** A4 at 96 dots an inch, less the margins that print.css gives `@page`. */
const PAPER = { width: 665, height: 979 };

const ask = (window, name, argument) => window.page.evaluate(([key, value]) => bayan[key](value), [name, argument]);

async function width({ scripted }) {
  const findings = [];
  for (const size of WIDTHS) {
    await scripted.page.setViewportSize({ width: size, height: 800 });
    await scripted.settle();
    findings.push(...(await ask(scripted, 'overflow')), ...(await ask(scripted, 'zoomed')));
  }
  return findings;
}

async function paper({ scripted }) {
  await scripted.page.setViewportSize(PAPER);
  const findings = [];
  for (const colorScheme of ['light', 'dark']) {
    await scripted.page.emulateMedia({ media: 'print', colorScheme });
    await scripted.settle();
    for (const [rule, what] of await ask(scripted, 'paper')) findings.push([rule, `${what} (${colorScheme} scheme)`]);
  }
  await scripted.page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  return findings;
}

/** How far down the text may begin, in CSS pixels, by kind of page: on a phone and on a desktop (docs/design.md). */
const FIRST = { briefing: { 360: 660, 1280: 430 }, chapter: { 360: 560, 1280: 400 } };

async function firstScreen({ scripted, page }) {
  const findings = [];
  for (const [width, limit] of Object.entries(FIRST[page.kind] ?? {})) {
    await scripted.page.setViewportSize({ width: Number(width), height: 740 });
    await scripted.settle();
    findings.push(...(await ask(scripted, 'firstText', limit)));
  }
  return findings;
}

/** From 75rem on notes and doubts stand in the margin, beside their passages; below they wait for their buttons. */
async function margin({ scripted }) {
  const findings = [];
  for (const width of [360, 1280]) {
    await scripted.page.setViewportSize({ width, height: 800 });
    await scripted.settle();
    findings.push(...(await ask(scripted, 'margin', width >= 1200)), ...(width < 1200 ? await opened(scripted) : []));
  }
  return findings;
}

/** The first of each kind of button opens what it names, and Escape gives the focus back; the history stays as it was. */
async function opened({ page: view }) {
  const findings = [];
  for (const kind of ['.ref button', '.sign', '.from', '.more']) {
    const button = view.locator(kind).first();
    if ((await button.count()) === 0 || !(await button.isVisible())) continue;
    const before = await view.evaluate(() => history.length);
    await button.focus();
    await view.keyboard.press('Enter');
    const open = await view.evaluate(() => document.querySelector(':popover-open')?.id);
    if (open !== (await button.getAttribute('popovertarget'))) findings.push(['popover', `${kind} does not open what it names`]);
    await view.keyboard.press('Escape');
    if (await view.evaluate(() => document.querySelector(':popover-open') !== null)) findings.push(['popover', `Escape does not close what ${kind} opens`]);
    if (!(await button.evaluate((element) => element === document.activeElement))) findings.push(['popover', `the focus does not return to ${kind}`]);
    if ((await view.evaluate(() => history.length)) !== before) findings.push(['popover', `${kind} writes into the history`]);
  }
  return findings;
}

/** The words that a reader sees in the main part when everything is unfolded. */
function words(window) {
  // Spelt out, because `bayan` is not there where scripts are off.
  return window.page.evaluate(() => {
    for (const element of document.querySelectorAll('details')) element.open = true;
    const main = document.querySelector('main');
    // HTML: the `innerText` of what is not drawn is all its text.
    return (main?.checkVisibility() ? main.innerText : '').split(/\s+/).filter(Boolean);
  });
}

async function withoutScripts({ scripted, plain, page }) {
  await scripted.page.setViewportSize(DESKTOP);
  await plain.page.setViewportSize(DESKTOP);
  await plain.visit(page);
  const findings = [...plain.heard];
  if (!(await plain.page.locator('h1').first().isVisible())) findings.push(['no-script-h1', 'no visible h1']);
  const got = new Set(await words(plain));
  const missing = (await words(scripted)).filter((word) => !got.has(word));
  if (got.size === 0) findings.push(['no-script-text', 'no text in the main part']);
  else if (missing.length > 0) findings.push(['no-script-text', `${missing.length} words are missing, such as "${missing.slice(0, 4).join(' ')}"`]);
  return findings;
}

/** What is looked at on a page that stands, unfolded, in the window with scripts; in the order of the table. */
export const PAGE_CHECKS = new Map([
  ['structure', ({ scripted }) => ask(scripted, 'structure')],
  ['language and direction', ({ scripted, page }) => ask(scripted, 'languages', page.language)],
  ['isolation', ({ scripted }) => ask(scripted, 'isolation')],
  ['Arabic type', ({ scripted }) => ask(scripted, 'typography')],
  // Pages on the way to another are set in the fonts of the reader's system.
  ['fonts', async ({ scripted, page }) => (PASSING.has(page.kind) ? [] : [...(await ask(scripted, 'faces')), ...(await glyphs(scripted))])],
  ['weight', weight],
  ['accessibility tree', tree],
  ['first screen', firstScreen],
  ['margin', margin],
  ['width', width],
  ['print', paper],
  ['without scripts', withoutScripts],
  // Last, so that a late request or a script that stumbles over a size is heard too.
  ['console and requests', ({ scripted }) => scripted.heard],
]);

/** Opens a page with everything unfolded; answers what it links to and its shapes. */
export async function open(page, { scripted }) {
  await scripted.page.setViewportSize(DESKTOP);
  await scripted.visit(page);
  const seen = { page, ...(await ask(scripted, 'links')), shapes: await ask(scripted, 'shapes') };
  await ask(scripted, 'unfold');
  await scripted.settle();
  return seen;
}

/** The pair of windows that the checks want. */
export async function openWindows(browser, server) {
  const scripted = await Window.open(browser, server);
  const plain = await Window.open(browser, server, { javaScriptEnabled: false });
  return { scripted, plain, close: () => Promise.all([scripted.close(), plain.close()]) };
}
