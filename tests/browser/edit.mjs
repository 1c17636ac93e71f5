// node edit.mjs PROGRAM: begins a project, serves it with `--edit` and edits it in a browser, as somebody who knows neither git nor a terminal
// would (checks/edit.mjs). Exit 0: all is well, 1: something is not, 2: could not judge.

import { CHECKS, FILES } from './checks/edit.mjs';
import { launch, shut } from './lib/browser.mjs';
import { Results } from './lib/results.mjs';
import { Served } from './lib/served.mjs';
import { CannotJudge, inTime } from './lib/tools.mjs';

/** Milliseconds that a save may take on a busy machine, a program without optimisation. */
const PATIENCE = 60_000;

async function main(program) {
  const results = new Results([...CHECKS.keys()]);
  const browser = await launch();
  try {
    const served = await Served.start({ program, browser, patience: PATIENCE, files: FILES, isEdited: true });
    try {
      for (const [name, check] of CHECKS) {
        const start = Date.now();
        const stuck = (error) => [['stuck', error.message.split('\n').slice(0, 3).join(' ')]];
        results.record(name, 'a served project', await inTime(check(served, browser).catch(stuck), name));
        console.log(`${name}: ${((Date.now() - start) / 1000).toFixed(0)} s`);
      }
    } finally {
      await served.close();
    }
    return results.print();
  } finally {
    await shut(browser);
  }
}

const [program] = process.argv.slice(2);
let code = 2;
try {
  if (!program) throw new CannotJudge('usage: node edit.mjs PROGRAM');
  code = (await main(program)) ? 0 : 1;
} catch (error) {
  console.error(error instanceof CannotJudge ? `error: ${error.message}` : error);
}
process.exit(code);
