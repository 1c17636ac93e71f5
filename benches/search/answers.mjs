// node answers.mjs SITE [--base /repo/]: how long a reader of this repository's site waits for an answer of the search, on a browser that
// is slowed down to a fourth, as phones are. Milliseconds from the moment at which the script begins to search, 120 behind the last letter,
// to the list, with what the query needs loaded before. For people to read: nothing is judged by them. Needs tests/browser's packages.

import { launch, shut, Window } from '../../tests/browser/lib/browser.mjs';
import { serve } from '../../tests/browser/lib/server.mjs';
import { main } from '../../tests/browser/lib/tools.mjs';

/** How long the script waits for another letter, in milliseconds. */
const DELAY = 120;
const QUERIES = {
  ar: ['سعر', 'اسعار الغاز', 'نزاربايف', 'CSTO', 'حالة الطوارئ', 'الماتي', 'روسيا'],
  en: ['gas', 'gas price', 'Nazarbayev', 'CSTO', 'state of emergency', 'Almaty', 'earthqake'],
};

/** Types a query into the empty box, and says how long its answer took. */
async function ask(page, query) {
  await page.keyboard.press('/');
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await page.waitForTimeout(4 * DELAY);
  await page.evaluate(() => {
    const form = document.querySelector('form[data-search]');
    globalThis.typed = 0;
    globalThis.answered = 0;
    const see = new MutationObserver(() => (globalThis.answered ||= performance.now()));
    see.observe(form, { childList: true, subtree: true, characterData: true, attributeFilter: ['hidden'] });
    const begin = () => {
      globalThis.typed = performance.now();
      globalThis.answered = 0;
    };
    form.querySelector('input').addEventListener('input', begin, { capture: true, once: true });
  });
  await page.keyboard.insertText(query);
  await page.waitForTimeout(12 * DELAY);
  return (await page.evaluate(() => globalThis.answered - globalThis.typed)) - DELAY;
}

async function measure(folder, base) {
  const server = await serve(folder, base);
  const browser = await launch();
  try {
    for (const [language, queries] of Object.entries(QUERIES)) {
      const window = await Window.open(browser, server, { viewport: { width: 1280, height: 800 } });
      await window.visit({ address: `${language}/` });
      for (const query of queries) await ask(window.page, query);
      const session = await window.context.newCDPSession(window.page);
      await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
      const times = [];
      for (const query of queries) times.push(await ask(window.page, query));
      times.sort((a, b) => a - b);
      console.log(`${language}: ${times.length} queries, median ${times[times.length >> 1].toFixed(0)} ms, most ${times.at(-1).toFixed(0)} ms`);
    }
  } finally {
    await shut(browser);
    await server.close();
  }
  return true;
}

await main('answers.mjs', measure);
