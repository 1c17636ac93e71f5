// What somebody who edits a served project must see, as checks: each takes a project that is served and gives its findings.
// None relies on another one's edits.

import { BASE, Served } from '../lib/served.mjs';

const CHAPTER = { ar: 'ar/served/one/', en: 'en/served/one/' };
const FILE = { ar: 'content/served/one.ar.md', en: 'content/served/one.en.md' };

const shows = (page, text) => async () => (await page.getByText(text).count()) > 0;

/** That a page has come as a whole and something is not in it: one that is still coming lacks everything. */
const lacks = (page, what) => async () => (await page.evaluate(() => document.readyState)) === 'complete' && (await what.count()) === 0;

/** In a page: its place, two frames from now. */
const drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(scrollY))));

/** A page of each language, opened. */
async function both(served) {
  return { ar: await served.open(CHAPTER.ar), en: await served.open(CHAPTER.en) };
}

async function close(pages) {
  for (const page of Object.values(pages)) await Served.leave(page);
}

/** An edit reaches the page that shows it, keeps its place, and leaves the others. */
async function edits(served) {
  const findings = [];
  const pages = await both(served);
  // A paragraph that is written anew: one more would change the rows that the other page's paragraphs lead to.
  const texts = { ar: ['الفقرة الأخيرة.', 'فقرة جديدة من المحرر.'], en: ['The last paragraph.', 'A new paragraph by the editor.'] };
  for (const [language, [old, text]] of Object.entries(texts)) {
    const [page, other] = [pages[language], pages[language === 'ar' ? 'en' : 'ar']];
    await Served.ask(page, () => scrollTo(0, 600));
    const [place, before, loads] = [await Served.ask(page, () => scrollY), other.loads, page.loads];
    served.save(FILE[language], served.read(FILE[language]).replace(old, text));
    if (!(await served.sees(shows(page, text)))) findings.push(['edit', `${language}: it does not arrive`]);
    // Where it stands once it has come and was drawn is where it stays.
    await served.sees(() => page.loads > loads);
    if (place === 0 || Math.abs((await Served.ask(page, drawn)) - place) > 1) findings.push(['place', `${language}: it is lost`]);
    if (other.loads !== before) findings.push(['others', `the other page loads again after an edit in ${language}`]);
  }
  await close(pages);
  return findings;
}

/** A new style is there without a reload, and the old one goes. */
async function styles(served) {
  const findings = [];
  const pages = await both(served);
  const loads = pages.en.loads + pages.ar.loads;
  const colour = (page, wanted) => () => page.evaluate((w) => getComputedStyle(document.body).outlineColor === w, wanted);
  served.edit('themes/briefing/css/prose.css', (css) => `${css}\nbody { outline: 3px solid rgb(1, 2, 3) }\n`);
  for (const [language, page] of Object.entries(pages)) {
    if (!(await served.sees(colour(page, 'rgb(1, 2, 3)')))) findings.push(['style', `${language}: it does not arrive`]);
    const sheets = () => page.evaluate(() => document.querySelectorAll('link[rel=stylesheet]').length);
    if (!(await served.sees(async () => (await sheets()) === 1))) findings.push(['style', `${language}: the old one stays`]);
    // A page that loads again has one sheet before it counts as loaded.
    await page.waitForLoadState();
  }
  if (pages.en.loads + pages.ar.loads !== loads) findings.push(['reload', 'a page loads again for a style']);
  await close(pages);
  return findings;
}

