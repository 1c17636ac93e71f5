#!/usr/bin/env python3
"""Times full builds of one corpus by bayan and by its peers, and rewrites the tables of BENCHMARKS.md.

    run.py --bayan target/release/bayan --hugo PATH [--sizes 100,1000,5000] [--runs 5] [--work FOLDER]

Every run starts without an output folder (bayan: without its cache too, but for the `warm` rows). CPU and peak memory are
the operating system's account of the finished process, wall is a monotonic clock around it; tools take turns, so that a
machine that grows slow does so for all of them. Printed are medians. Python's standard library only; Linux.
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

HERE = pathlib.Path(__file__).resolve().parent
REPORT = HERE.parent.parent / "BENCHMARKS.md"


def site(work, tool, pairs):
    """A site of the tool with the corpus in it, made once."""
    folder = work / f"{tool}-{pairs}"
    if not folder.exists():
        shutil.copytree(HERE / tool, folder)
        subprocess.run([sys.executable, HERE / "corpus.py", "--pairs", str(pairs), "--tool", tool, "--out", folder], check=True)
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
         "bayan, nothing changed": ("bayan", lambda s, o: [*bayan, "--root", str(s), "-o", str(o)], False)}
    if a.hugo:
        v["hugo --minify"] = ("hugo", lambda s, o: [str(a.hugo), "--source", str(s), "--destination", str(o), "--minify",
                                                    "--noBuildLock", "--quiet"], True)
    return v


def run(a):
    rows = {}
    for pairs in a.sizes:
        for _ in range(a.runs):
            for name, (tool, command, clean) in variants(a).items():
                folder = site(a.work, tool, pairs)
                # A warm build finds what the cold one before it left.
                out = a.work / f"out-{tool}-{pairs}{'-cache' if 'cache' in name or 'nothing' in name else ''}"
                if clean:
                    shutil.rmtree(out, ignore_errors=True)
                    shutil.rmtree(folder / ".bayan", ignore_errors=True)
                m = measure(command(folder, out))
                rows.setdefault((pairs, name), []).append({**m, **output(out)})
                print(f"{pairs:6} {name:26} cpu {m['cpu']:7.2f} wall {m['wall']:7.2f} memory {m['memory']:6.0f}", file=sys.stderr)
    return {key: {k: statistics.median(r[k] for r in runs) for k in runs[0]} for key, runs in rows.items()}


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
