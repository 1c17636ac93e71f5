#!/usr/bin/env python3
"""Counts what `check` and `pdf` run for each pattern of content, and refuses a pattern that costs more than 2.3 times for twice as many.

    growth.py PROGRAM [PATTERN ...]    judges PROGRAM (benches/counted.rs, compiled like the tests), all patterns or these
    growth.py --self-test              gives the judge numbers that it must refuse, and some that it must not

valgrind counts the blocks of instructions that were run, without a tool: five times as slow as the program alone, where callgrind is
fifty times. No clock is read. A C compiler is needed for the marks (growth/mark.c). Python's standard library only.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

MARK = pathlib.Path(__file__).resolve().parent / "growth" / "mark.c"
# Twice as many may cost so many times as much: what is between the last two sizes, to what is between the first two.
LIMIT = 2.3
# A pattern that costs so little more than a project without it is as large as chance.
FLOOR = 0.02
# Of edit.rs and keystroke.rs: what these cost may grow so many times from a site of so many pairs to one of so many. Where a heading is
# gone, the links of all pages are looked at; after a letter, numbers of all pages are compared.
EDITS, EDIT_PAIRS = {"an edit": 4 / 3, "a heading and a link": 1.5, "a keystroke": 4}, (1_000, 5_000)
# The pattern of count.rs that grows as its square: who does not refuse it judges nothing.
SQUARE = "a square"


def measure(program, names):
    """{pattern: {times: blocks of instructions}}"""
    with tempfile.TemporaryDirectory() as folder:
        library, log = pathlib.Path(folder) / "mark.so", pathlib.Path(folder) / "log"
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", str(MARK), "-o", str(library)], check=True)
        argv = ["valgrind", "--tool=none", "--vgdb=no", f"--log-file={log}", str(program), "growth", *names]
        environment = {**os.environ, "LD_PRELOAD": str(library), "RAYON_NUM_THREADS": "1"}
        run = subprocess.run(argv, capture_output=True, text=True, env=environment)
        text = log.read_text(encoding="utf-8", errors="replace")
    if run.returncode != 0:
        raise SystemExit(f"error: {' '.join(argv)}: exit {run.returncode}\n{run.stderr}{text[-3000:]}")
    return read(text.splitlines())


def read(lines):
    """What valgrind said -> the counts between the marks."""
    counts, begun, mark = {}, {}, None
    for line in lines:
        if found := re.search(r"mark (\d+) (begins|ends) (.+)$", line):
            mark = (found[3], int(found[1]), found[2])
        elif mark and (found := re.search(r"scheduler: ([\d,]+) event checks", line)):
            name, times, when = mark
            so_far = int(found[1].replace(",", ""))
            if when == "begins":
                begun[name, times] = so_far
            else:
                counts.setdefault(name, {})[times] = so_far - begun.pop((name, times))
            mark = None
    return counts


def judge(counts):
    """Rows to print, and what is refused."""
    rows, wrong = [], []
    for name, sizes in counts.items():
        if len(sizes) != 3:
            wrong.append(f"{name}: {len(sizes)} sizes were counted, not 3")
            continue
        (first, a), (_, b), (last, c) = sorted(sizes.items())
        if name in EDITS:
            # Small sites tell what a pair adds, and with it what large ones cost.
            pair = max(0, (c - a) / (last - first))
            small, large = (a + pair * (pairs - first) for pairs in EDIT_PAIRS)
            rows.append((name, first, c, large / small, False))
            if large > EDITS[name] * small:
                wrong.append(f"{name}: costs {large / small:.2f} times as much in a site of {EDIT_PAIRS[1]} pairs as in one of {EDIT_PAIRS[0]}")
            continue
        small, large = b - a, c - b
        is_chance = large < FLOOR * c
        growth = large / small if small > 0 else float("inf") if large > 0 else 1.0
        rows.append((name, first, c, growth, is_chance))
        if growth > LIMIT and not is_chance and name != SQUARE:
            wrong.append(f"{name}: twice as many cost {growth:.2f} times as much")
        if name == SQUARE and growth <= 3:
            wrong.append(f"{name}: {growth:.2f}, where 4 is right: something else was counted")
    return rows, wrong


def main(program, names):
    for tool, package in [("valgrind", "valgrind"), ("cc", "gcc")]:
        if not shutil.which(tool):
            raise SystemExit(f"error: {tool} is not installed (Debian: {package})")
    rows, wrong = judge(measure(program, names))
    print(f"{'pattern':28} {'times':>6} {'4 times as many':>16}  for twice as many")
    for name, first, cost, growth, is_chance in rows:
        print(f"{name:28} {first:6} {cost:16,}  {growth:5.2f}{'  costs next to nothing' if is_chance else ''}")
    if not rows or (not names and SQUARE not in {row[0] for row in rows}):
        wrong.append("nothing was counted")
    for line in wrong:
        print(f"WRONG: {line}")
    print(f"growth: {len(rows)} patterns, {len(wrong)} findings")
    return not wrong


def self_test():
    """A judge that cannot refuse proves nothing."""
    def sizes(cost, first=100):
        return {n: round(cost(n)) for n in (first, 2 * first, 4 * first)}

    cases = [("as many", sizes(lambda n: 5_000 + 70 * n), True), ("with a logarithm", sizes(lambda n: 70 * n * (n.bit_length())), True),
             ("nothing", sizes(lambda n: 5_000), True), ("chance", sizes(lambda n: 500_000 + n * n / 100), True),
             ("a square", sizes(lambda n: 5_000 + n * n), True), ("squares", sizes(lambda n: 5_000 + n * n), False),
             ("a small square", sizes(lambda n: 70 * n + n * n / 10), False), ("two sizes", {100: 5, 200: 9}, False)]
    for edit in EDITS:
        cases += [(edit, sizes(lambda n: 90_000 + 5 * n), True), (edit, sizes(lambda n: 1_000 + 70 * n), False)]
    cases += [(edit, sizes(lambda n: 90_000 + 20 * n), edit == "a keystroke") for edit in EDITS]
    failed = [name for name, counts, fine in cases if (judge({name: counts})[1] == []) != fine]
    if judge({SQUARE: sizes(lambda n: 70 * n)})[1] == []:
        failed.append("a square that is none")
    log = ["**7** mark 10 begins a b, c", "--7-- scheduler: 1,000 event checks.", "**7** mark 10 ends a b, c", "--7--  else",
           "--7-- scheduler: 1,500 event checks.", "--7-- scheduler: 9,999 event checks."]
    if read(log) != {"a b, c": {10: 500}}:
        failed.append(f"valgrind's words are read as {read(log)}")
    for name in failed:
        print(f"WRONG: {name}")
    print(f"judge: {len(cases) + 2 - len(failed)} passed, {len(failed)} failed")
    return not failed


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path, nargs="?")
    parser.add_argument("patterns", nargs="*")
    parser.add_argument("--self-test", action="store_true")
    a = parser.parse_args()
    if a.self_test == (a.program is not None):
        parser.error("give a program or --self-test")
    sys.exit(0 if (self_test() if a.self_test else main(a.program, a.patterns)) else 1)
