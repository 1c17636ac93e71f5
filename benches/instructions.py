#!/usr/bin/env python3
"""Counts the instructions of every phase, and refuses a phase that grew or that grows faster than the site.

    instructions.py PROGRAM             judges PROGRAM (benches/counted.rs, compiled like the tests) by instructions.json
    instructions.py PROGRAM --accept    judges its growth, and writes instructions.json
    instructions.py --self-test         gives the judge numbers that it must refuse, and some that it must not

valgrind's callgrind counts; no clock is read, so a busy machine judges as a quiet one does. Three sizes of one site are counted. What
a group of pages costs between the first two and between the last two must be equal; fixed costs (grammars, formatters) are in neither.
Python's standard library only.
"""
import argparse
import concurrent.futures
import copy
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TABLE = pathlib.Path(__file__).resolve().with_name("instructions.json")
# Groups of pages; see counted.rs.
SIZES = (2, 4, 8)
# A group may cost so much more between the last two sizes than between the first two.
GROWTH = 0.15
# A phase may cost so much more than the table says. Phases of two runs of one program differ by 0.6 % at most, hash seeds included.
TOLERANCE = 0.08
# Phases that cost the same for every site.
FIXED = {"start"}
# Phases that do not grow with the site: feeds hold the newest entries only, and an edit is put into the last build (`growth.py` counts it on
# larger sites). These may grow by less than the site, or not at all, and are compared with the table by all that they cost.
CAPPED = {"feeds", "warm", "edited"}
# Printing is not among them: the engine works on threads of its own, whose work callgrind does not count as its caller's.
PHASES = ("start", "read", "resolve_site", "pair", "figures", "render", "minified", "feeds", "written", "cold", "warm", "edited")
# Writing is half a million instructions a group, in maps that are sorted by path: their depth shows.
ALLOWED = {"written": 0.25}


def count(program, groups, folder):
    """Inclusive instructions of each phase on a site of so many groups."""
    out = pathlib.Path(folder) / f"{groups}"
    argv = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", str(program), str(groups)]
    run = subprocess.run(argv, capture_output=True, text=True, env={**os.environ, "RAYON_NUM_THREADS": "1"})
    if run.returncode != 0:
        raise SystemExit(f"error: {' '.join(argv)}: exit {run.returncode}\n{run.stderr}")
    with open(out, encoding="utf-8", errors="replace") as lines:
        return inclusive(lines)


def inclusive(lines):
    """What `phases` spent in each phase. After a line `calls=` stands the cost of those calls, all that they called included."""
    names, caller, callee, is_cost, counts = {}, None, None, False, {}
    for line in lines:
        if found := re.match(r"(c?)fn=\((\d+)\)(?: (.*))?", line):
            called, number, name = found.groups()
            if name:
                names[number] = name.strip()
            if called:
                callee = names[number]
            else:
                caller = names[number]
        elif line.startswith("calls="):
            is_cost = True
        elif is_cost:
            is_cost = False
            phase = callee.removeprefix("counted::")
            if caller == "counted::phases" and phase in PHASES:
                counts[phase] = counts.get(phase, 0) + int(line.split()[-1])
    return counts


def per_group(counts, phase, start, end):
    return (counts[end][phase] - counts[start][phase]) / (end - start)


def judge(counts, table, compiler):
    """Rows to print, and what is refused. `table` is None where only growth is to be judged."""
    first, middle, last = SIZES
    rows, wrong = [], []
    for phase in PHASES:
        missing = [n for n in SIZES if counts.get(n, {}).get(phase, 0) <= 0]
        if missing:
            wrong.append(f"{phase}: nothing was counted with {missing} groups")
            continue
        if phase in FIXED:
            cost, growth = counts[last][phase], counts[last][phase] / counts[first][phase]
        else:
            early, cost = per_group(counts, phase, first, middle), per_group(counts, phase, middle, last)
            if phase not in CAPPED and (early <= 0 or cost <= 0):
                wrong.append(f"{phase}: a larger site costs no more, so something else was counted")
                continue
            growth = cost / early if early > 0 else 1.0
            if phase in CAPPED:
                cost = counts[last][phase] / last
        allowed = ALLOWED.get(phase, GROWTH)
        if growth > 1 + allowed:
            wrong.append(f"{phase}: grows faster than the site ({growth:.2f} times as much for a group of a larger one)")
        if growth < 1 - allowed and phase not in CAPPED:
            wrong.append(f"{phase}: grows less than the site ({growth:.2f}): either the sites are not alike or it belongs to CAPPED")
        known = (table or {}).get("phases", {}).get(phase)
        ratio = cost / known if known else None
        if table is not None and known is None:
            wrong.append(f"{phase}: not in {TABLE.name}; write it with --accept")
        if ratio is not None and ratio > 1 + TOLERANCE:
            wrong.append(f"{phase}: {ratio:.3f} times the instructions of {TABLE.name}")
        rows.append((phase, round(cost), growth, ratio))
    if table is not None:
        for phase in sorted(set(table.get("phases", {})) - set(PHASES)):
            wrong.append(f"{phase}: in {TABLE.name}, but no phase")
        if table.get("compiler") != compiler:
            wrong.append("the table is of another compiler")
    return rows, wrong


