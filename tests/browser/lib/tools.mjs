// The judges: where the npm packages of package.json, Chromium and Java stand on this machine.

import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** A thing the checks cannot do without is missing or has changed: nothing was judged. */
export class CannotJudge extends Error {}

/** The folder that holds `node_modules`: the gate keeps one outside the clone, by hand it is this one. */
const home = process.env.BAYAN_BROWSER_TOOLS ?? path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Loads CommonJS packages from that folder (NODE_PATH does not reach `import`). */
export const require = createRequire(path.join(home, 'package.json'));

/** The path of a file inside one of the packages. */
export function packaged(file) {
  try {
    return require.resolve(file);
  } catch {
    throw new CannotJudge(`\`${file}\` is not installed in ${home}: run \`npm install --no-package-lock\` in tests/browser`);
  }
}

function onPath(names) {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const name of names) {
      const file = path.join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not here: look on.
      }
    }
  }
  return undefined;
}

/** Debian's name first, then the ones of other systems. `CHROMIUM` overrides. */
export function chromium() {
  const found = process.env.CHROMIUM ?? onPath(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']);
  if (!found) throw new CannotJudge('no Chromium found: install it or set CHROMIUM to its path');
  return found;
}

/** The Java that runs the Nu Html Checker. */
export function java() {
  const found = onPath(['java']);
  if (!found) throw new CannotJudge('no Java found: install a runtime of version 17 or newer');
  try {
    execFileSync(found, ['-version'], { stdio: 'ignore' });
  } catch {
    throw new CannotJudge(`\`${found}\` does not run`);
  }
  return found;
}

/** One more than the cores: a page that waits for its fonts leaves its core to another. */
export const WORKERS = Math.min(cpus().length + 1, 6);

/** Seconds that one piece of work may take, on a busy machine too, before the browser or a program counts as stuck. */
const PATIENCE = 300;

/** Lets a piece of work fail when it does not end: a call into a page that no longer answers waits for ever. */
export async function inTime(work, what, seconds = PATIENCE) {
  let timer;
  const stuck = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new CannotJudge(`no answer in ${seconds} s: ${what}`)), seconds * 1000);
  });
  try {
    return await Promise.race([work, stuck]);
  } finally {
    clearTimeout(timer);
  }
}

/** Runs `work(item, worker)` over all items, at most `WORKERS` at a time; `open` makes a worker, its `close` ends it. */
export async function inParallel(items, open, work) {
  const queue = [...items];
  const run = async () => {
    const worker = await open();
    try {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await inTime(work(item, worker), JSON.stringify(item));
    } finally {
      await inTime(worker.close(), 'closing a window');
    }
  };
  await Promise.all(Array.from({ length: Math.min(WORKERS, queue.length) }, run));
}

/** The whole of a program: `judge(folder, base)` says whether all is well. */
export async function main(program, judge) {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { base: { type: 'string', default: '/' } } });
    if (positionals.length !== 1 || !/^\/(.*\/)?$/.test(values.base)) throw new CannotJudge(`usage: node ${program} SITE [--base /repo/]`);
    process.exitCode = (await judge(positionals[0], values.base)) ? 0 : 1;
  } catch (error) {
    console.error(error instanceof CannotJudge ? `error: ${error.message}` : error);
    process.exitCode = 2;
  }
  // What still waits for a stuck page must not keep this process.
  process.exit();
}
