// A page -> everything that is looked at on each page: three widths, its fonts, paper, and a visit without scripts.

import { glyphs } from './glyphs.mjs';

/** The checks of this file, in the order of the table. */
export const PAGE_CHECKS = ['console and requests', 'structure', 'language and direction', 'isolation', 'Arabic type', 'width', 'fonts', 'print', 'without scripts'];

const WIDTHS = [320, 768, 1440];
/** A4 at 96 dots an inch, less the margins of `@page`. */
const PAPER = { width: 666, height: 980 };

async function width(window, results, place) {
  for (const size of WIDTHS) {
    await window.page.setViewportSize({ width: size, height: 800 });
    await window.settle();
    const findings = await window.page.evaluate(() => bayan.overflow());
    // WCAG 1.4.4: text at twice its size, still without a second scroll bar.
    const zoomed = await window.page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
      const found = bayan.overflow().filter(([rule]) => rule === 'page-wide').map(([rule, what]) => [rule, `with text at 200 %, ${what}`]);
      document.documentElement.style.fontSize = '';
      return found;
    });
    results.record('width', `${place} at ${size}px`, [...findings, ...zoomed]);
  }
}

async function paper(window) {
  await window.page.setViewportSize(PAPER);
  const findings = [];
  for (const colorScheme of ['light', 'dark']) {
    await window.page.emulateMedia({ media: 'print', colorScheme });
    await window.settle();
    for (const [rule, what] of await window.page.evaluate(() => bayan.paper())) findings.push([rule, `${what} (${colorScheme} scheme)`]);
  }
  await window.page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  return findings;
}

/** The words that a reader sees in the main part. */
function words(page) {
  return page.evaluate(() => (document.querySelector('main')?.innerText ?? '').split(/\s+/).filter(Boolean));
}

async function withoutScripts(window, page, expected) {
  await window.visit(page);
  const findings = [...window.heard];
  if (!(await window.page.locator('h1').first().isVisible())) findings.push(['no-script', 'no visible h1']);
  const got = new Set(await words(window.page));
  const missing = expected.filter((word) => !got.has(word));
  if (got.size === 0) findings.push(['no-script', 'no text in the main part']);
  else if (missing.length > 0) findings.push(['no-script', `${missing.length} words are missing, such as "${missing.slice(0, 4).join(' ')}"`]);
  return findings;
}

/** Looks at one page in both windows; answers what it links to and its shapes. */
export async function lookAt(page, { scripted, plain }, results) {
  const place = `/${page.address}`;
  const ask = (name, argument) => scripted.page.evaluate(([key, value]) => bayan[key](value), [name, argument]);
  await scripted.page.setViewportSize({ width: WIDTHS[2], height: 800 });
  await scripted.visit(page);
  const expected = await words(scripted.page);
  const seen = { page, ...(await ask('links')), shapes: await ask('shapes') };
  seen.canonical = await scripted.page.evaluate(() => document.querySelector('link[rel=canonical]')?.href);

  results.record('structure', place, await ask('structure'));
  results.record('language and direction', place, await ask('languages', page.language));
  await ask('unfold');
  await scripted.settle();
  results.record('isolation', place, await ask('isolation'));
  results.record('Arabic type', place, await ask('typography'));
  results.record('fonts', place, [...(await ask('faces')), ...(await glyphs(scripted))]);
  await width(scripted, results, place);
  results.record('print', place, await paper(scripted));
  results.record('without scripts', place, await withoutScripts(plain, page, expected));
  // Last, so that a late request or a script that stumbles over a size is heard too.
  results.record('console and requests', place, scripted.heard);
  return seen;
}
