#!/usr/bin/env python3
"""The search of Bayan beside Pagefind, on the same pages: what is found, the bytes that a reader loads, what the index costs.

usage: search-peers.py --bayan target/release/bayan [--pagefind node_modules/.bin/pagefind] [--pairs 1000] [--rounds 3] [--write BENCHMARKS.md]

`npm install pagefind@1.6` fetches the peer; without it Bayan is measured alone. The queries are those of the tests (tests/data/search),
each asked as a reader of its language would who has loaded nothing yet; found is what is among the first three results. Pagefind reads
the pages that Bayan built, without the lists, the index and the pages of two languages, which Bayan's own search leaves out as well.
The cost of Bayan's index is the difference of two builds, one with `search: false`, medians of processor time and of peak memory.
Python's standard library and Node 20.
"""
import argparse
import gzip
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = ROOT / "tests" / "data" / "search"
MARKS = ("<!-- search -->", "<!-- end of search -->")
LANGUAGES = ("ar", "en", "fa", "he")
# Pages that somebody wrote.
WRITTEN = "{ar,en,fa,he}/*/*/index.html"


def measure(argv):
    """Runs a command -> processor seconds and megabytes."""
    argv = [str(part) for part in argv]
    pid = os.posix_spawn(argv[0], argv, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
    _, status, usage = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"{' '.join(argv)}: exit {os.waitstatus_to_exitcode(status)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def queries():
    """(the reader's language, the query, the page that is expected: `key.language`)"""
    lines = (DATA / "queries.tsv").read_text().splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


def project(folder):
    """The site of the tests."""
    def write(path, text):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)

    parts = re.split(r"^-- (\S+) --\n", (DATA / "site.txt").read_text(), flags=re.M)[1:]
    for path, text in zip(parts[::2], parts[1::2]):
        write(path, text)
    for part in (DATA / "pages.txt").read_text().split("\n== ")[1:]:
        head, text = part.split("\n", 1)
        key, language = head.split(".")
        title, text = text.split("\n", 1)
        write(f"content/news/{key}.{language}.md", f'---\ntitle: "{title}"\n---\n' + text.replace("\n", "\n\n") + "\n")


def is_across(language, query, page):
    """Whether a query goes from one language to another."""
    is_latin = bool(re.search("[A-Za-z]", query))
    return not page.endswith(f".{language}") or is_latin != page.endswith(".en") and any(c.isalpha() for c in query)


def found(answers, path_of):
    """Found and asked, by group, and the bytes of each query."""
    groups, moved = {}, []
    for (language, query, page), answer in zip(queries(), answers, strict=True):
        key, own = page.split(".")
        group = "across" if is_across(language, query, page) else language
        hits, asked = groups.get(group, (0, 0))
        is_found = any(path.endswith(f"/{own}/news/{key}/") for path in path_of(answer)[:3])
        groups[group] = (hits + is_found, asked + 1)
        moved.append(answer["bytes"])
    return groups, moved


