// node search.mjs SITE [--base /repo/]: searches a built site of this repository by keyboard alone, in both directions, and looks at
// what a reader sees and what a screen reader is told. Exit 0: all is well, 1: something is not, 2: could not judge.

import { looks, source } from './checks/axe.mjs';
import { launch, shut, Window } from './lib/browser.mjs';
import { Results } from './lib/results.mjs';
import { serve } from './lib/server.mjs';
import { main } from './lib/tools.mjs';

/** What is typed in each language, a page that it finds, and a fact that it asks for. */
const LANGUAGES = [
  { lang: 'ar', dir: 'rtl', query: 'اسعار الغاز', mark: 'أسعار', fact: 'سعر لتر الغاز', value: '60', name: 'CSTO', meant: 'منظمة معاهدة الأمن الجماعي' },
  { lang: 'en', dir: 'ltr', query: 'gas price', mark: 'price', fact: 'price of a litre', value: '60', name: 'CSTO', meant: 'Collective Security Treaty Organization' },
];

/** Bytes that a first answer may move, as they are served compressed. */
const MOST = 60_000;

const states = (page) =>
  page.evaluate(() => {
    const box = document.querySelector('form[data-search] input');
    const list = document.querySelector('#search-list');
    const active = box.getAttribute('aria-activedescendant');
    return {
      role: box.getAttribute('role'),
      expanded: box.getAttribute('aria-expanded'),
      focused: document.activeElement === box,
      open: Boolean(list) && !list.hidden,
      options: list ? [...list.querySelectorAll('[role=option]')].map((option) => option.textContent) : [],
      marks: list ? [...list.querySelectorAll('mark')].map((mark) => mark.textContent) : [],
      selected: list ? [...list.querySelectorAll('[aria-selected=true]')].map((option) => option.id) : [],
      active: active && document.getElementById(active) ? active : null,
      status: document.querySelector('.search-status')?.textContent ?? '',
      inside: !list || list.hidden ? true : (({ left, right }) => left >= -1 && right <= innerWidth + 1)(list.getBoundingClientRect()),
    };
  });

/** Types into the box and waits until something was found or said. */
async function type(page, text) {
  const before = await page.evaluate(() => document.querySelector('.search-status')?.textContent ?? '');
  await page.keyboard.type(text);
  await page.waitForFunction((old) => {
    const said = document.querySelector('.search-status')?.textContent;
    return said && (said !== old || document.querySelector('#search-list:not([hidden]), [data-search-results]:not([hidden]) li'));
  }, before, { timeout: 20_000 });
  await page.waitForTimeout(400);
}

async function masthead(window, server, findings, { lang, dir, query, mark, fact, value, name, meant }) {
  const { page } = window;
  const expect = (rule, fine, seen) => fine || findings.push([rule, JSON.stringify(seen)]);
  await window.visit({ address: `${lang}/` });
  let bytes = 0;
  const count = async (response) => {
    if (!response.url().includes('/search/')) return;
    const { gzipSync } = await import('node:zlib');
    bytes += gzipSync(await response.body()).length;
  };
  page.on('response', count);
  await page.keyboard.press('/');
  expect('slash', (await states(page)).focused, await states(page));
  await type(page, query);
  page.off('response', count);
  expect('bytes', bytes > 0 && bytes <= MOST, bytes);
  let now = await states(page);
  expect('combobox', now.role === 'combobox' && now.expanded === 'true' && now.open && now.options.length > 1, now);
  expect('mark', now.marks.some((text) => text.includes(mark)), now.marks);
  expect('status', /[0-9٠-٩]/.test(now.status), now.status);
  expect('nothing chosen', now.selected.length === 0 && now.active === null, now);
  expect('inside the window', now.inside, now);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  now = await states(page);
  expect('arrows', now.selected.length === 1 && now.selected[0] === now.active && now.focused, now);
  // What assistive technology is told: a combobox that names its list and the active option.
  const client = await page.context().newCDPSession(page);
  const { nodes } = await client.send('Accessibility.getFullAXTree');
  const of = (role) => nodes.filter((node) => node.role?.value === role && !node.ignored);
  const [box] = of('combobox');
  const property = (node, key) => node?.properties?.find((each) => each.name === key)?.value;
  expect('tree: combobox', box?.name?.value && property(box, 'expanded')?.value === true && property(box, 'activedescendant'), box);
  expect('tree: listbox', of('listbox').length === 1 && of('option').length === now.options.length && of('option').every((node) => node.name?.value), of('option').length);
  expect('tree: search', of('search').length === 1 && of('status').length >= 1, of('search').length);
  const direction = await page.evaluate(() => getComputedStyle(document.querySelector('#search-list')).direction);
  expect('direction', direction === dir, direction);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  expect('arrows back', (await states(page)).active === null, await states(page));
  await page.keyboard.press('Escape');
  now = await states(page);
  expect('escape', !now.open && now.expanded === 'false' && now.focused, now);
  await page.keyboard.press('Escape');
  expect('escape twice', (await page.inputValue('form[data-search] input')) === '', 'the box is not empty');
  await type(page, fact);
  now = await states(page);
  expect('answer', now.options[0]?.includes(value), now.options[0]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/#/, { timeout: 20_000 });
  expect('answer leads', page.url().includes(`/${lang}/`) && page.url().includes('#'), page.url());
  await page.keyboard.press('/');
  await type(page, name);
  now = await states(page);
  expect('alias', now.options.some((text) => text.includes(meant)), now.options);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/search\/\?q=/, { timeout: 20_000 });
  findings.push(...window.heard);
}

