// A project that is served with `--edit` -> what goes wrong when somebody edits it on its pages.

import { Served } from '../lib/served.mjs';
import { source } from './axe.mjs';

/** A chapter with everything that is corrected, beside the briefing of lib/served.mjs. */
export const FILES = {
  'well.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><path fill="#456" d="M0 0h40v30H0z"/></svg>\n',
  'two.ar.md':
    '---\ntitle: فصل ثانٍ\nsummary: ملخّص.\nweight: 20\n---\n\nصار السعر **الجديد** [](fact:served-price) تنغ، كما في [المصدر](https://example.org).\n\n![بئر قديمة](well.svg "بئر في الوادي")\n\n| السنة | العدد |\n| ----- | ----: |\n| ٢٠٢١ | 12 |\n\nفقرة أخيرة.\n',
  'two.en.md':
    '---\ntitle: A second chapter\nsummary: In short.\nweight: 20\n---\n\nThe **new** price became [](fact:served-price) tenge, as [the source](https://example.org) has it.\n\n![An old well](well.svg "A well in the valley")\n\n| Year | Number |\n| ---- | -----: |\n| 2021 | 12 |\n\nA last paragraph.\n',
  'one.ar.md': '---\ntitle: فصل\nweight: 10\n---\n\nنصّ.\n',
  'one.en.md': '---\ntitle: Chapter\nweight: 10\n---\n\nText.\n',
};

const AR = 'content/served/two.ar.md';
const EN = 'content/served/two.en.md';
const FACTS = 'content/served/facts.yaml';

/** What an editor of a language reads. */
const WORDS = {
  ar: { page: 'ar/served/two/', edit: 'تحرير', save: 'حفظ', change: 'تعديل', alt: 'وصف الصورة لمن لا يراها', caption: 'التعليق', value: 'القيمة', undo: 'تراجع', keep: 'الإبقاء على نصّي', close: 'إغلاق' },
  en: { page: 'en/served/two/', edit: 'Edit', save: 'Save', change: 'Change', alt: 'What the picture shows, for those who do not see it', caption: 'Caption', value: 'Value', undo: 'Undo', keep: 'Keep mine', close: 'Close' },
};

/** A page of an editor, who has opened the printed address before. */
async function enter(served, language) {
  const page = await served.open('');
  await page.goto(served.entry);
  await page.goto(served.url + WORDS[language].page);
  await page.locator('#bayan-edit .bar').waitFor();
  return page;
}

/** Opens the block that begins with words, in one of two ways. */
async function open(page, way, selector, words) {
  // A page that has just come knows nothing of a mouse that does not move.
  await page.locator('#bayan-edit .bar').waitFor();
  if (way === 'mouse') {
    await page.mouse.move(1, 1);
    await page.locator(selector).first().hover();
    const shown = page.locator('#bayan-edit .handle.shown');
    await shown.waitFor();
    await shown.click();
  } else {
    // To the first button of the blocks, as Tab goes there, then from block to block.
    await page.evaluate(() => document.querySelector('main').setAttribute('tabindex', '-1'));
    await page.locator('main').focus();
    let at = 0;
    for (; at < 200; at += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(() => document.querySelector('#bayan-edit').shadowRoot.activeElement?.classList.contains('handle'))) break;
    }
    if (at === 200) throw new Error('no button of a block was reached by Tab');
    for (at = 0; at < 50; at += 1) {
      const label = await page.evaluate(() => document.querySelector('#bayan-edit').shadowRoot.activeElement?.getAttribute('aria-label') ?? '');
      if (label.includes(words)) break;
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
  }
  await page.locator('#bayan-edit dialog[open]').waitFor();
}

