// node serve.mjs PROGRAM PROJECT: serves a copy of a project, edits its files, and looks whether a browser shows the edits; then breaks
// what is served in many ways (lib/serve-faults.mjs) and demands that each fault is found. Exit 0: all is well, 1: something is not,
// 2: could not judge.

import { CHECKS } from './checks/serve.mjs';
import { launch, shut } from './lib/browser.mjs';
import { Results } from './lib/results.mjs';
import { FAULTS } from './lib/serve-faults.mjs';
import { isLoading, Served } from './lib/served.mjs';
import { CannotJudge, inParallel, inTime } from './lib/tools.mjs';

/** Milliseconds that an edit may take on a busy machine, a program without optimisation, before it counts as lost. */
const PATIENCE = 30_000;

/** All checks on one served project, in their order; the longest that anything took. */
async function judge(options, results) {
  const served = await Served.start({ ...options, patience: PATIENCE });
  try {
    for (const [name, check] of CHECKS) results.record(name, 'a served project', await inTime(check(served), name));
    return served.slowest;
  } finally {
    await served.close();
  }
}

/** Whether the check of a fault finds it. Faults make pages load at any moment, also at one when a check cannot go on: then again. */
async function caught(options, fault, tries = 3) {
  const served = await Served.start({ ...options, fault });
  try {
    return (await CHECKS.get(fault.check)(served)).some(([rule]) => rule === fault.rule);
  } catch (error) {
    if (tries === 1 || !isLoading(error)) throw error;
  } finally {
    await served.close();
  }
  return caught(options, fault, tries - 1);
}

async function main(program, project) {
  const start = Date.now();
  const results = new Results([...CHECKS.keys()]);
  const browser = await launch();
  try {
    const slowest = await judge({ program, project, browser }, results);
    console.log(`checked in ${((Date.now() - start) / 1000).toFixed(0)} s; the slowest edit took ${slowest} ms`);
    if (!results.print()) return false;
    // Several faults at once, and a fault is found by waiting in vain: never so short that what works would be missed as well.
    const patience = 2_000 + 3 * slowest;
    const missed = [];
    await inParallel(FAULTS, async () => ({ close: async () => undefined }), async (fault) => {
      if (!(await caught({ program, project, browser, patience }, fault))) missed.push(fault);
    });
    for (const { check, rule, ...fault } of missed) console.log(`${check} | ${rule}: not found after`, fault);
    console.log(`${FAULTS.length} faults tried after ${((Date.now() - start) / 1000).toFixed(0)} s`);
    console.log(`faults: ${FAULTS.length - missed.length} passed, ${missed.length} failed`);
    return missed.length === 0;
  } finally {
    await shut(browser);
  }
}

const [program, project] = process.argv.slice(2);
let code = 2;
try {
  if (!program || !project) throw new CannotJudge('usage: node serve.mjs PROGRAM PROJECT');
  code = (await main(program, project)) ? 0 : 1;
} catch (error) {
  console.error(error instanceof CannotJudge ? `error: ${error.message}` : error);
}
// What still waits for a stuck page or program must not keep this one.
process.exit(code);
