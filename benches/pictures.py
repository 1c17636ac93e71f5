#!/usr/bin/env python3
"""Times 200 photographs of twelve megapixels on pages, by bayan and by Hugo making the same WebP widths from the same files.

    pictures.py --bayan target/release/bayan --hugo PATH [--count 200] [--runs 1] [--work FOLDER] [--write BENCHMARKS.md]

The photographs are made here (gradients, edges and grain, JPEG of about 3 MB; needs Pillow). Both tools publish WebP of 1600, 1200,
800 and 480 pixels and a JPEG of 1200, and the original besides. Cold is without output and cache, warm finds both. CPU and peak
memory are the operating system's account of the finished process. Linux only.
"""
import argparse
import os
import pathlib
import random
import shutil
import subprocess
import tempfile
import time

MARKS = ("<!-- pictures -->", "<!-- end of pictures -->")
WIDTHS = (1600, 1200, 800, 480)
PER_PAGE = 10


def photographs(folder, count):
    from PIL import Image, ImageDraw, ImageFilter
    folder.mkdir(parents=True, exist_ok=True)
    grain = Image.effect_noise((4000, 3000), 40)
    for number in range(count):
        path = folder / f"p{number}.jpg"
        if path.exists():
            continue
        rng = random.Random(number)
        small = Image.new("RGB", (40, 30))
        small.putdata([tuple(rng.randrange(256) for _ in range(3)) for _ in range(1200)])
        picture = small.resize((4000, 3000), Image.BICUBIC)
        draw = ImageDraw.Draw(picture)
        for _ in range(120):
            x, y, s = rng.randrange(4000), rng.randrange(3000), rng.randrange(20, 400)
            draw.ellipse((x, y, x + s, y + s), fill=tuple(rng.randrange(256) for _ in range(3)))
        picture = Image.blend(picture.filter(ImageFilter.GaussianBlur(1)), Image.merge("RGB", [grain] * 3), 0.12)
        picture.save(path, quality=90)


def bayan_site(root, photos, count):
    (root / "content").mkdir(parents=True)
    (root / "site.yaml").write_text("base_url: https://example.org/\ntitle: {en: Pictures}\nlanguages: {en: {name: English}}\n")
    for page, numbers in pages(count):
        bundle = root / "content" / page
        bundle.mkdir()
        for n in numbers:
            os.link(photos / f"p{n}.jpg", bundle / f"p{n}.jpg")
        text = "\n\n".join(f"![Photograph {n}](p{n}.jpg)" for n in numbers)
        (bundle / "_index.en.md").write_text(f"---\ntitle: {page}\n---\n\n{text}\n")


def hugo_site(root, photos, count):
    (root / "content").mkdir(parents=True)
    (root / "layouts" / "_default" / "_markup").mkdir(parents=True)
    (root / "hugo.toml").write_text('baseURL = "https://example.org/"\ntitle = "Pictures"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n'
                                    '[imaging]\nquality = 76\nresampleFilter = "Lanczos"\n')
    (root / "layouts" / "_default" / "single.html").write_text("<!doctype html><title>{{ .Title }}</title>{{ .Content }}")
    (root / "layouts" / "_default" / "list.html").write_text("<!doctype html><title>{{ .Title }}</title>")
    sizes = "".join(f'{{{{ $w{w} := $p.Resize "{w}x webp" }}}}' for w in WIDTHS)
    srcset = ", ".join(f"{{{{ $w{w}.RelPermalink }}}} {w}w" for w in WIDTHS)
    (root / "layouts" / "_default" / "_markup" / "render-image.html").write_text(
        '{{ $p := .Page.Resources.Get .Destination }}' + sizes + '{{ $f := $p.Resize "1200x jpg q80" }}'
        f'<picture><source type="image/webp" srcset="{srcset}"><img src="{{{{ $f.RelPermalink }}}}" alt="{{{{ .Text }}}}"></picture>')
    for page, numbers in pages(count):
        bundle = root / "content" / page
        bundle.mkdir()
        for n in numbers:
            os.link(photos / f"p{n}.jpg", bundle / f"p{n}.jpg")
        text = "\n\n".join(f"![Photograph {n}](p{n}.jpg)" for n in numbers)
        (bundle / "index.md").write_text(f"---\ntitle: {page}\n---\n\n{text}\n")


def pages(count):
    return [(f"page{at}", range(start, min(start + PER_PAGE, count))) for at, start in enumerate(range(0, count, PER_PAGE))]


def measure(argv):
    start = time.monotonic()
    pid = os.posix_spawn(argv[0], argv, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
    _, status, usage = os.wait4(pid, 0)
    wall = time.monotonic() - start
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"{' '.join(argv)}: exit {os.waitstatus_to_exitcode(status)}")
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def made(folder):
    files = [p for p in folder.rglob("*.webp")]
    return len(files), sum(p.stat().st_size for p in files) / 1e6


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bayan", type=pathlib.Path, required=True)
    parser.add_argument("--hugo", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--work", type=pathlib.Path)
    parser.add_argument("--write", type=pathlib.Path)
    a = parser.parse_args()
    work = a.work or pathlib.Path(tempfile.mkdtemp(prefix="pictures-"))
    photos = work / "photos"
    photographs(photos, a.count)
    tools = {"bayan": (bayan_site, lambda s: [str(a.bayan.resolve()), "build", "--quiet", "--root", str(s), "-o", str(s / "out")])}
    if a.hugo:
        tools["hugo"] = (hugo_site, lambda s: [str(a.hugo.resolve()), "--quiet", "--source", str(s), "--destination", str(s / "out"),
                                               "--cacheDir", str(s / "cache")])
    rows = []
    for tool, (site, command) in tools.items():
        cold, warm = [], []
        for turn in range(a.runs):
            root = work / f"{tool}-{turn}"
            shutil.rmtree(root, ignore_errors=True)
            site(root, photos, a.count)
            cold.append(measure(command(root)))
            warm.append(measure(command(root)))
            files, megabytes = made(root / "out")
            if turn + 1 < a.runs:
                shutil.rmtree(root)
        for name, runs in (("cold", cold), ("warm", warm)):
            cpu, wall, memory = sorted(runs)[len(runs) // 2]
            rows.append(f"| {tool}, {name} | {cpu:.1f} s | {wall:.1f} s | {memory:.0f} MB | {files} | {megabytes:.1f} MB |")
    table = "\n".join([f"{a.count} photographs of 4000 × 3000 pixels, {sum(p.stat().st_size for p in photos.iterdir()) / 1e6:.0f} MB:", "",
                       "| | CPU | wall | peak memory | WebP files | bytes of them |", "|:--|--:|--:|--:|--:|--:|", *rows])
    print(table)
    if a.write:
        text = a.write.read_text()
        before, rest = text.split(MARKS[0])
        after = rest.split(MARKS[1])[1]
        a.write.write_text(f"{before}{MARKS[0]}\n{table}\n{MARKS[1]}{after}")
    if a.work is None:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
