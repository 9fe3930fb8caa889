"""Studies that grow: what may change in a study whose folder holds runs already, and what not.

Words, outcomes, more values of levers, more scenarios and more replicates may; the runs that are
there stay. What every run depends on may not, and no run that is there may drop out.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from experiments.study.batches import PARTS
from experiments.study.earlier_runs import EARLIER, content_of, contents_of
from experiments.study.stored_study import DESIGN, FIRST, MEMBERS, NOTE, POINTS, StudyResults
from runs.atomic_files import to_disk, write_text
from runs.run_store import as_text, remove_if_empty
from scenarios.errors import InputError

GROWS = (
    "question", "description", "command", "replicates", "points", "slices", "block", "levers",
    "outcomes", "precision", "daily", FIRST, "commit",
)  # fmt: skip
"""Facts in which a study may differ from what its folder holds."""
MADE_WITH = ("python", "libraries")
"""Facts in which patch releases may differ."""


def fixed(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts on which every run of a study depends, without patch releases."""
    kept = {key: value for key, value in facts.items() if key not in GROWS}
    for key in MADE_WITH:
        kept[key] = _without_patch(kept.get(key))
    return kept


def patch_releases(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[str]:
    """What was made with another patch release, in words."""
    was, now = ({"Python": each.get("python"), **(each.get("libraries") or {})}
                for each in (theirs, mine))  # fmt: skip
    return [f"{name} {was[name]}, here {now[name]}" for name in now if was.get(name) != now[name]]


def check_grown(kept: StudyResults, definitions: Sequence[str], first: int, daily: int) -> None:
    """Make sure that no run of a folder drops out of a design.

    Args:
        kept: The folder.
        definitions: Scenarios in full, one a point of the design.
        first: Number of its first replicate.
        daily: Replicates below this number keep every day.

    Raises:
        InputError: If one does.
    """
    contents = set(map(content_of, definitions))
    for point, content in zip(kept.points, contents_of(kept.folder), strict=True):
        if content not in contents:
            message = f"{kept.folder} has runs of {point['name']!r}, which the study has no more"
            raise InputError(f"{message}; put it back, or give another folder")
    if first > kept.first:
        last = kept.first + kept.replicates - 1
        raise InputError(
            f"{kept.folder} holds replicates {kept.first} to {last}; run those from {first} on in "
            "another folder, then join both with narrows study merge"
        )
    if daily < kept.facts["daily"]:
        message = f"{kept.folder} keeps every day of {kept.facts['daily']} replicates, not {daily}"
        raise InputError(f"{message}; give as many, or another folder")


def keep_earlier(kept: StudyResults, parts: Iterable[str]) -> None:
    """Set parts of a study aside, with what says what they are of, and take them out of it.

    They are linked, not copied, where the disk allows it; a kill leaves them in either place or in
    both.
    """
    batches = [batch for part in parts if (batch := kept.batch(part)).receipt.exists()]
    if not batches:
        return
    root = kept.folder / EARLIER
    root.mkdir(exist_ok=True)
    taken = [int(path.name) for path in root.iterdir() if path.name.isdigit()]
    target = root / f"{max(taken, default=-1) + 1:04}"
    scratch = root / f".{target.name}.{secrets.token_hex(4)}"
    try:
        for index in {index for batch in batches for index in (PARTS, *batch.indices)}:
            (scratch / index).mkdir(parents=True, exist_ok=True)
        write_text(scratch / NOTE, as_text(kept.facts))
        for name in (POINTS, MEMBERS, DESIGN):
            if (kept.folder / name).exists():
                shutil.copyfile(kept.folder / name, scratch / name)
        for batch in batches:
            for path in filter(Path.exists, (*batch.files, batch.receipt)):
                _link(path, scratch / path.relative_to(kept.folder))
        to_disk(scratch)
        scratch.rename(target)
        to_disk(root)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    for batch in batches:
        batch.remove()


def forget_earlier(folder: Path) -> None:
    """Remove what was set aside, once the study has all of its runs."""
    for path in sorted((folder / EARLIER).glob("[0-9]*")):
        shutil.rmtree(path)
    remove_if_empty(folder / EARLIER)


def _link(path: Path, target: Path) -> None:
    try:
        os.link(path, target)
    except OSError:
        shutil.copyfile(path, target)


def _without_patch(found: Any) -> Any:
    if isinstance(found, str):
        return ".".join(found.split(".")[:2])
    if isinstance(found, dict):
        return {key: _without_patch(value) for key, value in found.items()}
    return found


def same_json(one: Any, other: Any) -> bool:
    """Whether two values are one once they are written down."""
    return bool(json.loads(json.dumps(one)) == json.loads(json.dumps(other)))