/** A mistake stands over the last good page until it is mended; Escape hides it. */
async function mistakes(served) {
  const findings = [];
  const pages = await both(served);
  const good = served.read(FILE.en);
  served.edit(FILE.en, (text) => text.replace('title:', 'titel:'));
  for (const [language, page] of Object.entries(pages)) {
    if (!(await served.sees(shows(page.locator('#bayan-problems'), 'one.en.md:2:1')))) findings.push(['overlay', `${language}: it does not show`]);
  }
  if (!(await shows(pages.en, 'The price became')())) findings.push(['last good site', 'it is gone']);
  await pages.ar.keyboard.press('Escape');
  if ((await pages.ar.locator('#bayan-problems').count()) > 0) findings.push(['overlay', 'Escape does not hide it']);
  served.write(FILE.en, good);
  if (!(await served.sees(lacks(pages.en, pages.en.locator('#bayan-problems'))))) findings.push(['overlay', 'it stays after the mistake']);
  await close(pages);
  return findings;
}

/** Files that come, are renamed and go. */
async function files(served) {
  const findings = [];
  const page = await served.open('en/served/new/');
  const is = (status, address) => async () => (await fetch(served.url + address)).status === status;
  served.write('content/served/new.en.md', '---\ntitle: A new chapter\n---\n\nText of the new chapter.\n');
  if (!(await served.sees(shows(page, 'Text of the new chapter.')))) findings.push(['new', 'the page that waited for it does not show it']);
  served.rename('content/served/new.en.md', 'content/served/renamed.en.md');
  if (!(await served.sees(is(200, 'en/served/renamed/')))) findings.push(['renamed', 'it is not at its new address']);
  if (!(await served.sees(is(404, 'en/served/new/')))) findings.push(['renamed', 'it stays at its old address']);
  if (!(await served.sees(lacks(page, page.getByText('Text of the new chapter.'))))) findings.push(['renamed', 'its open page does not learn of it']);
  served.remove('content/served/renamed.en.md');
  if (!(await served.sees(is(404, 'en/served/renamed/')))) findings.push(['deleted', 'it is still there']);
  await Served.leave(page);
  return findings;
}

/** The title of the site, a fact, what a reviewer accepted: each is seen in every language that it concerns. */
async function data(served) {
  const findings = [];
  const pages = await both(served);
  served.edit('site.yaml', (text) => text.replace(/^title:.*$/m, 'title: {ar: عنوان آخر, en: Another title}'));
  for (const [language, title] of Object.entries({ ar: 'عنوان آخر', en: 'Another title' })) {
    if (!(await served.sees(async () => (await pages[language].title()).includes(title)))) findings.push(['configuration', `${language}: it does not arrive`]);
  }
  served.edit('content/served/facts.yaml', (text) => text.replace('317', '429'));
  for (const [language, page] of Object.entries(pages)) {
    if (!(await served.sees(shows(page.locator('main'), '429')))) findings.push(['ledger', `${language}: the value does not arrive`]);
  }
  // The Arabic side is the source: what is changed in it makes the English one stale.
  served.run('accept', 'served/one');
  const marks = pages.en.locator('.stale-mark');
  served.edit(FILE.ar, (text) => text.replace('صار السعر', 'كان السعر قبل عام'));
  if (!(await served.sees(async () => (await marks.count()) > 0))) findings.push(['lock', 'a stale translation is not marked']);
  served.run('accept', 'served/one');
  if (!(await served.sees(lacks(pages.en, marks)))) findings.push(['lock', 'the mark stays after it was accepted']);
  await close(pages);
  return findings;
}

/** A PDF is made when it is asked for, and pages are answered meanwhile. */
async function pdf(served) {
  const findings = [];
  const page = await served.open(CHAPTER.ar);
  const [link] = await page.locator('a[href$="-ar.pdf"]').evaluateAll((links) => links.map((one) => one.getAttribute('href')));
  if (!link) return [['pdf', 'no page leads to it']];
  const asked = fetch(new URL(link, served.url));
  const start = Date.now();
  if ((await fetch(served.url + CHAPTER.en)).status !== 200) findings.push(['pdf', 'no page while it is made']);
  const waited = Date.now() - start;
  const answer = await asked;
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (answer.status !== 200 || answer.headers.get('content-type') !== 'application/pdf') findings.push(['pdf', `${answer.status} ${answer.headers.get('content-type')}`]);
  if (bytes.subarray(0, 5).toString() !== '%PDF-') findings.push(['pdf', 'it is none']);
  if (waited > served.patience / 4) findings.push(['pdf', `a page waits ${waited} ms while it is made`]);
  await Served.leave(page);
  return findings;
}