def node(script, *arguments):
    out = subprocess.run(["node", str(script), *map(str, arguments)], capture_output=True, text=True, check=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def asked(work):
    path = work / "queries.txt"
    path.write_text("".join(f"{language}\t{query}\n" for language, query, _ in queries()))
    return path


def row(name, groups, moved):
    hits, total = (sum(part) for part in zip(*groups.values()))
    cells = [f"{groups[group][0]} of {groups[group][1]}" for group in (*LANGUAGES, "across")]
    kilobytes = [size / 1000 for size in moved]
    return f"| {name} | {' | '.join(cells)} | {100 * hits / total:.0f} % | {statistics.median(kilobytes):.1f} | {max(kilobytes):.1f} |"


def quality(bayan, pagefind, work):
    site = work / "site"
    project(site)
    measure([bayan, "build", "--quiet", "--no-pdf", "--root", site])
    public, list_of = site / "public", asked(work)
    parts = re.findall(r'include_str!\("(script/.*?\.js)"\)', (ROOT / "src" / "search" / "script.rs").read_text())
    (work / "source.js").write_text("".join((ROOT / "src" / "search" / part).read_text() for part in parts))
    size = len(gzip.compress(script_of(public).read_bytes(), mtime=0))
    own = [answer | {"bytes": answer["bytes"] + size} for answer in node(DATA / "queries.mjs", work / "source.js", public / "search", list_of)]
    lines = ["| | Arabic | English | Persian | Hebrew | across languages | found | kB, median | kB, most |", "|:--|--:|--:|--:|--:|--:|--:|--:|--:|",
             row("Bayan", *found(own, lambda answer: [result["path"] for result in answer["results"]]))]
    if pagefind:
        measure([pagefind, "--quiet", "--site", public, "--glob", WRITTEN])
        answers = node(ROOT / "benches" / "search" / "pagefind.mjs", public, list_of)
        lines.append(row("Pagefind", *found(answers, lambda answer: ["/repo" + path for path in answer["paths"]])))
    return lines


def script_of(public):
    """The script of the search as it is published."""
    names = list((public / "search").glob("*.js"))
    if len(names) != 1:
        raise SystemExit(f"{len(names)} scripts below search/")
    return names[0]


def cost(bayan, pagefind, pairs, rounds, work):
    site = work / "large"
    subprocess.run([sys.executable, str(ROOT / "benches" / "peers" / "corpus.py"), "--pairs", str(pairs), "--tool", "bayan", "--out", str(site)],
                   check=True)
    shutil.copytree(ROOT / "benches" / "peers" / "bayan", site, dirs_exist_ok=True)
    settings = (site / "site.yaml").read_text()
    runs = {True: [], False: []}
    for _ in range(rounds):
        for is_searched in runs:
            (site / "site.yaml").write_text(settings if is_searched else f"{settings}\nsearch: false\n")
            shutil.rmtree(site / ".bayan", ignore_errors=True)
            shutil.rmtree(site / "public", ignore_errors=True)
            runs[is_searched].append(measure([bayan, "build", "--quiet", "--no-pdf", "--root", site]))
    (site / "site.yaml").write_text(settings)
    measure([bayan, "build", "--quiet", "--no-pdf", "--root", site])
    with_it, without = ([statistics.median(part) for part in zip(*runs[key])] for key in (True, False))
    files = [path for path in (site / "public" / "search").rglob("*") if path.is_file()]
    megabytes = sum(path.stat().st_size for path in files) / 1e6
    lines = [f"Of {pairs:,} pairs of pages:", "", "| | processor time | of the build | peak memory | files | MB |", "|:--|--:|--:|--:|--:|--:|",
             f"| Bayan | {with_it[0] - without[0]:.1f} s | {100 * (with_it[0] - without[0]) / with_it[0]:.0f} % | {with_it[1] - without[1]:+.0f} MB, of {with_it[1]:.0f} "
             f"| {len(files):,} | {megabytes:.1f} |"]
    if pagefind:
        own = [measure([pagefind, "--quiet", "--site", site / "public", "--glob", WRITTEN]) for _ in range(rounds)]
        processor, memory = (statistics.median(part) for part in zip(*own))
        files = [path for path in (site / "public" / "pagefind").rglob("*") if path.is_file()]
        lines.append(f"| Pagefind | {processor:.1f} s | | {memory:.0f} MB | {len(files):,} | {sum(path.stat().st_size for path in files) / 1e6:.1f} |")
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bayan", type=pathlib.Path, required=True)
    parser.add_argument("--pagefind", type=pathlib.Path)
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", type=pathlib.Path)
    a = parser.parse_args()
    bayan, pagefind = a.bayan.resolve(), a.pagefind and a.pagefind.resolve()
    with tempfile.TemporaryDirectory(prefix="search-") as folder:
        work = pathlib.Path(folder)
        lines = [*quality(bayan, pagefind, work), ""]
        lines += cost(bayan, pagefind, a.pairs, a.rounds, work) if a.pairs else []
    table = "\n".join(lines).rstrip()
    print(table)
    if a.write:
        before, rest = a.write.read_text().split(MARKS[0])
        after = rest.split(MARKS[1])[1]
        a.write.write_text(f"{before}{MARKS[0]}\n{table}\n{MARKS[1]}{after}")


if __name__ == "__main__":
    main()
