"""Whether a bundle's RO-Crate metadata has what its profile asks, and describes what is there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from experiments.publishing.bundle_layout import CRATE, MANIFEST
from experiments.publishing.manifest import Digests
from experiments.publishing.ro_crate import PROFILE, PROFILES, RUN_PROFILE
from scenarios.errors import InputError
from scenarios.input_files import read_bounded

MOST_JSON = 256 << 20
"""Most bytes of a description of a bundle, which names each of its files."""

ROOT = "./"
ASKED = ("name", "description", "datePublished", "license")
"""Properties that the profile asks of the whole."""


def check_profile(folder: Path, digests: Digests) -> None:
    """Check the metadata against the profile and against the manifest.

    Raises:
        InputError: For the first thing that is wrong.
    """
    kept = read_json(folder / CRATE)
    graph = kept.get("@graph")
    if kept.get("@context") != f"{PROFILE}/context" or not isinstance(graph, list):
        raise _fault(f"is not of {PROFILE}")
    entities = {str(each.get("@id")): each for each in graph if isinstance(each, dict)}
    if len(entities) != len(graph):
        raise _fault("describes something twice")
    descriptor, root = entities.get(CRATE, {}), entities.get(ROOT, {})
    follows = [{"@id": profile} for profile in PROFILES]
    if descriptor.get("conformsTo") != follows or descriptor.get("about") != {"@id": ROOT}:
        raise _fault(f"does not say that it follows {' and '.join(PROFILES)}")
    if root.get("conformsTo") != {"@id": RUN_PROFILE}:
        raise _fault(f"does not say that it follows {RUN_PROFILE}")
    for name in ASKED:
        if not root.get(name):
            raise _fault(f"does not give the bundle's {name}")
    parts = {
        str(each.get("@id")) for each in _listed(root.get("hasPart")) if isinstance(each, dict)
    }
    described = {name: each for name, each in entities.items() if each.get("@type") == "File"}
    there = (digests.keys() | {MANIFEST}) - {CRATE}
    if odd := sorted(described.keys() ^ there):
        raise _fault(f"and the folder disagree on {odd[0]!r}")
    for name in described:
        if name not in parts:
            raise _fault(f"does not list {name!r} as a part")
        if name != MANIFEST and described[name].get("sha256") != digests[name]:
            raise _fault(f"has another SHA-256 of {name!r} than {MANIFEST}")


def read_json(path: Path) -> dict[str, Any]:
    """An object of JSON that anybody may have written.

    Raises:
        InputError: If it is none.
    """
    try:
        found = json.loads(read_bounded(path, MOST_JSON))
    except (OSError, ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise InputError(f"{path.name} cannot be read as JSON; get the bundle again")
    return found


def _listed(found: Any) -> list[Any]:
    return found if isinstance(found, list) else [found]


def _fault(what: str) -> InputError:
    return InputError(f"{CRATE} {what}; it is not as narrows publish writes it")
