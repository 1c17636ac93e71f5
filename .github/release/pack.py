"""A built program -> what a release hands out for one target: the archive, its checksum and the wheel.

    python3 .github/release/pack.py PROGRAM TARGET FOLDER

The archive holds one folder of its own name with the program, completions, the manual page, README, CHANGELOG and all licences. The same
program gives the same bytes. The program must run here, since completions and the manual page come from it.
"""

import gzip
import hashlib
import io
import pathlib
import re
import subprocess
import sys
import tarfile
import zipfile

import licences
import wheel

COMPLETIONS = {"bash": "bayan.bash", "zsh": "_bayan", "fish": "bayan.fish", "elvish": "bayan.elv", "powershell": "_bayan.ps1"}

# Programs for Linux are linked statically with musl, so they run on any Linux, whatever libc it has.
WHEELS = {
    "x86_64-unknown-linux-musl": "manylinux_2_17_x86_64.manylinux2014_x86_64.musllinux_1_1_x86_64",
    "aarch64-unknown-linux-musl": "manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64",
    "x86_64-apple-darwin": "macosx_10_12_x86_64",
    "aarch64-apple-darwin": "macosx_11_0_arm64",
    "x86_64-pc-windows-msvc": "win_amd64",
}


def said(program, *words):
    return subprocess.run([program, *words], check=True, stdout=subprocess.PIPE).stdout


def texts():
    """Every licence by its path in the archive."""
    files = {name: (wheel.ROOT / name).read_bytes() for name in wheel.LICENCES}
    fonts = wheel.ROOT / "themes/briefing/fonts"
    for path in sorted([*fonts.glob("*/OFL.txt"), *fonts.glob("*/GUST.txt")]):
        files[f"fonts/{path.parent.name}-{path.name}"] = path.read_bytes()
    files["THIRD-PARTY.txt"] = licences.collected().encode()
    return files


def pages(program):
    """The manual pages by their file names: that of the program, and those of the commands that each names."""
    found, wanted = {}, [("bayan", [])]
    while wanted:
        name, words = wanted.pop()
        page = said(program, "man", *words)
        found[f"{name}.1"] = page
        named = [text.replace("\\", "") for text in re.findall(r"^(bayan[a-z\\-]*)\(1\)$", page.decode(), re.MULTILINE)]
        wanted += [(below, [*words, below.removeprefix(f"{name}-")]) for below in named if below.startswith(f"{name}-")]
    return found


def contents(program, notices):
    files = {program.name: (0o755, program.read_bytes())}
    for path, content in notices.items():
        files[path if path.startswith("LICENSE") else f"licences/{path}"] = (0o644, content)
    for name in ("README.md", "CHANGELOG.md"):
        files[name] = (0o644, (wheel.ROOT / name).read_bytes())
    for shell, name in COMPLETIONS.items():
        files[f"completions/{name}"] = (0o644, said(program, "completions", shell))
    for name, page in pages(program).items():
        files[f"man/{name}"] = (0o644, page)
    return files


def tarball(stem, files):
    data = io.BytesIO()
    # Neither archive nor compression knows the time or who packed it.
    with gzip.GzipFile(fileobj=data, mode="wb", compresslevel=6, mtime=0) as packed, tarfile.open(fileobj=packed, mode="w") as archive:
        for path, (mode, content) in sorted(files.items()):
            entry = tarfile.TarInfo(f"{stem}/{path}")
            entry.size, entry.mode = len(content), mode
            archive.addfile(entry, io.BytesIO(content))
    return data.getvalue()


def zipped(stem, files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, (mode, content) in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{stem}/{path}", (1980, 1, 1, 0, 0, 0))
            entry.external_attr = (0o100000 | mode) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return data.getvalue()


def main(program, target, folder):
    program, folder = pathlib.Path(program).resolve(), pathlib.Path(folder)
    printed = said(program, "--version").decode().strip()
    if printed != f"bayan {wheel.version()}":
        sys.exit(f"error: {program} says `{printed}`, Cargo.toml {wheel.version()}: build it again")
    folder.mkdir(parents=True, exist_ok=True)
    notices = texts()
    stem = f"bayan-{wheel.version()}-{target}"
    is_windows = "windows" in target
    name = f"{stem}.zip" if is_windows else f"{stem}.tar.gz"
    packed = (zipped if is_windows else tarball)(stem, contents(program, notices))
    (folder / name).write_bytes(packed)
    # As `sha256sum --check` reads it.
    (folder / f"{name}.sha256").write_bytes(f"{hashlib.sha256(packed).hexdigest()}  {name}\n".encode())
    more = {path: content for path, content in notices.items() if path not in wheel.LICENCES}
    made = wheel.write(program, WHEELS[target], folder, more)
    for path in (folder / name, made):
        print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