/** Writes a text in the place of what stands in a box. */
async function rewrite(page, way, box, text) {
  if (way === 'mouse') await box.click();
  else {
    // The box is reached by Tab from where the focus is.
    for (let at = 0; at < 60 && !(await box.evaluate((own) => own.getRootNode().activeElement === own)); at += 1) await page.keyboard.press('Tab');
    if (!(await box.evaluate((own) => own.getRootNode().activeElement === own))) throw new Error('a box was not reached by Tab');
  }
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(text);
}

async function save(page, way, words) {
  if (way === 'mouse') await page.locator('#bayan-edit dialog .main', { hasText: words.save }).click();
  else await page.keyboard.press('ControlOrMeta+S');
  await page.locator('#bayan-edit dialog[open]').waitFor({ state: 'detached' });
}

/** Whether the focus is on a button of the page's blocks, also once it was loaded again. */
const isBack = (page) => Served.ask(page, () => document.querySelector('#bayan-edit')?.shadowRoot.activeElement?.classList.contains('handle') ?? false);

/** One round of corrections. */
async function corrected(served, language, way) {
  const found = [];
  const words = WORDS[language];
  const other = language === 'ar' ? 'en' : 'ar';
  const files = { ar: AR, en: EN };
  const mark = `${way}-${language}`;
  const page = await enter(served, language);
  const expect = async (rule, done) => {
    if (!(await served.sees(done))) found.push([rule, `${language}, by ${way}`]);
  };
  const boxes = page.locator('#bayan-edit dialog textarea');
  try {
    // A paragraph in both languages.
    await open(page, way, 'main [data-edit]', language === 'ar' ? 'صار السعر' : 'price');
    const text = (tag) => (tag === 'ar' ? `صار السعر ${mark} [](fact:served-price) تنغ.` : `The price ${mark} became [](fact:served-price) tenge.`);
    await rewrite(page, way, boxes.nth(0), text(language));
    await rewrite(page, way, boxes.nth(1), text(other));
    await save(page, way, words);
    for (const tag of ['ar', 'en']) if (!served.read(files[tag]).includes(text(tag))) found.push(['paragraph', `${files[tag]} was not saved (${language}, ${way})`]);
    await expect('paragraph-shown', () => page.locator('main', { hasText: mark }).isVisible());
    await expect('focus-returned', () => isBack(page));

    // A fact, from the paragraph that names it.
    await open(page, way, 'main [data-edit]', mark);
    const change = page.locator('#bayan-edit dialog .named button').first();
    if (way === 'mouse') await change.click();
    else {
      await change.focus();
      await page.keyboard.press('Enter');
    }
    const value = page.locator('#bayan-edit dialog').getByLabel(words.value, { exact: false }).first();
    await value.waitFor();
    const price = String(318 + Object.keys(WORDS).indexOf(language) * 2 + (way === 'mouse' ? 0 : 1));
    await rewrite(page, way, value, price);
    await save(page, way, words);
    if (!served.read(FACTS).includes(`value: ${price},`)) found.push(['fact', `${served.read(FACTS)} (${language}, ${way})`]);
    await expect('fact-shown', () => page.locator('main', { hasText: price }).isVisible());

    // What a picture shows, and its caption.
    await open(page, way, 'main figure[data-edit]', language === 'ar' ? 'بئر' : 'well');
    const section = page.locator(`#bayan-edit dialog section[data-language="${language}"]`);
    const label = (name) => section.getByLabel(name, { exact: false }).first();
    await rewrite(page, way, label(words.alt), `alt ${mark}`);
    await rewrite(page, way, label(words.caption), `caption well بئر ${mark}`);
    await save(page, way, words);
    const picture = `![alt ${mark}](well.svg "caption well بئر ${mark}")`;
    if (!served.read(files[language]).includes(picture)) found.push(['picture', `${picture} was not saved (${language}, ${way})`]);
    await expect('picture-shown', () => page.locator(`main img[alt*="alt ${mark}"]`).isVisible());
  } catch (error) {
    found.push(['stuck', `${language}, by ${way}: ${error.message.split('\n')[0]}`]);
  }
  await Served.leave(page);
  return found;
}

