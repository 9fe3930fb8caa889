"""A recipe for a container in which a bundle's runs can be made again."""

from __future__ import annotations

import re
from typing import Any

from scenarios.errors import InputError

VERSION = re.compile(r"3\.\d+\.\d+")
COMMIT = re.compile(r"[0-9a-f]{7,40}(\+changes)?")


def recipe(facts: dict[str, Any]) -> str:
    """A ``Containerfile`` that stands beside the lock.

    Args:
        facts: The study's, which name the version of Python, of Narrows and its commit.

    Raises:
        InputError: If they are none, as in a study that anybody may have written.
    """
    python, version, commit = (str(facts.get(key)) for key in ("python", "version", "commit"))
    if not VERSION.fullmatch(python) or not re.fullmatch(r"[0-9a-z.+-]{1,40}", version):
        raise InputError("the study does not say which Python and Narrows ran it; get it again")
    at = f", commit {commit}" if COMMIT.fullmatch(commit) else ""
    return "\n".join([
        f"# Python {python}, the libraries of requirements.lock and Narrows {version}: what made",
        "# this bundle. Make the wheel with `make wheel` in a clone of Narrows",
        f"# ({version}{at}). Then, beside the bundle:",
        "#",
        "#   cp -r BUNDLE/environment image && cp CLONE/dist/narrows-*.whl image/",
        "#   docker build --tag narrows --file image/Containerfile image",
        '#   docker run --rm --volume "$PWD/BUNDLE:/bundle:ro" narrows verify /bundle --rerun all',
        "#",
        "# podman takes the same words.",
        f"FROM python:{python}-slim",
        "WORKDIR /narrows",
        "COPY requirements.lock narrows-*.whl ./",
        "RUN python -m pip install --no-cache-dir --no-deps --require-hashes \\",
        "      -r requirements.lock \\",
        " && python -m pip install --no-cache-dir --no-deps narrows-*.whl",
        "ENV NUMBA_CACHE_DIR=/narrows/compiled",
        'RUN python -c "from runs.compilation import compile_model; compile_model()"',
        'ENTRYPOINT ["narrows"]',
        "",
    ])  # fmt: skip
