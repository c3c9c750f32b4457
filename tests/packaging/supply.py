"""What a prison installs, to the byte: the pins with their hashes, the bill of materials, a folder.

`python -m tests.packaging.supply lock` asks the package index for the newest versions that
pyproject.toml allows, and writes docs/deploy anew. `... wheelhouse FOLDER WHEEL` fills a folder
with everything that a machine without a network needs (docs/install.md).
"""

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import wingterm

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "docs" / "deploy"
PROGRAM = DEPLOY / "requirements.txt"
"""The program alone."""
WITH_EXTRAS = DEPLOY / "requirements-all.txt"
"""The program with what speaks to PostgreSQL and what serves browsers."""
EXTRAS = ("postgres", "serve")
BILL = DEPLOY / "sbom.cdx.json"
"""Every package of `WITH_EXTRAS` in the words of CycloneDX, as of Linux on x86-64."""
SUMS = "SHA256SUMS"


class Pin(NamedTuple):
    """A package of exactly one version."""

    name: str
    version: str
    marker: str
    """On which systems it is needed, empty for all (PEP 508)."""
    hashes: frozenset[str]
    """SHA-256 of each file that may be installed, in hex."""


def pins(path: Path) -> Iterator[Pin]:
    """Give the pins of a file of requirements."""
    joined = path.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in joined.splitlines():
        wanted, *hashes = line.split("--hash=sha256:")
        requirement, _, marker = wanted.partition(";")
        name, _, version = requirement.strip().partition("==")
        yield Pin(name, version, marker.strip(), frozenset(found.strip() for found in hashes))


def canonical(name: str) -> str:
    """Give a package's name as the index spells it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def lock() -> None:
    """Pin the newest versions that pyproject.toml allows, for every system, and bill them."""
    DEPLOY.mkdir(exist_ok=True)
    for path, extras in ((PROGRAM, ()), (WITH_EXTRAS, EXTRAS)):
        _run(
            "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--upgrade",
            "--no-header", "--no-annotate", "--python-version", "3.11",
            "--default-index", "https://pypi.org/simple", "--output-file", path,
            *(word for extra in extras for word in ("--extra", extra)), ROOT / "pyproject.toml",
        )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder, "bin", "python")
        _run("uv", "venv", "--quiet", "--clear", "--python", "3.11", folder)
        _run("uv", "pip", "install", "--quiet", "--python", python, "--require-hashes", "-r",
             WITH_EXTRAS)  # fmt: skip
        bare = Path(folder, BILL.name)
        _run("cyclonedx-py", "environment", "--pyproject", ROOT / "pyproject.toml",
             "--output-reproducible", "--output-file", bare, python)  # fmt: skip
        bill = json.loads(bare.read_text(encoding="utf-8"))
    _complete(bill)
    BILL.write_text(json.dumps(bill, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _complete(bill: dict[str, Any]) -> None:
    """Put in what an environment does not tell: our own version, and the hash of each file."""
    bill["metadata"]["component"]["version"] = wingterm.__version__
    pinned = {canonical(pin.name): pin for pin in pins(WITH_EXTRAS)}
    for part in bill["components"]:
        pin = pinned[canonical(part["name"])]
        files = {
            "comment": "every file that may be installed",
            "hashes": [{"alg": "SHA-256", "content": found} for found in sorted(pin.hashes)],
            "type": "distribution",
            "url": f"https://pypi.org/project/{pin.name}/{pin.version}/",
        }
        part.setdefault("externalReferences", []).append(files)


def wheelhouse(folder: Path, wheel: Path) -> None:
    """Fill a new folder with what a machine of this kind needs to install wingterm by itself.

    Each file that is fetched is one of those pinned; the sums are of everything that was put in.
    """
    folder.mkdir(parents=True)
    _run(
        "python", "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
        "--require-hashes", "--only-binary", ":all:", "--dest", folder, "-r", WITH_EXTRAS,
    )  # fmt: skip
    for path in (wheel, PROGRAM, WITH_EXTRAS, BILL):
        shutil.copy(path, folder)
    sums = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(folder.iterdir())
    ]
    (folder / SUMS).write_text("".join(sums), encoding="ascii")


def _run(program: str, *arguments: str | Path) -> None:
    """Run a program, one of this environment where it has it; what it says is shown."""
    found = shutil.which(program, path=Path(sys.executable).parent) or program
    subprocess.run([found, *arguments], check=True)


def main() -> None:
    """Do what is asked on the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.packaging.supply", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("lock")
    house = verbs.add_parser("wheelhouse")
    house.add_argument("folder", type=Path)
    house.add_argument("wheel", type=Path)
    asked = parser.parse_args()
    if asked.verb == "lock":
        lock()
    else:
        wheelhouse(asked.folder, asked.wheel)


if __name__ == "__main__":
    main()