/** The caret in an Arabic line with marks, a link and a fact. */
async function caret(served) {
  const found = [];
  const page = await enter(served, 'ar');
  await open(page, 'mouse', 'main [data-edit]', 'صار');
  const box = page.locator('#bayan-edit dialog textarea').first();
  // Short enough for one line of the box: Home and End know lines as they are seen.
  const line = 'قبل **قوي** و[ر](x.md) و[](fact:a) بعد';
  await rewrite(page, 'mouse', box, line);
  const state = () => box.evaluate((own) => ({ start: own.selectionStart, end: own.selectionEnd, text: own.value.slice(own.selectionStart, own.selectionEnd), bidi: getComputedStyle(own).unicodeBidi, dir: getComputedStyle(own).direction }));
  const expect = (rule, is, told) => is || found.push([rule, JSON.stringify(told)]);
  let now = await state();
  expect('direction', now.dir === 'rtl' && now.bidi === 'plaintext', now);
  await page.keyboard.press('Home');
  expect('home', (now = await state()).start === 0, now);
  await page.keyboard.press('ArrowLeft');
  expect('left-goes-on', (now = await state()).start === 1, now);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+End');
  expect('whole-line', (now = await state()).text === line, now);
  await page.keyboard.press('Home');
  await page.keyboard.press('ControlOrMeta+Shift+ArrowLeft');
  expect('first-word', (now = await state()).text.trim() === 'قبل', now);
  await page.keyboard.press('End');
  await page.keyboard.insertText('.');
  expect('end', (await box.inputValue()) === `${line}.`, await box.inputValue());
  // Where the mouse is put behind the first letters of the line, which stand at its right, the caret is.
  const { x, y, width } = await box.boundingBox();
  await page.mouse.click(x + width - 14, y + 22);
  expect('click', (now = await state()).start <= 3, now);
  // What is written and not saved is asked about; then it is given up.
  await page.keyboard.press('Escape');
  const question = page.locator('#bayan-edit .question');
  expect('asked', await question.isVisible(), 'Escape lost what was written');
  await question.locator('.danger').click();
  expect('closed', await served.sees(async () => (await page.locator('#bayan-edit dialog').count()) === 0), 'the pane stayed');
  await Served.leave(page);
  return found;
}

/** What is found in a text that is not saved is said in the language of the page, and mended by a button; so is why nothing was saved. */
async function findings(served) {
  const found = [];
  const cases = [['ar', 'نص أول, ونص 250.', 'نص أول، ونص 250.'], ['en', 'A  word, 250.', 'A word, 250.']];
  for (const [language, typed, mended] of cases) {
    const page = await enter(served, language);
    const pane = page.locator('#bayan-edit dialog');
    await open(page, 'mouse', 'main p[data-edit] >> nth=-1', '');
    const section = pane.locator(`section[data-language="${language}"]`);
    const box = section.locator('textarea');
    const words = (own) => own.evaluateAll((all) => all.map((item) => [...item.querySelectorAll('span')].map((span) => [...span.childNodes].filter((part) => part.nodeType === 3).map((part) => part.data).join('')).join(' ')));
    const isOwn = (text) => /[a-z]{4}/i.test(text) === (language === 'en') && /[\u0621-\u064a]{2}/.test(text) === (language === 'ar');
    await rewrite(page, 'mouse', box, typed);
    const fix = section.locator('li button').first();
    await fix.waitFor();
    for (const text of await words(section.locator('li'))) if (!isOwn(text)) found.push(['finding-language', `${language}: ${text}`]);
    await fix.click();
    if (!(await served.sees(async () => (await box.inputValue()) === mended))) found.push(['finding-mended', `${language}: ${await box.inputValue()}`]);
    await rewrite(page, 'mouse', box, '[x](b.md)');
    await page.keyboard.press('ControlOrMeta+S');
    const status = pane.locator('.status.error');
    await status.waitFor();
    const refusal = await status.evaluate((own) => {
      const copy = own.cloneNode(true);
      copy.querySelectorAll('code').forEach((code) => code.remove());
      return copy.textContent;
    });
    if (!isOwn(refusal)) found.push(['refusal-language', `${language}: ${refusal}`]);
    await page.keyboard.press('Escape');
    await page.locator('#bayan-edit .question .danger').click();
    await Served.leave(page);
  }
  return found;
}

