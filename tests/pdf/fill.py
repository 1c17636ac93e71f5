#!/usr/bin/env python3
"""How many pages a printed briefing has, and how full they are.

usage: fill.py FOLDER NAME=PAGES...      (exit 1 if a file has more pages, or a page before its last is emptier than a quarter)

`NAME=PAGES` names a file below FOLDER by the beginning of its name and the most pages it may have: `kazakhstan-2022-ar=34`.
The fill of a page is the share of its text block between head and foot that holds something, gaps of less than 12 mm included.
Pictures of the pages are made by poppler's pdftoppm.
"""
import pathlib
import subprocess
import sys

DPI = 36
GAP = 12 / 25.4 * DPI
# The text block between head and foot, in parts of the page's height.
TOP, BOTTOM = 0.085, 0.92
LEAST = 0.25


def pages(pdf):
    """Rows of every page: whether something is printed on them."""
    out = subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", str(pdf)], capture_output=True, check=True).stdout
    while out:
        magic, size, _depth, rest = out.split(b"\n", 3)
        width, height = (int(n) for n in size.split())
        assert magic == b"P5"
        yield [min(rest[y * width : (y + 1) * width]) < 200 for y in range(height)]
        out = rest[width * height :]


def fill(rows):
    block = rows[int(len(rows) * TOP) : int(len(rows) * BOTTOM)]
    used, gap = 0, 0
    for row in block:
        if row:
            used += 1 + (gap if 0 < gap < GAP and used else 0)
            gap = 0
        else:
            gap += 1
    return used / len(block)


def main():
    folder, failed = pathlib.Path(sys.argv[1]), False
    for wanted in sys.argv[2:]:
        name, most = wanted.rsplit("=", 1)
        [pdf] = folder.glob(f"**/{name}.pdf")
        fills = [fill(rows) for rows in pages(pdf)]
        empty = [f"page {i + 1} is {100 * f:.0f} % full" for i, f in enumerate(fills[:-1]) if f < LEAST]
        mean = 100 * sum(fills) / len(fills)
        print(f"{pdf.name:32} {len(fills)} pages, {mean:.0f} % full, the emptiest before the last {100 * min(fills[:-1]):.0f} %")
        if empty or len(fills) > int(most):
            failed = True
            print(f"{pdf.name}: {', '.join(empty) or 'at most ' + most + ' pages are wanted'}")
    sys.exit(failed)


main()
