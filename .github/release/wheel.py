"""The wheel that carries the program, for `pip install bayan-ssg` and `uvx --from bayan-ssg bayan`.

As a build backend (PEP 517; pyproject.toml names it) it compiles the program, or takes the one that BAYAN_PROGRAM names. Releases make
their wheels from the very programs of their archives, with `write`. That is why it is not maturin: maturin compiles by itself, without
the features that the tests' dependencies turn on, so that the gate would compile everything a second time and releases would carry
two programs. Needs nothing but Python 3.11.
"""

import base64
import hashlib
import io
import os
import pathlib
import subprocess
import sysconfig
import tomllib
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
LICENCES = ("LICENSE", "LICENSE-APACHE", "LICENSE-MIT")


def version():
    return tomllib.loads((ROOT / "Cargo.toml").read_text("utf-8"))["package"]["version"]


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def metadata():
    about = project()
    head = [
        ("Metadata-Version", "2.4"),
        ("Name", about["name"]),
        ("Version", version()),
        ("Summary", about["description"]),
        ("License-Expression", about["license"]),
        *(("License-File", name) for name in LICENCES),
        *(("Classifier", name) for name in about["classifiers"]),
        ("Requires-Python", about["requires-python"]),
        ("Description-Content-Type", "text/markdown"),
    ]
    return "".join(f"{key}: {value}\n" for key, value in head) + "\n" + (ROOT / about["readme"]).read_text("utf-8")


def write(program, platform, folder, more=None):
    """Writes the wheel of `program` for systems with the tag `platform`, with the files `more` beside the licences; returns its path."""
    stem = f"{project()['name'].replace('-', '_')}-{version()}"
    about = f"{stem}.dist-info"
    tags = "".join(f"Tag: py3-none-{tag}\n" for tag in platform.split("."))
    name = "bayan.exe" if program.suffix == ".exe" else "bayan"
    files = {
        f"{stem}.data/scripts/{name}": (0o755, program.read_bytes()),
        f"{about}/METADATA": (0o644, metadata().encode()),
        f"{about}/WHEEL": (0o644, f"Wheel-Version: 1.0\nGenerator: bayan\nRoot-Is-Purelib: false\n{tags}".encode()),
    }
    for licence in LICENCES:
        files[f"{about}/licenses/{licence}"] = (0o644, (ROOT / licence).read_bytes())
    for path, content in (more or {}).items():
        files[f"{about}/licenses/{path}"] = (0o644, content)
    record = io.StringIO()
    for path, (_, content) in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        record.write(f"{path},sha256={digest},{len(content)}\n")
    record.write(f"{about}/RECORD,,\n")
    files[f"{about}/RECORD"] = (0o644, record.getvalue().encode())
    wheel = pathlib.Path(folder) / f"{stem}-py3-none-{platform}.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, (mode, content) in files.items():
            # The same program gives the same wheel: no time of today in it.
            entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = (0o100000 | mode) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return wheel


def compiled():
    """Compiles the program as README does, and says where it is."""
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    subprocess.run(["cargo", "build", "--release", "--locked"], cwd=ROOT, check=True)
    return target / "release" / ("bayan.exe" if os.name == "nt" else "bayan")


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    """PEP 517."""
    given = os.environ.get("BAYAN_PROGRAM")
    program = pathlib.Path(given) if given else compiled()
    platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    return write(program, platform, wheel_directory).name


def build_sdist(sdist_directory, config_settings=None):
    """PEP 517."""
    raise UnsupportedOperation("the source of Bayan is its repository: install from a clone, or from a wheel")


class UnsupportedOperation(Exception):
    """What PEP 517 has for a backend without a source distribution; pip knows it by its name."""