/** Two editors, one paragraph. */
async function both(served) {
  const found = [];
  const page = await enter(served, 'en');
  await open(page, 'mouse', 'main [data-edit] >> nth=-1', 'A last');
  const box = page.locator('#bayan-edit dialog textarea').first();
  await rewrite(page, 'mouse', box, 'My last paragraph.');
  served.edit(EN, (text) => text.replace('A last paragraph.', 'Their last paragraph.'));
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  if ((await box.inputValue()) !== 'My last paragraph.') found.push(['lost', 'a page that came anew took what was written']);
  await page.keyboard.press('ControlOrMeta+S');
  const theirs = page.locator('#bayan-edit .theirs');
  await theirs.waitFor();
  if (!(await theirs.textContent()).includes(' last paragraph.')) found.push(['theirs', await theirs.textContent()]);
  if ((await theirs.locator('ins').allTextContents()).join() !== 'Their') found.push(['difference', 'the new word is not marked']);
  if (!served.read(EN).includes('Their last')) found.push(['overwritten', 'the second save took the first']);
  await page.locator('#bayan-edit dialog').getByText(WORDS.en.keep).click();
  await page.keyboard.press('ControlOrMeta+S');
  if (!(await served.sees(() => served.read(EN).includes('My last paragraph.')))) found.push(['kept', 'what was chosen was not saved']);
  // And back.
  await page.locator('#bayan-edit dialog[open]').waitFor({ state: 'detached' });
  await served.sees(() => page.locator('main', { hasText: 'My last' }).isVisible());
  await page.locator('#bayan-edit .bar').getByText(WORDS.en.undo, { exact: true }).click();
  if (!(await served.sees(() => served.read(EN).includes('Their last paragraph.')))) found.push(['undo', 'the save was not taken back']);
  await Served.leave(page);
  return found;
}

/** What is put in: a fact from the list, a picture from the machine; a pair that is accepted; a page that is begun. */
async function insertions(served) {
  const found = [];
  const expect = async (rule, done) => (await served.sees(done)) || found.push([rule, 'it is not so']);
  const page = await enter(served, 'en');
  const pane = page.locator('#bayan-edit dialog');
  await open(page, 'mouse', 'main [data-edit] >> nth=-1', 'last');
  const box = pane.locator('textarea').first();
  await box.click();
  await page.keyboard.press('ControlOrMeta+End');
  await pane.getByText('Insert a fact').click();
  await pane.locator('input[type=search]').fill('served price');
  await pane.locator('.entries button').first().click();
  await expect('fact-inserted', async () => (await box.inputValue()).endsWith('[](fact:served-price)'));
  await pane.getByText('Add a picture').click();
  const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');
  await pane.locator('input[type=file]').setInputFiles({ name: 'New Well.png', mimeType: 'image/png', buffer: picture });
  await pane.getByText('Add', { exact: true }).click();
  if (!(await pane.locator('.status.error').isVisible())) found.push(['alt-asked', 'a picture came in without words']);
  for (const [nth, words] of ['A dot', 'A caption', 'نقطة', 'تعليق'].entries()) await pane.locator('details input[type=text]').nth(nth).fill(words);
  await pane.getByText('Add', { exact: true }).click();
  await expect('picture-inserted', async () => (await box.inputValue()).includes('![A dot](new-well.png "A caption")'));
  await page.keyboard.press('ControlOrMeta+S');
  await pane.waitFor({ state: 'detached' });
  await expect('picture-saved', () => served.read(EN).includes('new-well.png') && served.read(AR).includes('![نقطة](new-well.png "تعليق")'));
  await expect('picture-shown', () => page.locator('main img[alt="A dot"]').isVisible());
  await open(page, 'mouse', 'main p[data-edit]', 'price');
  await pane.getByText('Accept as a pair').click();
  await pane.waitFor({ state: 'detached' });
  await expect('accepted', () => served.read('bayan.lock').includes('served/two'));
  await page.locator('#bayan-edit .bar').getByText('New page').click();
  await pane.getByLabel('Title (\u2068English\u2069)').fill('A third page');
  await pane.getByLabel('Title (\u2068العربية\u2069)').fill('صفحة ثالثة');
  await pane.getByText('Create', { exact: true }).click();
  await expect('page-begun', () => page.url().endsWith('/en/served/a-third-page/'));
  if (!served.read('content/served/a-third-page.ar.md').includes('صفحة ثالثة')) found.push(['page-titles', 'the Arabic page has another title']);
  await Served.leave(page);
  return found;
}

