#!/usr/bin/env python3
"""Times full builds of one corpus by bayan and by its peers, and rewrites the tables of BENCHMARKS.md.

    run.py --bayan target/release/bayan --hugo PATH [--sizes 100,1000,5000] [--runs 5] [--work FOLDER]

Every run starts without an output folder (bayan: without its cache too, but for "nothing changed") and writes to one of its own;
they are deleted when a size is done, since ext4 makes new files slowly for seconds after many were deleted. CPU and peak memory
are the operating system's account of the finished process, wall is a monotonic clock around it; tools take turns, so that a
machine that grows slow does so for all of them. Printed are medians. Edits are timed by `bayan serve` itself, from the first event
of a file to the new site in memory. Python's standard library only; Linux.
"""
import argparse
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

# Seconds after a large deletion until the file system is itself again.
SETTLE = 8
# Edits of one page under `serve`.
EDITS = 40
HERE = pathlib.Path(__file__).resolve().parent
REPORT = HERE.parent.parent / "BENCHMARKS.md"


def site(work, tool, pairs):
    """A site of the tool with the corpus in it, made once."""
    folder = work / f"{tool}-{pairs}"
    if not folder.exists():
        shutil.copytree(HERE / tool, folder)
        subprocess.run([sys.executable, HERE / "corpus.py", "--pairs", str(pairs), "--tool", tool.split("-")[0], "--out", folder], check=True)
    return folder


def measure(argv):
    start = time.monotonic()
    pid = os.posix_spawn(argv[0], argv, os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0), (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)])
    _, status, usage = os.wait4(pid, 0)
    wall = time.monotonic() - start
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"{' '.join(map(str, argv))}: exit {os.waitstatus_to_exitcode(status)}")
    return {"cpu": usage.ru_utime + usage.ru_stime, "wall": wall, "memory": usage.ru_maxrss / 1024}


def output(folder):
    files = [p for p in folder.rglob("*") if p.is_file()]
    return {"files": len(files), "html": sum(p.suffix == ".html" for p in files), "mb": sum(p.stat().st_size for p in files) / 1e6}


def variants(a):
    """Name -> (site, command by site and output folder, whether output and cache are removed before)."""
    bayan = [str(a.bayan), "build", "--quiet"]
    v = {"bayan": ("bayan", lambda s, o: [*bayan, "--no-cache", "--root", str(s), "-o", str(o)], True),
         "bayan, cold, cache kept": ("bayan", lambda s, o: [*bayan, "--root", str(s), "-o", str(o)], True),
         "bayan, nothing changed": ("bayan", lambda s, o: [*bayan, "--root", str(s), "-o", str(o)], False),
         "bayan with search, cards, JSON feeds": ("bayan-all", lambda s, o: [*bayan, "--no-cache", "--root", str(s), "-o", str(o)], True)}
    if a.hugo:
        v["hugo --minify"] = ("hugo", lambda s, o: [str(a.hugo), "--source", str(s), "--destination", str(o), "--minify",
                                                    "--noBuildLock", "--quiet"], True)
    return v


def run(a):
    rows = {}
    for pairs in a.sizes:
        outs = a.work / f"out-{pairs}"
        shutil.rmtree(outs, ignore_errors=True)
        time.sleep(SETTLE)
        for turn in range(a.runs):
            for name, (tool, command, clean) in variants(a).items():
                folder = site(a.work, tool, pairs)
                # A warm build finds what the cold one before it left.
                out = outs / f"{turn}-{tool}{'-cache' if 'cache' in name or 'nothing' in name else ''}"
                if clean:
                    shutil.rmtree(folder / ".bayan", ignore_errors=True)
                m = measure(command(folder, out))
                rows.setdefault((pairs, name), []).append({**m, **output(out)})
                print(f"{pairs:6} {name:26} cpu {m['cpu']:7.2f} wall {m['wall']:7.2f} memory {m['memory']:6.0f}", file=sys.stderr)
        shutil.rmtree(outs, ignore_errors=True)
        shutil.rmtree(site(a.work, "bayan", pairs) / ".bayan", ignore_errors=True)
    return {key: {k: statistics.median(r[k] for r in runs) for k in runs[0]} for key, runs in rows.items()}


