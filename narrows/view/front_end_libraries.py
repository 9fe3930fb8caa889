"""The page's libraries: those that a wheel carries, or those brought once, of pinned sums.

``make view-assets`` brings them from the npm registry; they are kept outside the repository, and a
wheel carries them with their licences (``front_end_licences.md``). The page makes no outside
request: what is not among them is not found.
"""

from __future__ import annotations

import base64
import fnmatch
import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

PINNED: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_suffix(".json").read_text(encoding="utf-8")
)
"""For each package (name@version): its integrity, the files that are kept of it, and for what.

They are for the page, for tests, or a licence of what the page's packages hold.
"""

INSIDE = "package/"
CARRIED, BROUGHT = Path(__file__).with_suffix(""), Path(__file__).parents[2] / ".view-assets"
"""Where a wheel has the libraries, and where a clone has them."""


class AssetsError(Exception):
    """The page's libraries are missing, or are not what was pinned."""


def folder() -> Path:
    """Where the libraries are: ``NARROWS_VIEW_ASSETS``, or with the package, or in the clone."""
    if named := os.environ.get("NARROWS_VIEW_ASSETS"):
        return Path(named)
    return CARRIED if CARRIED.is_dir() else BROUGHT


def missing(*purposes: str) -> list[str]:
    """Packages that are not there, as name@version: those for one of the purposes, or of all."""
    return [
        package
        for package, pinned in PINNED.items()
        if (not purposes or pinned["for"] in purposes) and not _whole(package)
    ]


def require() -> Path:
    """The folder of the libraries.

    Raises:
        AssetsError: One is missing.
    """
    if lacking := missing("page"):
        raise AssetsError(f"the page lacks {', '.join(lacking)}; {_way_to_bring()}")
    return folder()


def _way_to_bring() -> str:
    if (BROUGHT.parent / "Makefile").is_file():
        return "run make view-assets once"
    return "install a wheel that make wheel built, or name their folder in NARROWS_VIEW_ASSETS"


def _whole(package: str) -> bool:
    """Whether every kind of file that is kept of a package is there."""
    return all(any((folder() / package).glob(kept)) for kept in PINNED[package]["files"])


def fetch(say: Callable[[str], None]) -> None:
    """Bring what is missing; a package appears whole or not at all.

    Args:
        say: Called with each package brought.

    Raises:
        AssetsError: npm is not there, could not bring a package, or brought another one.
    """
    for package in missing():
        with tempfile.TemporaryDirectory() as work:
            archive = _pack(package, Path(work))
            _check(package, archive)
            kept = Path(work) / "kept"
            _unpack(archive, kept, PINNED[package]["files"])
            target = folder() / package
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(target, ignore_errors=True)
            shutil.move(kept, target)
        say(f"{package} is here")


def _pack(package: str, work: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        raise AssetsError("npm is not there; install Node.js with npm, then make view-assets")
    done = subprocess.run(
        [npm, "pack", package, "--silent", "--ignore-scripts"],
        cwd=work,
        capture_output=True,
        text=True,
        check=False,
    )
    archives = list(work.glob("*.tgz"))
    if done.returncode or len(archives) != 1:
        said = done.stderr.strip().splitlines() or ["it said nothing"]
        raise AssetsError(f"npm could not bring {package}: {said[-1]}")
    return archives[0]


def _check(package: str, archive: Path) -> None:
    sum_ = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if f"sha512-{sum_}" != PINNED[package]["integrity"]:
        raise AssetsError(f"{package} is not what was pinned: its sha512 is {sum_}")


def _unpack(archive: Path, target: Path, patterns: list[str]) -> None:
    with tarfile.open(archive) as tar:
        for member, name in _wanted(tar, patterns):
            source = tar.extractfile(member)
            if source is not None:
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                (target / name).write_bytes(source.read())


def _wanted(tar: tarfile.TarFile, patterns: list[str]) -> Iterator[tuple[tarfile.TarInfo, str]]:
    for member in tar:
        name = member.name.removeprefix(INSIDE)
        if member.isfile() and any(fnmatch.fnmatch(name, pattern) for pattern in patterns):
            yield member, name


def main() -> None:
    """Bring what is missing, for ``make view-assets``."""
    try:
        fetch(print)
    except AssetsError as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main()
