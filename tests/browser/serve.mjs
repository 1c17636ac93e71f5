// node serve.mjs PROGRAM PROJECT: serves a copy of a project, edits its files, and looks whether a browser shows the edits. Exit 0: all is
// well, 1: something is not, 2: could not judge.
//
// A page of each language is open at once. An edit of one must reload that one alone, keep its place, and leave the other; a style must
// change without a reload; a mistake must show over the last good page, and go when it is mended.

import { spawn } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { launch } from './lib/browser.mjs';
import { CannotJudge } from './lib/tools.mjs';

const PATIENCE = { timeout: 20_000 };

/** The address that the program prints once it serves. */
function address(server) {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stderr.on('data', (data) => {
      said += data;
      const found = /http:\/\/\S+/.exec(said);
      if (found) resolve(found[0]);
    });
    server.on('exit', (code) => reject(new CannotJudge(`serve ended with ${code}: ${said}`)));
  });
}

/** A chapter that is there in both languages. */
function chapter(content) {
  for (const folder of readdirSync(content, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    const names = readdirSync(join(content, folder.name));
    const own = names.find((name) => name.endsWith('.ar.md') && !name.startsWith('_') && names.includes(name.replace('.ar.md', '.en.md')));
    if (own) return join(folder.name, own.replace('.ar.md', ''));
  }
  throw new CannotJudge(`no chapter in both languages in ${content}`);
}

async function judge(program, project) {
  const root = mkdtempSync(join(tmpdir(), 'bayan-serve-'));
  const wrong = [];
  const expect = (fine, what) => {
    console.log(`${fine ? 'fine' : 'WRONG'}: ${what}`);
    if (!fine) wrong.push(what);
  };
  for (const part of ['site.yaml', 'content', 'themes']) cpSync(join(project, part), join(root, part), { recursive: true });
  const server = spawn(program, ['serve', '--root', root, '--port', '0']);
  const browser = await launch();
  try {
    const site = await address(server);
    const name = chapter(join(root, 'content'));
    const file = (language) => join(root, 'content', `${name}.${language}.md`);
    const pages = {};
    for (const language of ['ar', 'en']) {
      const page = await browser.newPage({ viewport: { width: 900, height: 500 } });
      page.loads = 0;
      page.on('load', () => (page.loads += 1));
      await page.goto(`${site}${language}/${name}/`);
      await page.evaluate(() => scrollTo(0, 600));
      pages[language] = page;
    }
    const edits = { ar: 'فقرة جديدة من المحرر.', en: 'A new paragraph by the editor.' };
    for (const [language, text] of Object.entries(edits)) {
      const other = pages[language === 'ar' ? 'en' : 'ar'];
      const before = other.loads;
      const place = await pages[language].evaluate(() => scrollY);
      const start = Date.now();
      appendFileSync(file(language), `\n\n${text}\n`);
      await pages[language].getByText(text).waitFor({ ...PATIENCE, state: 'attached' });
      console.log(`      ${language}: on the screen after ${Date.now() - start} ms`);
      await pages[language].waitForLoadState('load');
      await pages[language].waitForFunction((y) => Math.abs(scrollY - y) < 2, place, PATIENCE).then(
        () => expect(true, `${language}: the page keeps its place`),
        () => expect(false, `${language}: the page keeps its place`),
      );
      expect(other.loads === before, `${language}: the other page is left alone`);
    }

    const loads = pages.en.loads;
    const styles = join(root, 'themes', 'briefing', 'css');
    mkdirSync(styles, { recursive: true });
    const sheet = readdirSync(styles).find((style) => style.startsWith('prose')) ?? readdirSync(styles)[0];
    appendFileSync(join(styles, sheet), '\nbody { outline: 3px solid rgb(1, 2, 3) }\n');
    await pages.en.waitForFunction(() => getComputedStyle(document.body).outlineColor === 'rgb(1, 2, 3)', null, PATIENCE);
    expect(pages.en.loads === loads, 'a style is swapped without a reload');

    const good = readFileSync(file('en'), 'utf8');
    writeFileSync(file('en'), good.replace('title:', 'titel:'));
    const overlay = pages.en.locator('#bayan-problems');
    await overlay.getByText('titel').first().waitFor(PATIENCE);
    expect(await pages.ar.locator('#bayan-problems').isVisible(), 'every page shows the mistake');
    expect(await pages.en.getByText(edits.en).count() > 0, 'the last good page stays below it');
    writeFileSync(file('en'), good);
    await overlay.waitFor({ ...PATIENCE, state: 'detached' });
    expect(true, 'the next good build clears it');
  } finally {
    await browser.close();
    const ended = new Promise((resolve) => server.on('exit', resolve));
    server.kill('SIGINT');
    const code = await Promise.race([ended, new Promise((resolve) => setTimeout(() => resolve('never'), 5_000))]);
    expect(code === 0, 'it ends cleanly on Ctrl-C');
    server.kill('SIGKILL');
    rmSync(root, { recursive: true, force: true });
  }
  return wrong.length === 0 ? 0 : 1;
}

const [program, project] = process.argv.slice(2);
try {
  if (!program || !project) throw new CannotJudge('usage: node serve.mjs PROGRAM PROJECT');
  process.exitCode = await judge(program, project);
} catch (error) {
  console.error(error instanceof CannotJudge ? `error: ${error.message}` : error);
  process.exitCode = 2;
}