def edits(a, pairs):
    """Milliseconds from the event of an edited paragraph to the new site in memory, sorted; and the server's peak MiB."""
    folder = site(a.work, "bayan-all", pairs)
    server = subprocess.Popen([str(a.bayan), "serve", "--root", str(folder), "--port", "0"], stderr=subprocess.PIPE,
                              stdout=subprocess.DEVNULL, text=True)

    def built():
        for line in server.stderr:
            if found := re.search(r" in (\d+) ms$", line.strip()):
                return int(found[1])
        raise SystemExit("bayan serve ended")

    page = sorted(folder.glob("content/*/*.ar.md"))[pairs // 2]
    text = page.read_text(encoding="utf-8")
    try:
        built()
        took = []
        for turn in range(EDITS):
            time.sleep(0.3)
            page.write_text(f"{text}\n\nفقرة {turn} من GDP.\n", encoding="utf-8")
            took.append(built())
        peak = re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{server.pid}/status").read_text(encoding="ascii"))
        return sorted(took), int(peak[1]) / 1024
    finally:
        page.write_text(text, encoding="utf-8")
        server.terminate()
        server.wait()


def version(binary):
    text = subprocess.run([binary, "version" if "hugo" in str(binary) else "--version"], capture_output=True, text=True).stdout
    return " ".join(text.split()[:2])


def tables(a, rows):
    cpu = next((l.split(":")[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), platform.machine())
    tools = ", ".join(version(b) for b in (a.bayan, a.hugo) if b)
    out = [f"Machine: {os.cpu_count()} cores, {cpu}, {platform.system()} {platform.release()}; load before the runs "
           f"{a.load:.1f}. {tools}. Medians of {a.runs}."]
    for pairs in a.sizes:
        base = rows.get((pairs, "hugo --minify"))
        out += ["", f"### {pairs:,} pairs ({2 * pairs:,} pages of about 1,200 words)", "",
                "| build | CPU s | wall s | CPU ms a page | CPU to Hugo's | wall to Hugo's | peak MiB | HTML files | MB |",
                "|:--|--:|--:|--:|--:|--:|--:|--:|--:|"]
        for (n, name), m in rows.items():
            if n != pairs:
                continue
            ratio = [f"{m[k] / base[k]:.2f}" if base else "" for k in ("cpu", "wall")]
            out.append(f"| {name} | {m['cpu']:.2f} | {m['wall']:.2f} | {1000 * m['cpu'] / (2 * pairs):.2f} | {ratio[0]} | "
                       f"{ratio[1]} | {m['memory']:.0f} | {m['html']:.0f} | {m['mb']:.1f} |")
    one, many = min(a.sizes), max(a.sizes)
    if one != many:
        out += ["", "### Growth and edits", ""]
        each = {n: rows[(n, "bayan")]["cpu"] / n for n in (one, many)}
        out += [f"- CPU a pair: {1000 * each[one]:.2f} ms of {one:,} pairs, {1000 * each[many]:.2f} ms of {many:,}: "
                f"{each[many] / each[one]:.2f} times."]
        for n in a.sizes:
            cold, warm = rows[(n, "bayan, cold, cache kept")]["cpu"], rows[(n, "bayan, nothing changed")]["cpu"]
            out += [f"- Nothing changed, {n:,} pairs: {100 * warm / cold:.0f} % of the CPU of the build that filled the cache."]
    else:
        out += ["", "### Edits", ""]
    for n in a.sizes:
        took, peak = edits(a, n)
        out += [f"- One paragraph edited under `serve`, {n:,} pairs: {statistics.median(took):.0f} ms from the event of the file "
                f"(fastest {took[0]}, nine in ten within {took[len(took) * 9 // 10]}, {len(took)} edits); peak {peak:.0f} MiB."]
    return "\n".join(out)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bayan", type=pathlib.Path, required=True)
    parser.add_argument("--hugo", type=pathlib.Path, help="the binary itself, not the script that starts it")
    parser.add_argument("--sizes", type=lambda s: [int(n) for n in s.split(",")], default=[100, 1000, 5000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path(tempfile.gettempdir()) / "bayan-peers")
    parser.add_argument("--print", action="store_true", help="print the tables instead of rewriting BENCHMARKS.md")
    a = parser.parse_args()
    a.bayan = a.bayan.resolve()
    a.hugo = a.hugo and a.hugo.resolve()
    a.load = os.getloadavg()[0]
    text = tables(a, run(a))
    if a.print:
        print(text)
        return
    old = REPORT.read_text(encoding="utf-8")
    marked = re.compile(r"(<!-- tables -->\n).*?(\n<!-- end of tables -->)", re.S)
    if not marked.search(old):
        raise SystemExit(f"{REPORT}: no place for the tables")
    REPORT.write_text(marked.sub(lambda m: m[1] + "\n" + text + "\n" + m[2], old), encoding="utf-8")


if __name__ == "__main__":
    main()
