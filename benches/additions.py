#!/usr/bin/env python3
"""Times what a file costs that is added to a site, beside an edit and a clean build: CPU seconds of whole processes.

    additions.py --bayan target/release/bayan [--pairs 300] [--runs 3]

A site of small pairs is written to a temporary folder and built again after each change, with the cache of the build before. Exit code 1 if a
page that is added costs more than twice an edit. Linux only.
"""
import argparse
import os
import pathlib
import sys
import tempfile

CONFIG = "base_url: https://example.org/\ntitle: {ar: بيان, en: Bayan}\nlanguages: {ar: {name: العربية}, en: {name: English}}\n"
PAGE = "---\ntitle: Page {n}\n---\n\nSome text about {n}.\n\n## Part\n\nMore text.\n"


def cpu(bayan, root):
    pid = os.posix_spawn(bayan, [bayan, "build", "--quiet", "--no-pdf", "--root", root], os.environ)
    _, status, usage = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"the build failed: {os.waitstatus_to_exitcode(status)}")
    return usage.ru_utime + usage.ru_stime


def run(bayan, pairs):
    with tempfile.TemporaryDirectory() as folder:
        content = pathlib.Path(folder) / "content"
        content.mkdir()
        (pathlib.Path(folder) / "site.yaml").write_text(CONFIG)
        for n in range(100, 100 + pairs):
            for language in ("ar", "en"):
                (content / f"p{n}.{language}.md").write_text(PAGE.format(n=n))
        times = {"clean": cpu(bayan, folder), "nothing changed": cpu(bayan, folder)}
        with open(content / "p200.ar.md", "a") as page:
            page.write("\nMore.\n")
        times["one text edited"] = cpu(bayan, folder)
        # First in the order of paths, so that it moves all others.
        (content / "a.txt").write_text("x")
        times["a file added"] = cpu(bayan, folder)
        (content / "a.ar.md").write_text(PAGE.format(n="new"))
        times["a page added"] = cpu(bayan, folder)
        (content / "a.ar.md").rename(content / "b.ar.md")
        times["a page renamed"] = cpu(bayan, folder)
        (content / "b.ar.md").unlink()
        times["a page removed"] = cpu(bayan, folder)
        return times


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bayan", required=True)
    parser.add_argument("--pairs", type=int, default=300)
    parser.add_argument("--runs", type=int, default=3)
    a = parser.parse_args()
    runs = [run(str(pathlib.Path(a.bayan).resolve()), a.pairs) for _ in range(a.runs)]
    middle = {name: sorted(one[name] for one in runs)[len(runs) // 2] for name in runs[0]}
    edit = middle["one text edited"]
    print("| | CPU | to an edit |\n|:--|--:|--:|")
    for name, seconds in middle.items():
        print(f"| {name} | {seconds:.2f} s | {seconds / edit:.2f} |")
    sys.exit(middle["a page added"] > 2 * edit)


if __name__ == "__main__":
    main()
