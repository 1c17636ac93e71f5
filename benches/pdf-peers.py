#!/usr/bin/env python3
"""The briefing of this repository in Arabic and English as PDF: by Bayan, by Chromium and by WeasyPrint, in one run.

usage: pdf-peers.py --bayan target/release/bayan [--chromium chromium] [--weasyprint weasyprint] [--rounds 3] [--write docs/pdf.md]

The peers print what a browser would show: every chapter of a language on one page with the site's own style for print.
Bayan is timed from reading the Markdown to files on disk. Time and memory are of all processes that a tool starts: processor
time, the clock, and the highest sum of proportional set sizes. What can be searched is measured by tests/pdf/extract.py
(install pypdfium2 beside it for PDFium), with spaces and marks left out. Needs poppler's tools; Linux only.
"""
import argparse
import functools
import hashlib
import http.server
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
KEY, LANGUAGES = "kazakhstan-2022", ("ar", "en")
TICK = os.sysconf("SC_CLK_TCK")
MARKS = ("<!-- measured -->", "<!-- end of measured -->")


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def family(session):
    """The processes of a session: number -> (processor seconds, kilobytes)."""
    found = {}
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            if int(fields[3]) == session:
                memory = re.search(r"^Pss: +(\d+)", (entry / "smaps_rollup").read_text(), re.M)
                found[entry.name] = ((int(fields[11]) + int(fields[12])) / TICK, int(memory[1]) if memory else 0)
        except (OSError, IndexError):
            continue
    return found


def measure(commands):
    """Runs commands one after the other -> processor seconds, seconds, megabytes."""
    processor = clock = peak = 0.0
    for command in commands:
        start = time.monotonic()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, cwd=ROOT)
        seen = {}
        while True:
            now = family(child.pid)
            seen.update({number: seconds for number, (seconds, _) in now.items()})
            peak = max(peak, sum(kilobytes for _, kilobytes in now.values()) / 1024)
            done, status, usage = os.wait4(child.pid, os.WNOHANG)
            if done:
                child.returncode = os.waitstatus_to_exitcode(status)
                break
            time.sleep(0.01)
        if child.returncode:
            sys.exit(f"{command[0]} ended with {child.returncode}")
        clock += time.monotonic() - start
        # What ended between two looks is in the parent's account, what nobody waited for is in ours.
        processor += max(usage.ru_utime + usage.ru_stime, sum(seen.values()))
    return processor, clock, peak


def whole(site, language):
    """Every chapter of a language in one page of the site."""
    folder = site / language / KEY
    pages = [folder / "index.html"]
    order = re.findall(rf'href="?(?:[^" >]*/)?{language}/{KEY}/([a-z0-9-]+)/', pages[0].read_text("utf-8"))
    pages += [folder / name / "index.html" for name in dict.fromkeys(order)]
    texts = [page.read_text("utf-8") for page in pages]
    mains = [re.search(r"<main[^>]*>(.*?)</main>", text, re.S) for text in texts]
    # A number of a note stands once in each chapter.
    bodies = [re.sub(r'\b(id="?|href="?#)', rf"\g<1>c{i}-", main[1]) for i, main in enumerate(mains) if main]
    out = folder / "whole.html"
    out.write_text(texts[0][: mains[0].start(1)] + "\n".join(bodies) + texts[0][mains[0].end(1) :], "utf-8")
    return f"{language}/{KEY}/whole.html", len(bodies)


def facts(pdf):
    info = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    meta = subprocess.run(["pdfinfo", "-meta", str(pdf)], capture_output=True, text=True, check=True).stdout
    claims = [name for name, sign in (("PDF/UA", "pdfuaid"), ("PDF/A", "pdfaid")) if sign in meta]
    try:
        import pypdfium2

        bookmarks = str(len(list(pypdfium2.PdfDocument(str(pdf)).get_toc())))
    except ImportError:
        bookmarks = "?"
    return {
        "pages": int(re.search(r"Pages: +(\d+)", info)[1]),
        "tagged": "yes" if re.search(r"Tagged: +yes", info) else "no",
        "claims": " + ".join(claims) or "none",
        "bookmarks": bookmarks,
    }


