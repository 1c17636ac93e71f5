// node edit.mjs PROGRAM PROJECT: serves a copy of a project with `--edit` and edits it in a browser, as somebody who knows neither git nor a
// terminal would (checks/edit.mjs). Exit 0: all is well, 1: something is not, 2: could not judge.

import { CHECKS, FILES } from './checks/edit.mjs';
import { launch, shut } from './lib/browser.mjs';
import { Results } from './lib/results.mjs';
import { Served } from './lib/served.mjs';
import { CannotJudge, inTime } from './lib/tools.mjs';

/** Milliseconds that a save may take on a busy machine, a program without optimisation. */
const PATIENCE = 60_000;

async function main(program, project) {
  const results = new Results([...CHECKS.keys()]);
  const browser = await launch();
  try {
    const served = await Served.start({ program, project, browser, patience: PATIENCE, files: FILES, isEdited: true });
    try {
      for (const [name, check] of CHECKS) results.record(name, 'a served project', await inTime(check(served, browser), name));
    } finally {
      await served.close();
    }
    return results.print();
  } finally {
    await shut(browser);
  }
}

const [program, project] = process.argv.slice(2);
let code = 2;
try {
  if (!program || !project) throw new CannotJudge('usage: node edit.mjs PROGRAM PROJECT');
  code = (await main(program, project)) ? 0 : 1;
} catch (error) {
  console.error(error instanceof CannotJudge ? `error: ${error.message}` : error);
}
process.exit(code);