/** The site stands where `base_url` says; nothing else is let out, to nobody else. */
async function base(served) {
  const findings = [];
  const origin = new URL(served.url).origin;
  const ask = async (address) => fetch(origin + address, { redirect: 'manual' });
  if (served.url !== origin + BASE) findings.push(['base', `it says ${served.url}`]);
  const root = await ask('/');
  if (root.status !== 307 || root.headers.get('location') !== BASE) findings.push(['base', `/ answers ${root.status}`]);
  if ((await ask(`${BASE}${CHAPTER.ar}`)).status !== 200) findings.push(['base', 'no page below it']);
  if ((await ask(`/${CHAPTER.ar}`)).status !== 404) findings.push(['base', 'a page beside it']);
  for (const outside of [`${BASE}%2e%2e/site.yaml`, `${BASE}..%2fsite.yaml`, '/site.yaml', `${BASE}content/served/one.ar.md`]) {
    if ((await ask(outside)).status !== 404) findings.push(['outside', `${outside} is let out`]);
  }
  served.edit('site.yaml', (text) => text.replace(`example${BASE}`, 'example/elsewhere/'));
  if (!(await served.sees(async () => (await ask('/')).headers.get('location') === '/elsewhere/'))) findings.push(['base', 'it does not move']);
  served.edit('site.yaml', (text) => text.replace('example/elsewhere/', `example${BASE}`));
  if (!(await served.sees(async () => (await ask('/')).headers.get('location') === BASE))) findings.push(['base', 'it does not come back']);
  return findings;
}

/** A browser has six connections to a host: pages that nobody looks at must leave them to those that somebody does. */
async function many(served) {
  const findings = [];
  const pages = [];
  const look = (page, state) =>
    Served.ask(page, (now) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => now });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  for (let i = 0; i < 8; i += 1) {
    const page = await served.open(i % 2 ? CHAPTER.en : CHAPTER.ar).catch(() => undefined);
    if (!page) return [['many', `page ${i + 1} does not come`]];
    await look(page, 'hidden');
    pages.push(page);
  }
  served.edit(FILE.en, (text) => text.replace('The price became', 'Now the price became'));
  await look(pages[1], 'visible');
  if (!(await served.sees(shows(pages[1], 'Now the price became')))) findings.push(['many', 'a page that is looked at again stays old']);
  await close(pages);
  return findings;
}

/** A port that is taken is told, and Ctrl-C ends everything, while pages are open and a PDF is being made. */
async function ends(served) {
  const findings = [];
  const page = await served.open(CHAPTER.en);
  const port = Number(new URL(served.url).port);
  const second = served.serve(port);
  const url = new URL(await second.address());
  if (Number(url.port) === port) findings.push(['port', 'two have the same']);
  if (!second.said.includes(`port ${port} is taken`)) findings.push(['port', 'it does not say that it is taken']);
  if ((await fetch(url)).status !== 200) findings.push(['port', 'nothing at the next free one']);
  const alive = (server) => fetch(server).then(() => true, () => false);
  const pressed = fetch(new URL('served/served-en.pdf', url)).catch(() => undefined);
  for (const [server, at, name] of [[second, url, 'second'], [served.main, served.url, 'first']]) {
    const code = await server.interrupt(5_000);
    if (code !== 0) findings.push(['Ctrl-C', `the ${name} ends with ${code ?? 'nothing'}`]);
    if (await alive(at)) findings.push(['Ctrl-C', `something still answers at the ${name}`]);
  }
  await pressed;
  await Served.leave(page);
  return findings;
}

/** In order; the last ends the program. */
export const CHECKS = new Map(Object.entries({ edits, styles, mistakes, files, data, pdf, base, many, ends }));