def searched(folder):
    """Engine and kind -> share of the worst chapter."""
    run = subprocess.run([sys.executable, str(ROOT / "tests/pdf/extract.py"), str(folder), KEY], capture_output=True, text=True)
    lines = re.findall(r"^(\w+) +\S+ +(\w+) +worst chapter +([0-9.]+) %", run.stdout, re.M)
    return {(engine, what): value for engine, what, value in lines}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--bayan", required=True)
    arguments.add_argument("--chromium", default="chromium")
    arguments.add_argument("--weasyprint", default="weasyprint")
    arguments.add_argument("--rounds", type=int, default=3, help="2 or more: the second tells whether a file is the same again")
    arguments.add_argument("--write")
    given = arguments.parse_args()
    work = pathlib.Path(tempfile.mkdtemp(prefix="pdf-peers-"))
    bayan = str(pathlib.Path(given.bayan).resolve())

    # The same content, printed by language only, as the peers do.
    own = work / "own"
    own.mkdir()
    shutil.copytree(ROOT / "content", own / "content")
    (own / "site.yaml").write_text((ROOT / "site.yaml").read_text("utf-8") + "\npdf: {editions: [single]}\n", "utf-8")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(work / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_port}/"
    subprocess.run([bayan, "--root", str(own), "build", "--no-pdf", "-u", origin, "-o", str(work / "site")], check=True, stdout=subprocess.DEVNULL)
    wholes = {language: whole(work / "site", language) for language in LANGUAGES}

    def target(tool, language):
        folder = work / tool / KEY
        folder.mkdir(parents=True, exist_ok=True)
        return str(folder / f"{KEY}-{language}.pdf")

    tools = {"Bayan": [[bayan, "--root", str(own), "pdf", KEY, "-u", origin, "-o", str(work / "Bayan")]]}
    if shutil.which(given.chromium):
        plain = [given.chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                 "--generate-pdf-document-outline", f"--user-data-dir={work / 'profile'}"]  # fmt: skip
        tools["Chromium"] = [[*plain, f"--print-to-pdf={target('Chromium', l)}", origin + wholes[l][0]] for l in LANGUAGES]
    if shutil.which(given.weasyprint):
        tools["WeasyPrint"] = [[given.weasyprint, "--pdf-variant", "pdf/ua-1", origin + wholes[l][0], target("WeasyPrint", l)] for l in LANGUAGES]
    times, sums, rows = {tool: [] for tool in tools}, {tool: set() for tool in tools}, []
    for _ in range(given.rounds):
        for tool, commands in tools.items():
            times[tool].append(measure(commands))
            files = [work / tool / KEY / f"{KEY}-{language}.pdf" for language in LANGUAGES]
            sums[tool].add("".join(hashlib.sha256(f.read_bytes()).hexdigest() for f in files))
    first = None
    for tool in tools:
        for language in LANGUAGES:
            (work / tool / language).symlink_to(work / "site" / language)
        files = [work / tool / KEY / f"{KEY}-{language}.pdf" for language in LANGUAGES]
        found, shares = [facts(f) for f in files], searched(work / tool)
        processor, clock, peak = (statistics.median(t[i] for t in times[tool]) for i in range(3))
        first = first or (processor, clock, peak)
        both = lambda what: " / ".join(shares.get((engine, what), "–") for engine in ("poppler", "pdfium"))
        ratio = lambda value, i: f"{value / first[i]:.1f} ×"
        rows.append([
            tool, f"{processor:.2f} s ({ratio(processor, 0)})", f"{clock:.2f} s ({ratio(clock, 1)})", f"{peak:.0f} MB ({ratio(peak, 2)})",
            " + ".join(f"{f.stat().st_size / 1000:.0f} kB" for f in files), " + ".join(str(f["pages"]) for f in found),
            found[0]["tagged"], found[0]["claims"], " + ".join(f["bookmarks"] for f in found),
            "yes" if len(sums[tool]) == 1 else "no", both("words"), both("phrases"), both("english"),
        ])  # fmt: skip
    names = ["", "processor", "clock", "peak memory", "size", "pages", "tagged", "claims", "bookmarks", "same bytes again",
             "Arabic words", "three words", "English words"]  # fmt: skip
    table = [f"| {' | '.join(line)} |" for line in zip(names, *rows)]
    table.insert(1, "|" + "---|" * (len(rows) + 1))
    text = "\n".join(table)
    print(text)
    if given.write:
        page = pathlib.Path(given.write)
        before, rest = page.read_text("utf-8").split(MARKS[0], 1)
        page.write_text(f"{before}{MARKS[0]}\n{text}\n{MARKS[1]}{rest.split(MARKS[1], 1)[1]}", "utf-8")
    server.shutdown()
    shutil.rmtree(work, ignore_errors=True)


main()
