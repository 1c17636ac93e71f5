"""The licences of everything that is compiled into the program: each crate, then each text once, with the crates that it covers.

    python3 .github/release/licences.py > THIRD-PARTY.txt
"""

import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
NAMES = ("licen", "copying", "unlicense", "notice", "copyright")


def crates():
    """The packages that the program is linked with on any system: not what only tests and build scripts use."""
    command = ["cargo", "metadata", "--locked", "--format-version", "1"]
    tree = json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
    nodes = {node["id"]: node for node in tree["resolve"]["nodes"]}
    wanted, found = [tree["resolve"]["root"]], set()
    while wanted:
        for dependency in nodes[wanted.pop()]["deps"]:
            is_linked = any(kind["kind"] is None for kind in dependency["dep_kinds"])
            if is_linked and dependency["pkg"] not in found:
                found.add(dependency["pkg"])
                wanted.append(dependency["pkg"])
    return sorted((p for p in tree["packages"] if p["id"] in found), key=lambda p: (p["name"], p["version"]))


def texts_of(package):
    folder = pathlib.Path(package["manifest_path"]).parent
    named = [folder / package["license_file"]] if package["license_file"] else []
    lying = [path for path in sorted(folder.iterdir()) if path.is_file() and path.name.lower().startswith(NAMES)]
    for path in dict.fromkeys(named + lying):
        if path.is_file() and path.suffix not in (".rs", ".html", ".json"):
            yield path.read_text("utf-8", errors="replace").strip()


def collected():
    packages = crates()
    lines = ["The program is made with these crates:", ""]
    covered = {}
    for package in packages:
        name = f"{package['name']} {package['version']}"
        lines.append(f"{name}: {package['license'] or 'see below'}")
        for text in texts_of(package):
            covered.setdefault(text, []).append(name)
    for text, names in covered.items():
        lines += ["", "=" * 80, ", ".join(names), "=" * 80, "", text]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.buffer.write(collected().encode())