async function results(window, server, findings, axe, { lang, query }) {
  const { page } = window;
  const expect = (rule, fine, seen) => fine || findings.push([rule, JSON.stringify(seen)]);
  await window.visit({ address: `${lang}/search/?q=${encodeURIComponent(query)}` });
  await page.waitForSelector('[data-search-results]:not([hidden]) li a', { timeout: 20_000 });
  expect('query kept', (await page.inputValue('form[data-search] input')) === query, page.url());
  const links = await page.$$eval('.search-results a', (all) => all.map((a) => a.href));
  expect('results', links.length > 0 && links.every((href) => href.startsWith(server.url)), links);
  await page.focus('form[data-search] input');
  await page.keyboard.press('ArrowDown');
  expect('into results', await page.evaluate(() => document.activeElement.closest('.search-region') !== null), 'no link has the focus');
  await page.keyboard.press('Escape');
  expect('back to box', await page.evaluate(() => document.activeElement.name === 'q'), 'the box has not the focus');
  const filters = await page.$$eval('.search-filters select', (all) => all.map(({ name }) => name));
  expect('filters', filters.includes('lang') && filters.includes('in'), filters);
  const other = lang === 'ar' ? 'en' : 'ar';
  await page.selectOption('.search-filters select[name=lang]', other);
  await page.waitForURL(new RegExp(`lang=${other}`), { timeout: 20_000 });
  await page.waitForTimeout(600);
  const languages = await page.$$eval('.search-results h2', (all) => all.map((title) => title.lang));
  expect('language filter', languages.every((each) => each === other), languages);
  await window.visit({ address: `${lang}/search/?q=${encodeURIComponent(query)}` });
  await page.waitForSelector('[data-search-results]:not([hidden]) li a', { timeout: 20_000 });
  for (const [look, found] of await looks(window, axe)) findings.push(...found.map(([rule, text]) => [rule, `${look}: ${text}`]));
  // The first result leads to its passage.
  await page.focus('form[data-search] input');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.endsWith('/search/'), { timeout: 20_000 });
  const kept = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie.length]);
  expect('nothing kept', kept.every((count) => count === 0), kept);
  findings.push(...window.heard);
}

/** Without scripts the form leads to the index. */
async function withoutScripts(window, findings, { lang }) {
  const { page } = window;
  await window.visit({ address: `${lang}/` });
  await page.focus('form[data-search] input');
  await page.keyboard.type('x');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/search\/\?q=x/, { timeout: 20_000 });
  const entries = await page.locator('.index-entries a').count();
  if (entries < 10) findings.push(['index', `${entries} entries`]);
}

async function judge(folder, base) {
  const axe = source();
  const results_ = new Results(['search in the masthead', 'page of results', 'without scripts']);
  const server = await serve(folder, base);
  const browser = await launch();
  try {
    for (const language of LANGUAGES) {
      for (const [check, run, options] of [
        ['search in the masthead', (window, findings) => masthead(window, server, findings, language), {}],
        ['page of results', (window, findings) => results(window, server, findings, axe, language), {}],
        ['without scripts', (window, findings) => withoutScripts(window, findings, language), { javaScriptEnabled: false }],
      ]) {
        const findings = [];
        const window = await Window.open(browser, server, options);
        await run(window, findings);
        await window.context.close();
        results_.record(check, language.lang, findings);
      }
    }
  } finally {
    await shut(browser);
    await server.close();
  }
  return results_.print();
}

await main('search.mjs', judge);