/** Who has no key sees the site, and nothing to edit it with. */
async function strangers(served, browser) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(served.url + WORDS.en.page);
  const found = [];
  if (await page.locator('#bayan-edit, script[src*="edit.js"]').count()) found.push(['stranger', 'a page without a key has the pane']);
  const status = await page.evaluate(async () => (await fetch('/.bayan/edit/undo', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })).status);
  if (status !== 403) found.push(['stranger-asks', `undo answered ${status}`]);
  await context.close();
  return found;
}

/** The page and the pane in both schemes, on phone and desktop. */
async function accessible(served) {
  const found = [];
  const axe = source();
  for (const language of ['ar', 'en']) {
    const page = await enter(served, language);
    await page.evaluate(axe);
    const judge = async (what) => {
      const { violations } = await page.evaluate(() => axe.run({ include: [['#bayan-edit']] }, { resultTypes: ['violations'] }));
      for (const { id, nodes } of violations) found.push([id, `${what} (${language}): ${nodes[0].target.join(' ')} ${nodes[0].failureSummary?.split('\n')[1] ?? ''}`]);
    };
    for (const colorScheme of ['light', 'dark']) {
      for (const [width, height] of [[360, 740], [1280, 800]]) {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme });
        await judge(`bar ${colorScheme} ${width}`);
        for (const selector of ['main p[data-edit]', 'main figure[data-edit]', 'main .table[data-edit]']) {
          await page.locator(selector).first().click({ position: { x: 3, y: 3 } });
          await page.locator('#bayan-edit dialog[open]').waitFor();
          await page.locator('#bayan-edit details:not([open]) > summary').evaluateAll((all) => all.forEach((summary) => summary.click()));
          await page.waitForTimeout(700);
          await judge(`${selector} ${colorScheme} ${width}`);
          const wide = await page.locator('#bayan-edit dialog').evaluate((own) => own.querySelector('.body').scrollWidth > own.querySelector('.body').clientWidth + 1);
          if (wide) found.push(['wide', `${selector} at ${width} (${language})`]);
          await page.keyboard.press('Escape');
          await page.locator('#bayan-edit dialog[open]').waitFor({ state: 'detached' });
        }
      }
    }
    await Served.leave(page);
  }
  return found;
}

/** The checks in their order: later ones meet what earlier ones have written. */
export const CHECKS = new Map([
  ['strangers', strangers],
  ['axe', accessible],
  ...['ar', 'en'].flatMap((language) => ['mouse', 'keyboard'].map((way) => [`corrections (${language}, ${way})`, (served) => corrected(served, language, way)])),
  ['caret', caret],
  ['findings', findings],
  ['two editors', both],
  ['insertions', insertions],
]);
