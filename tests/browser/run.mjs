// node run.mjs SITE [--base /repo/]: judges a built site in a real browser. Exit 0: all is well, 1: findings, 2: could not judge.
//
// 1. The Nu Html Checker reads all files, while
// 2. every page is looked at (checks/pages.mjs), with the links that it holds;
// 3. pages that between them show every kind and every shape of each language go through axe-core (checks/axe.mjs).

import { LOOKS, looks, source } from './checks/axe.mjs';
import { kinds, oneOfEachType } from './checks/kinds.mjs';
import { letters } from './checks/letters.mjs';
import { links } from './checks/links.mjs';
import { open, openWindows, PAGE_CHECKS } from './checks/pages.mjs';
import { validity } from './checks/validity.mjs';
import { launch, shut, Window } from './lib/browser.mjs';
import { Results } from './lib/results.mjs';
import { serve } from './lib/server.mjs';
import { readSite } from './lib/site.mjs';
import { CannotJudge, inParallel, main } from './lib/tools.mjs';

async function judge(folder, base) {
  const start = Date.now();
  const took = (what) => console.log(`${what} after ${((Date.now() - start) / 1000).toFixed(0)} s`);
  const axe = source();
  const site = await readSite(folder);
  const pages = site.pages.filter(({ redirect }) => !redirect);
  if (pages.length === 0) throw new CannotJudge(`no pages in ${folder}`);
  const results = new Results(['HTML, CSS and SVG', 'kinds of pages', 'links', ...PAGE_CHECKS.keys(), 'letters', 'axe']);
  for (const [place, findings] of kinds(site)) results.record('kinds of pages', place, findings);

  const server = await serve(folder, base);
  const browser = await launch();
  try {
    const files = validity(site);
    // Awaited below; a failure while the browser works must not end the process before it is reported.
    files.catch(() => undefined);
    const seen = [];
    const lookAt = async (page, windows) => {
      seen.push(await open(page, windows));
      for (const [check, run] of PAGE_CHECKS) results.record(check, `/${page.address}`, await run({ ...windows, page }));
    };
    await inParallel(pages, () => openWindows(browser, server), lookAt);
    // Workers end in any order: the choice of pages must not depend on it.
    seen.sort((first, second) => (first.page.file < second.page.file ? -1 : 1));
    for (const [page, findings] of links(site, server, seen)) results.record('links', `/${page.address}`, findings);
    took(`${pages.length} pages looked at`);

    const drawing = await Window.open(browser, server);
    await drawing.visit(pages.find(({ kind }) => kind === 'chapter') ?? pages[0]);
    for (const [file, findings] of await letters(site, drawing)) results.record('letters', file, findings);
    await drawing.close();
    took('words drawn');

    for (const [file, findings] of await files) results.record('HTML, CSS and SVG', file, findings);
    took('files checked');

    const chosen = oneOfEachType(seen);
    const judgeOne = async (page, window) => {
      await window.visit(page);
      for (const [name, findings] of await looks(window, axe)) results.record('axe', `/${page.address} (${name})`, findings);
    };
    await inParallel(chosen, () => Window.open(browser, server), judgeOne);
    took(`${chosen.length} pages through axe in ${LOOKS} looks`);
    console.log(chosen.map(({ address }) => `  /${address}`).join('\n'));
  } finally {
    await shut(browser);
    await server.close();
  }
  return results.print();
}

await main('run.mjs', judge);
