#!/usr/bin/env python3
"""A site of twenty languages -> what `check` takes for it, in processor time, wall time and memory.

    languages.py --bayan PATH [--sizes 125,250,500]

Every page stands in each language, with headings, a table, a list, links and numbers. Sizes are pages in each language; the last column
says what twice as many cost to as many. Processor time only: a busy machine has other seconds. Python's standard library only.
"""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import time

LANGUAGES = {"ar": "العربية", "en": "English", "fa": "فارسی", "he": "עברית", "ur": "اردو", "fr": "Français", "de": "Deutsch", "es": "Español",
             "it": "Italiano", "da": "Dansk", "nl": "Nederlands", "ru": "Русский", "uk": "Українська", "tr": "Türkçe", "pl": "Polski",
             "cs": "Čeština", "ro": "Română", "el": "Ελληνικά", "sv": "Svenska", "fi": "Suomi"}
WORDS = {"ar": "بلغ الناتج نحو", "fa": "تولید حدود", "he": "התוצר היה", "ur": "پیداوار تقریباً", "ru": "Выпуск составил", "uk": "Випуск становив",
         "el": "Η παραγωγή ήταν"}


def page(language, at):
    said = WORDS.get(language, "Output was")
    lines = "\n\n".join(f"{said} {at * 10 + part}.5 % (2022), {said} {part + 2}. {said} [{part}](p{(at + part) % 10}.md)." for part in range(6))
    rows = "\n".join(f"| {said} | {at + row} |" for row in range(4))
    items = "\n".join(f"- {said} {at + item}" for item in range(5))
    return f"---\ntitle: {said} {at}\ndate: 2024-01-{at % 28 + 1:02}\n---\n\n## {said} {{#one}}\n\n{lines}\n\n## {said} 2 {{#two}}\n\n| a | b |\n|---|---|\n{rows}\n\n{items}\n"


def write(folder, pages):
    names = ", ".join(f"{tag}: {{name: {name}}}" for tag, name in LANGUAGES.items())
    titles = ", ".join(f"{tag}: {name}" for tag, name in LANGUAGES.items())
    (folder / "content").mkdir(parents=True)
    (folder / "site.yaml").write_text(f"base_url: https://example.org/\ntitle: {{{titles}}}\nlanguages: {{{names}}}\n", encoding="utf-8")
    for language in LANGUAGES:
        for at in range(pages):
            (folder / "content" / f"p{at}.{language}.md").write_text(page(language, at), encoding="utf-8")


def check(program, folder):
    """Processor seconds, wall seconds and MiB at the most."""
    begun = time.monotonic()
    child = subprocess.Popen([str(program), "check", "--no-pdf", "--no-cache", "--root", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    told = child.stderr.read().decode(errors="replace")
    _, status, used = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"error: `check` failed\n{told[-2000:]}")
    return used.ru_utime + used.ru_stime, time.monotonic() - begun, used.ru_maxrss / 1024


def main(program, sizes):
    print(f"{'pages':>8} {'files':>8} {'CPU s':>8} {'wall s':>8} {'MiB':>6}  for twice as many")
    before = None
    for pages in sizes:
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            write(folder, pages)
            cpu, wall, memory = check(program.resolve(), folder)
        more = "" if before is None else f"{1 + (cpu / before[1] - 1) / (pages / before[0] - 1):.2f}"
        print(f"{pages:8} {pages * len(LANGUAGES):8} {cpu:8.2f} {wall:8.2f} {memory:6.0f}  {more}", flush=True)
        before = (pages, cpu)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bayan", type=pathlib.Path, required=True)
    parser.add_argument("--sizes", default="125,250,500")
    a = parser.parse_args()
    sys.exit(main(a.bayan, [int(size) for size in a.sizes.split(",")]))
