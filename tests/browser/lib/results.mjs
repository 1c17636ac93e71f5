// What every check found -> the findings, a table and the closing line.

/** Collects one result for each check at each place: it passed there, or these are its findings. */
export class Results {
  #checks = new Map();

  /** Names the checks in the order of the table; one that never ran is a failure of its own. */
  constructor(checks) {
    for (const check of checks) this.#checks.set(check, { passed: 0, failed: 0, findings: new Map() });
  }

  /** `findings` are `[rule, what]` pairs; none means that the check passed at this place. */
  record(check, place, findings) {
    const row = this.#checks.get(check);
    if (!row) throw new Error(`unknown check \`${check}\``);
    if (findings.length === 0) row.passed += 1;
    else row.failed += 1;
    for (const [rule, what] of findings) {
      const text = `${rule}: ${what}`;
      row.findings.set(text, (row.findings.get(text) ?? new Set()).add(place));
    }
  }

  /** The rules that a check found broken. */
  broken(check) {
    return new Set([...this.#checks.get(check).findings.keys()].map((text) => text.slice(0, text.indexOf(': '))));
  }

  /** Prints everything; true if all is well. */
  print() {
    for (const [check, row] of this.#checks) {
      if (row.passed + row.failed === 0) this.record(check, 'everywhere', [['did-not-run', 'this check judged nothing']]);
    }
    for (const [check, row] of this.#checks) {
      for (const [text, places] of row.findings) {
        const [first, second, ...more] = places;
        const where = [first, second].filter((place) => place !== undefined).join(', ') + (more.length ? ` and ${more.length} more` : '');
        console.log(`${check} | ${text}\n    at ${where}`);
      }
    }
    const rows = [...this.#checks].map(([check, row]) => [check, row.passed, row.failed]);
    const width = Math.max(...rows.map(([check]) => check.length));
    console.log(`\n${'check'.padEnd(width)}  passed  failed`);
    for (const [check, passed, failed] of rows) {
      console.log(`${check.padEnd(width)}  ${String(passed).padStart(6)}  ${String(failed).padStart(6)}`);
    }
    const sum = (at) => rows.reduce((total, row) => total + row[at], 0);
    console.log(`\n${sum(1)} passed, ${sum(2)} failed`);
    return sum(2) === 0;
  }
}
