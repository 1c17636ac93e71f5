// Every HTML, CSS and SVG file -> what the Nu Html Checker says about it. Zero messages are wanted, warnings included.

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CannotJudge, java, packaged } from '../lib/tools.mjs';

/** One fault for each language that the checker reads: a run that does not report them has judged nothing. */
const FAULTS = {
  'fault.html': '<!doctype html><html lang="en"><title>A picture without words</title><p><img src="a.png"></p></html>',
  'fault.css': 'p { colour: red }',
  'fault.svg': '<svg xmlns="http://www.w3.org/2000/svg"><paragraph/></svg>',
};

/**
 * The checker reads files, and a file has no origin, so it takes every address for one that `'self'` does not cover; and it takes
 * JSON-LD for an inline script, which HTML does not (a data block is never run). The browser, which serves the policy, judges it.
 */
const NOT_FROM_FILES = '.*violates Content Security Policy.*';

function run(files) {
  const jar = path.join(path.dirname(packaged('vnu-jar/package.json')), 'build', 'dist', 'vnu.jar');
  const options = ['--stdout', '--format', 'json', '--also-check-css', '--also-check-svg', '--filterpattern', NOT_FROM_FILES];
  return new Promise((resolve, reject) => {
    // The stack is that of a deeply nested page; the exit code only repeats whether there are messages.
    execFile(java(), ['-Xss8m', '-jar', jar, ...options, ...files], { maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout).messages);
      } catch {
        reject(new CannotJudge(`the Nu Html Checker gave no report: ${stderr || error?.message}`));
      }
    });
  });
}

/** Checks all files of a site; answers `[file, findings]` pairs. */
export async function validity(site) {
  const files = site.files.filter((file) => /\.(html|css|svg)$/.test(file));
  const faults = await mkdtemp(path.join(tmpdir(), 'faults-'));
  try {
    for (const [name, text] of Object.entries(FAULTS)) await writeFile(path.join(faults, name), text);
    const messages = await run([
      ...files.map((file) => path.resolve(site.folder, file)),
      ...Object.keys(FAULTS).map((name) => path.join(faults, name)),
    ]);
    const found = new Map();
    for (const message of messages) {
      const file = message.url ? fileURLToPath(message.url) : '';
      const place = `line ${message.lastLine}, column ${message.firstColumn ?? message.lastColumn}`;
      const finding = [message.subType ?? message.type, `${message.message} (${place})`];
      found.set(file, [...(found.get(file) ?? []), finding]);
    }
    for (const name of Object.keys(FAULTS)) {
      if (!found.delete(path.join(faults, name))) throw new CannotJudge(`the Nu Html Checker did not see the fault in ${name}`);
    }
    const results = files.map((file) => {
      const key = path.resolve(site.folder, file);
      const findings = found.get(key) ?? [];
      found.delete(key);
      return [file, findings];
    });
    // Messages about no file of ours are trouble of the checker itself: never lose one.
    return [...results, ...found];
  } finally {
    await rm(faults, { recursive: true, force: true });
  }
}