def show(rows):
    print(f"{'phase':14} {'instructions':>14}  growth  to the table")
    for phase, cost, growth, ratio in rows:
        hint = "" if ratio is None else f"{ratio:12.3f}"
        if ratio is not None and ratio < 1 - TOLERANCE:
            hint += "  less: --accept keeps what was won"
        print(f"{phase:14} {cost:14,}  {growth:6.3f}  {hint}")


def compiler():
    return subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=True).stdout.strip()


def main(program, accept):
    if not shutil.which("valgrind"):
        raise SystemExit("error: valgrind is not installed (Debian: valgrind)")
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(2) as pool:
        # The largest takes longest and begins first.
        jobs = {n: pool.submit(count, program, n, folder) for n in sorted(SIZES, reverse=True)}
        counts = {n: job.result() for n, job in jobs.items()}
    rustc, table = compiler(), None
    if not accept:
        table = json.loads(TABLE.read_text(encoding="utf-8")) if TABLE.exists() else {}
        if table.get("compiler") not in (None, rustc):
            print(f"the table is of {table['compiler']} and this is {rustc}: only growth is judged")
            table = None
    rows, wrong = judge(counts, table, rustc)
    show(rows)
    for line in wrong:
        print(f"WRONG: {line}")
    print(f"instructions: {len(PHASES) - len({w.split(':')[0] for w in wrong})} phases passed, {len(wrong)} findings")
    if accept and not wrong:
        phases = {phase: cost for phase, cost, _, _ in rows}
        TABLE.write_text(json.dumps({"compiler": rustc, "phases": phases}, indent=2) + "\n", encoding="utf-8")
        print(f"{TABLE.name} written")
    return not wrong


def self_test():
    """A judge that cannot refuse proves nothing."""
    def line(fixed, group):
        return {n: {phase: fixed if phase in FIXED else fixed + group * n for phase in PHASES} for n in SIZES}

    good = line(10_000, 100)
    known = {phase: 10_000 if phase in FIXED else 1_350 if phase in CAPPED else 100 for phase in PHASES}
    table = {"compiler": "c", "phases": known}

    def changed(change, of=good):
        new = copy.deepcopy(of)
        change(new)
        return new

    def times(phase, factor):
        return lambda counts: [row.update({phase: round(row[phase] * factor)}) for row in counts.values()]

    def quadratic(counts):
        for n, row in counts.items():
            row["resolve_site"] += 4 * n * n

    cases = [("equal numbers", good, table, True), ("5 % more", line(10_000, 105), {**table}, True),
             ("10 % more in all", line(11_000, 110), table, False), ("a tenth as much", line(1_000, 10), table, True),
             ("a quadratic step", changed(quadratic), None, False), ("a phase that was not counted", changed(lambda c: c[4].pop("render")), None, False),
             ("a phase that costs nothing", changed(times("minified", 0)), None, False),
             ("a start that grows", changed(lambda c: c[8].update(start=12_000)), None, False),
             ("feeds that stop growing", changed(lambda c: c[8].update(feeds=c[4]["feeds"] + 40)), None, True),
             ("pages that stop growing", changed(lambda c: c[8].update(render=c[4]["render"] + 40)), None, False),
             ("an empty table", good, {}, False), ("another compiler's table", good, {**table, "compiler": "d"}, False),
             ("a phase that is gone", good, {**table, "phases": {**table["phases"], "gone": 1}}, False)]
    cases += [(f"12 % more in {phase}", changed(times(phase, 1.12)), table, False) for phase in PHASES]
    failed = [what for what, counts, by, fine in cases if (judge(counts, by, "c")[1] == []) != fine]
    text = ["fn=(1) counted::phases\n", "cfn=(2) counted::read\n", "calls=1 5\n", "7 40\n", "3 9\n", "cfn=(2)\n", "calls=2 5\n", "8 2\n",
            "fn=(2)\n", "cfn=(3) counted::render\n", "calls=1 5\n", "7 40\n", "fn=(1)\n", "cfn=(3)\n", "calls=1 1\n", "+1 5\n"]
    if inclusive(text) != {"read": 42, "render": 5}:
        failed.append(f"callgrind's file is read as {inclusive(text)}")
    for what in failed:
        print(f"WRONG: {what}")
    print(f"judge: {len(cases) + 1 - len(failed)} passed, {len(failed)} failed")
    return not failed


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path, nargs="?")
    parser.add_argument("--accept", action="store_true")
    parser.add_argument("--self-test", action="store_true")
    a = parser.parse_args()
    if a.self_test == (a.program is not None):
        parser.error("give a program or --self-test")
    sys.exit(0 if (self_test() if a.self_test else main(a.program, a.accept)) else 1)
