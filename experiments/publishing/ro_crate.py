"""The bundle described as an RO-Crate, for machines and archives."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from rocrate.model import ContextEntity
from rocrate.rocrate import ROCrate

from experiments.publishing.bundle_layout import (
    ASSURANCE,
    ASSURANCE_PAGE,
    CITATION,
    CRATE,
    DATA,
    ENVIRONMENT,
    EVIDENCE,
    LEDGER,
    MANIFEST,
    METHODS,
    PAGE,
    SCENARIOS,
    STUDY,
)
from experiments.publishing.citation import AUTHORS, LICENCE, PRODUCT, abstract
from experiments.publishing.manifest import Digests, as_text
from experiments.study.own_data import SOURCES, WORLD
from experiments.study.stored_study import MEMBERS, NOTE

VERSION = "1.3"
"""Of RO-Crate."""
PROFILE = f"https://w3id.org/ro/crate/{VERSION}"
LICENCE_URL = f"https://spdx.org/licenses/{LICENCE}"
FORMATS = {
    ".parquet": "application/vnd.apache.parquet",
    ".csv": "text/csv",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".yaml": "application/yaml",
    ".cff": "application/yaml",
    ".json": "application/json",
    ".md": "text/markdown",
    ".html": "text/html",
}
NAMED = {
    PAGE: "Question, answer, figures, intervals and limits, to be read first",
    METHODS: "Methods: the model (ODD), parameters, outcomes, conflicts in the evidence",
    ASSURANCE: "Quality assurance log to be signed: assumptions, data, checks, limits of use",
    ASSURANCE_PAGE: "The same as a page",
    LEDGER: "Every run: seed, replicate, the file that holds it and its SHA-256",
    CITATION: "How to cite",
    MANIFEST: "SHA-256 of every other file",
    f"{STUDY}/{NOTE}": "What the study is of, and what ran it",
    f"{STUDY}/{WORLD}": "Weather and entries as the study's own data know them",
    f"{STUDY}/{SOURCES}": "The study's own data: sources, licences and SHA-256 of every vintage",
    f"{STUDY}/{MEMBERS}": "Posterior: what each replicate takes its parameters from",
}
OF_OWN_DATA = (f"{STUDY}/{WORLD}", f"{STUDY}/{SOURCES}")
"""Of studies with data of their own alone."""
FOLDERS = {
    STUDY: "The study as it was run: runs in Parquet, tables, figures, report",
    DATA: "Points and runs as CSV",
    SCENARIOS: "Every scenario in full, as files that run",
    EVIDENCE: "Figures that the model rests on, with their conflicts and treatment",
    ENVIRONMENT: "Versions of Python and of every library",
}


def write_crate(folder: Path, facts: dict[str, Any], published: date, digests: Digests) -> None:
    """Write ``ro-crate-metadata.json``.

    Args:
        folder: Of the bundle.
        facts: The study's.
        published: Day of publication.
        digests: SHA-256 of every file but this one and the manifest.
    """
    crate = ROCrate(version=VERSION)
    authors = _entity(crate, "#authors", "Organization", name=AUTHORS)
    licence = _entity(
        crate, LICENCE_URL, "CreativeWork", name=f"{LICENCE} licence", url=LICENCE_URL,
        description="Free to use, change and pass on, as long as this licence stays with it.",
    )  # fmt: skip
    program = _entity(
        crate, "#narrows", "SoftwareApplication", name=PRODUCT, softwareVersion=facts["version"],
        version=facts["version"], url="#narrows",
    )  # fmt: skip
    crate.root_dataset["author"] = authors
    crate.name, crate.description = facts["question"], abstract(facts)
    crate.datePublished, crate.license = published.isoformat(), licence
    crate.root_dataset["publisher"] = authors
    crate.root_dataset["version"] = facts["version"]
    folders = {
        name: crate.add_dataset(
            folder / name, name, properties={"name": title, "description": title}
        )
        for name, title in FOLDERS.items()
    }
    sizes = {path: (folder / path).stat().st_size for path in digests}
    sizes[MANIFEST] = len(as_text(digests | {CRATE: next(iter(digests.values()))}).encode())
    files = []
    for path in sorted([*digests, MANIFEST]):
        parent = folders.get(PurePosixPath(path).parts[0])
        file = crate.add_file(folder / path, path, properties=_about(path, digests))
        file["contentSize"] = str(sizes[path])
        if parent is not None:
            parent.append_to("hasPart", file)
        if path.startswith(f"{STUDY}/"):
            files.append(file)
    crate.root_dataset["mentions"] = _entity(
        crate, "#runs", "CreateAction", name=f"The study {facts['name']} was run",
        instrument=program, result=files, agent=authors,
        description=f"narrows study {facts['command']}",
    )  # fmt: skip
    crate.mainEntity = crate.get(f"{STUDY}/")
    text = json.dumps(crate.metadata.generate(), indent=1, sort_keys=True, ensure_ascii=False)
    (folder / CRATE).write_text(text + "\n", encoding="utf-8")


def _about(path: str, digests: Digests) -> dict[str, str]:
    found = {
        "name": NAMED.get(path, PurePosixPath(path).name),
        "description": NAMED.get(
            path, f"{PurePosixPath(path).name} of {PurePosixPath(path).parent}"
        ),
        "encodingFormat": FORMATS.get(PurePosixPath(path).suffix, "text/plain"),
    }
    if path in digests:
        found["sha256"] = digests[path]
    return found


def _entity(crate: ROCrate, id_: str, kind: str, **properties: Any) -> Any:
    """Add an entity that is no file."""
    return crate.add(ContextEntity(crate, id_, properties={"@type": kind, **properties}))
