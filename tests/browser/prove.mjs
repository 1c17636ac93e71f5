// node prove.mjs SITE [--base /repo/]: breaks copies of a site in many ways and demands that each fault is found. A check that cannot
// fail proves nothing. Exit 0: every fault was found, 1: one was not, 2: could not judge.

import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { looks, source } from './checks/axe.mjs';
import { kinds } from './checks/kinds.mjs';
import { letters } from './checks/letters.mjs';
import { links } from './checks/links.mjs';
import { open, openWindows, PAGE_CHECKS } from './checks/pages.mjs';
import { validity } from './checks/validity.mjs';
import { launch, shut } from './lib/browser.mjs';
import { FAULTS } from './lib/faults.mjs';
import { serve } from './lib/server.mjs';
import { readSite } from './lib/site.mjs';
import { CannotJudge, inParallel, main } from './lib/tools.mjs';

/** The files that faults are put into: a chapter in each language, the first style sheet and the first script. */
async function targets(site) {
  const chapter = async (language) => {
    for (const page of site.pages.filter((one) => one.kind === 'chapter' && one.language === language)) {
      if ((await readFile(path.join(site.folder, page.file), 'utf8')).includes('<table')) return page;
    }
    throw new CannotJudge(`no chapter with a table in \`${language}\``);
  };
  const first = (ending) => {
    const file = site.files.find((one) => one.endsWith(ending));
    if (!file) throw new CannotJudge(`no ${ending} file`);
    return file;
  };
  return { ar: await chapter('ar'), en: await chapter('en'), css: first('.css'), js: first('.js'), svg: first('.svg') };
}

/** Changes one file of a copy; a change that changes nothing is a mistake in the list of faults. */
async function edit(folder, file, change) {
  const before = await readFile(path.join(folder, file), 'utf8');
  const after = change(before);
  if (after === before) throw new CannotJudge(`a fault left ${file} as it was: ${change}`);
  await writeFile(path.join(folder, file), after);
}

async function breakCopy(folder, fault, to) {
  const page = to[fault.on ?? 'ar'];
  if (fault.html) await edit(folder, page.file, fault.html);
  if (fault.body) await edit(folder, page.file, (text) => text.replace('</main>', `${fault.body}</main>`));
  if (fault.css) await edit(folder, to.css, (text) => `${text}\n${fault.css}`);
  if (fault.js) await edit(folder, to.js, (text) => `${text}\n${fault.js}`);
  if (fault.svg) await edit(folder, to.svg, fault.svg);
  if (fault.swap) {
    const { files } = await readSite(folder);
    const [from, to] = fault.swap.map((name) => files.find((file) => name.test(file)));
    await cp(path.join(folder, from), path.join(folder, to));
  }
  if (fault.remove) {
    const { files } = await readSite(folder);
    const gone = files.filter((file) => fault.remove.test(file));
    if (gone.length === 0) throw new CannotJudge(`no file like ${fault.remove}`);
    for (const file of gone) await rm(path.join(folder, file));
  }
}

/** What one check finds in a site, as seen on the page that a fault concerns. */
async function findings(folder, fault, { browser, base, axe, to }) {
  const { check } = fault;
  const site = await readSite(folder);
  if (check === 'HTML, CSS and SVG') return (await validity(site)).flatMap(([, found]) => found);
  if (check === 'kinds of pages') return kinds(site).flatMap(([, found]) => found);
  const page = to[fault.on ?? 'ar'];
  const server = await serve(folder, base);
  // New windows for each copy: servers may get the same port one after the other, and a window keeps what an origin told it.
  const windows = await openWindows(browser, server);
  try {
    const seen = await open(page, windows);
    if (check === 'letters') return (await letters(site, windows.scripted)).flatMap(([, found]) => found);
    if (check === 'links') return links(site, server, [seen]).flatMap(([, found]) => found);
    if (check === 'axe') return (await looks(windows.scripted, axe)).flatMap(([, found]) => found);
    return await PAGE_CHECKS.get(check)({ ...windows, page });
  } finally {
    await windows.close();
    await server.close();
  }
}

/** Whether a check finds a fault in a copy, and did not find the same in the site as it is. */
async function caught(folder, fault, healthy, context) {
  const copy = await mkdtemp(path.join(tmpdir(), 'broken-'));
  try {
    await cp(folder, copy, { recursive: true });
    await breakCopy(copy, fault, context.to);
    const key = `${fault.check} ${fault.on ?? 'ar'}`;
    if (!healthy.has(key)) healthy.set(key, new Set((await findings(folder, fault, context)).map(String)));
    const found = (await findings(copy, fault, context)).filter((finding) => finding[0] === fault.rule && !healthy.get(key).has(String(finding)));
    const words = [fault.says ?? ''].flat();
    return words.every((word) => found.some(([, what]) => what.includes(word)));
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

async function prove(folder, base) {
  const start = Date.now();
  const axe = source();
  const to = await targets(await readSite(folder));
  const browser = await launch();
  const healthy = new Map();
  const missed = [];
  try {
    const nothing = async () => ({ close: async () => undefined });
    await inParallel(FAULTS, nothing, async (fault) => {
      if (!(await caught(folder, fault, healthy, { browser, base, axe, to }))) missed.push(fault);
    });
  } finally {
    await shut(browser);
  }
  for (const { check, rule, ...fault } of missed) console.log(`${check} | ${rule}: not found after`, fault);
  console.log(`${FAULTS.length} faults tried in ${((Date.now() - start) / 1000).toFixed(0)} s`);
  console.log(`faults: ${FAULTS.length - missed.length} passed, ${missed.length} failed`);
  return missed.length === 0;
}

await main('prove.mjs', prove);
