// node run.mjs SITE [--base /repo/]: judges a built site in a real browser. Exit 0: all is well, 1: findings, 2: could not judge.
//
// 1. The Nu Html Checker reads all files, while
// 2. every page is looked at (checks/pages.mjs), with the links that it holds;
// 3. pages that between them show every kind and every shape of each language go through axe-core (checks/axe.mjs).

import { parseArgs } from 'node:util';
import { LOOKS, looks, source } from './checks/axe.mjs';
import { links } from './checks/links.mjs';
import { lookAt, PAGE_CHECKS } from './checks/pages.mjs';
import { validity } from './checks/validity.mjs';
import { launch, Window } from './lib/browser.mjs';
import { Results } from './lib/results.mjs';
import { serve } from './lib/server.mjs';
import { readSite } from './lib/site.mjs';
import { CannotJudge, inParallel } from './lib/tools.mjs';

/** Kinds that a briefing site has in every one of its languages. */
const KINDS = ['home', 'briefing', 'chapter', 'page', 'tags', 'tag'];

/** The fewest pages, nearly, that show all kinds and shapes of every language: always the page that adds most (greedy set cover). */
function oneOfEachType(seen) {
  const traits = new Map(
    seen.map((one) => [one, new Set([`kind ${one.page.kind}`, ...one.shapes].map((shape) => `${one.page.language}: ${shape}`))]),
  );
  const missing = new Set([...traits.values()].flatMap((set) => [...set]));
  const chosen = [];
  while (missing.size > 0) {
    const gain = (one) => [...traits.get(one)].filter((trait) => missing.has(trait)).length;
    const best = seen.reduce((first, second) => (gain(second) > gain(first) ? second : first));
    for (const trait of traits.get(best)) missing.delete(trait);
    chosen.push(best.page);
  }
  return chosen;
}

/** Every language has every kind of page: a missing one would be missing from the judgement too. */
function recordKinds(site, results) {
  const languages = new Set(site.pages.map(({ language }) => language).filter(Boolean));
  for (const language of languages) {
    const kinds = new Set(site.pages.filter((page) => page.language === language).map(({ kind }) => kind));
    results.record('kinds of pages', `/${language}/`, KINDS.filter((kind) => !kinds.has(kind)).map((kind) => ['kind', `no page of the kind ${kind}`]));
  }
  const shared = new Set(site.pages.map(({ kind }) => kind));
  results.record('kinds of pages', '/', ['chooser', 'not found'].filter((kind) => !shared.has(kind)).map((kind) => ['kind', `no page of the kind ${kind}`]));
}

async function judge(folder, base) {
  const start = Date.now();
  const took = (what) => console.log(`${what} after ${((Date.now() - start) / 1000).toFixed(0)} s`);
  const axe = source();
  const site = await readSite(folder);
  const pages = site.pages.filter(({ redirect }) => !redirect);
  if (pages.length === 0) throw new CannotJudge(`no pages in ${folder}`);
  const results = new Results(['HTML, CSS and SVG', 'kinds of pages', 'links', ...PAGE_CHECKS, 'axe']);
  recordKinds(site, results);

  const server = await serve(folder, base);
  const browser = await launch();
  try {
    const files = validity(site);
    // Awaited below; a failure while the browser works must not end the process before it is reported.
    files.catch(() => undefined);
    const seen = [];
    const openBoth = async () => ({ scripted: await Window.open(browser, server), plain: await Window.open(browser, server, { javaScriptEnabled: false }) });
    const closeBoth = ({ scripted, plain }) => Promise.all([scripted.close(), plain.close()]);
    await inParallel(pages, openBoth, async (page, windows) => seen.push(await lookAt(page, windows, results)), closeBoth);
    // Workers end in any order: the choice of pages must not depend on it.
    seen.sort((first, second) => (first.page.file < second.page.file ? -1 : 1));
    for (const [page, findings] of links(site, server, seen)) results.record('links', `/${page.address}`, findings);
    took(`${pages.length} pages looked at`);

    for (const [file, findings] of await files) results.record('HTML, CSS and SVG', file, findings);
    took('files checked');

    const chosen = oneOfEachType(seen);
    const openOne = () => Window.open(browser, server);
    const judgeOne = async (page, window) => {
      await window.visit(page);
      for (const [name, findings] of await looks(window, axe)) results.record('axe', `/${page.address} (${name})`, findings);
    };
    await inParallel(chosen, openOne, judgeOne, (window) => window.close());
    took(`${chosen.length} pages through axe in ${LOOKS} looks (${chosen.map(({ address }) => `/${address}`).join(' ')})`);
  } finally {
    await browser.close();
    await server.close();
  }
  return results;
}

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { base: { type: 'string', default: '/' } } });
  if (positionals.length !== 1 || !/^\/(.*\/)?$/.test(values.base)) throw new CannotJudge('usage: node run.mjs SITE [--base /repo/]');
  const results = await judge(positionals[0], values.base);
  process.exitCode = results.print() ? 0 : 1;
} catch (error) {
  console.error(error instanceof CannotJudge ? `error: ${error.message}` : error);
  process.exitCode = 2;
}
