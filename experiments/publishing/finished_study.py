"""Whether a study's folder can be published: run to its end, whole, by the code that is here."""

from __future__ import annotations

import sim
from experiments.publishing.bundle_layout import LOCK, ODD
from experiments.study.stored_study import MEMBERS, POINTS, StudyResults
from runs.number_format import counted
from runs.provenance import code_digest
from scenarios.errors import InputError


def check_finished(kept: StudyResults) -> None:
    """Make sure that a study can be published.

    Raises:
        InputError: If parts lack or are damaged, if other code ran it, or if Narrows was installed
            without the documents that a bundle carries.
    """
    for path in (ODD, LOCK):
        if not path.exists():
            message = f"a bundle carries {path.name}, which is not here; publish from a clone"
            raise InputError(message)
    facts = kept.facts
    if facts.get("code") != code_digest():
        raise InputError(
            f"{kept.folder} was run by other code (Narrows {facts.get('version')}) than is here "
            f"({sim.__version__}), whose methods are not those of its runs; run it anew"
        )
    for name in (POINTS, *([MEMBERS] if facts["members"] else [])):
        if not (kept.folder / name).is_file():
            message = f"{kept.folder / name} is missing; put a copy of it back"
            raise InputError(f"{message}, or run the study anew")
    missing = [name for name in kept.parts() if not kept.batch(name).kept()]
    if missing:
        number = sum(1 for _ in kept.parts())
        raise InputError(
            f"{kept.folder} is not finished: {len(missing):,} of {counted(number, 'part')} lack or "
            f"are damaged; give narrows study {facts['command']} again, which goes on with it"
        )
