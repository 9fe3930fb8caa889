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
    CONTAINER,
    CRATE,
    CREDITS,
    DATA,
    ENVIRONMENT,
    EVIDENCE,
    LEDGER,
    MANIFEST,
    METHODS,
    PAGE,
    SCENARIOS,
    STUDY,
    ZENODO,
)
from experiments.publishing.citation import DOI, ORCID, PRODUCT, abstract
from experiments.publishing.credits import LICENCES, Author, Credits
from experiments.publishing.manifest import Digests, as_text
from experiments.study import own_data
from experiments.study.finish_day import FILE as FINISHED
from experiments.study.finish_day import finish_day
from experiments.study.own_data import SOURCES, WORLD
from experiments.study.stored_study import DESIGN, MEMBERS, NOTE, POINTS

VERSION = "1.3"
"""Of RO-Crate."""
PROFILE = f"https://w3id.org/ro/crate/{VERSION}"
PROFILES = (PROFILE, "https://w3id.org/ro/crate/1.1")
"""What the metadata follow: the newest, and the one that the profile of runs stands on."""
RUN_VERSION = "0.5"
RUN_PROFILE = f"https://w3id.org/ro/wfrun/process/{RUN_VERSION}"
"""Process Run Crate: how runs of a program are described."""
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
    ZENODO: "The same for a deposit in an archive",
    CREDITS: "Authors, licence, DOI, funders",
    CONTAINER: "Recipe of a container in which the runs can be made again",
    MANIFEST: "SHA-256 of every other file",
    f"{STUDY}/{NOTE}": "What the study is of, and what ran it",
    f"{STUDY}/{FINISHED}": "Day on which all runs were there",
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


def write_crate(
    folder: Path, facts: dict[str, Any], published: date, digests: Digests, credit: Credits
) -> None:
    """Write ``ro-crate-metadata.json``.

    Args:
        folder: Of the bundle.
        facts: The study's.
        published: Day of publication.
        digests: SHA-256 of every file but this one and the manifest.
        credit: Whom it credits.
    """
    crate = ROCrate(version=VERSION)
    authors = _credit(crate, credit)
    terms = LICENCES[credit.licence]
    licence = _entity(
        crate, terms.url, "CreativeWork", name=terms.name, url=terms.url, description=terms.terms,
        identifier=credit.licence,
    )  # fmt: skip
    program = _entity(
        crate, "#narrows", "SoftwareApplication", name=PRODUCT, version=facts["version"],
        url="#narrows",
    )  # fmt: skip
    crate.name, crate.description = facts["question"], abstract(facts)
    crate.datePublished, crate.license = published.isoformat(), licence
    crate.root_dataset["version"] = facts["version"]
    crate.root_dataset["conformsTo"] = _entity(
        crate,
        RUN_PROFILE,
        ["CreativeWork", "Profile"],
        name="Process Run Crate",
        version=RUN_VERSION,
    )
    crate.metadata["conformsTo"] = [{"@id": profile} for profile in PROFILES]
    folders = {
        name: crate.add_dataset(
            folder / name, name, properties={"name": title, "description": title}
        )
        for name, title in FOLDERS.items()
    }
    sizes = {path: (folder / path).stat().st_size for path in digests}
    sizes[MANIFEST] = len(as_text(digests | {CRATE: next(iter(digests.values()))}).encode())
    inputs: list[Any] = []
    results: list[Any] = []
    for path in sorted([*digests, MANIFEST]):
        parent = folders.get(PurePosixPath(path).parts[0])
        file = crate.add_file(folder / path, path, properties=_about(path, digests))
        file["contentSize"] = str(sizes[path])
        if parent is not None:
            parent.append_to("hasPart", file)
        if path.startswith(f"{STUDY}/"):
            (inputs if _is_input(path, facts) else results).append(file)
    finished = finish_day(folder / STUDY)
    crate.root_dataset["mentions"] = _entity(
        crate, "#runs", "CreateAction", name=f"The study {facts['name']} was run",
        instrument=program, object=inputs, result=results, agent=authors,
        description=f"narrows study {facts['command']}",
        **({"endTime": finished.isoformat()} if finished else {}),
    )  # fmt: skip
    crate.mainEntity = crate.get(f"{STUDY}/")
    text = json.dumps(crate.metadata.generate(), indent=1, sort_keys=True, ensure_ascii=False)
    (folder / CRATE).write_text(text + "\n", encoding="utf-8")


def _is_input(path: str, facts: dict[str, Any]) -> bool:
    """Whether a file of the study was there before its runs: its question, draws and data."""
    given = (f"{facts['name']}.yaml", POINTS, MEMBERS, DESIGN, *own_data.FILES)
    return path.removeprefix(f"{STUDY}/") in given


def _credit(crate: ROCrate, credit: Credits) -> Any:
    """Say who made the bundle and who paid; the author or authors as entities."""
    places = {
        name: _entity(crate, f"#organisation-{number}", "Organization", name=name)
        for number, name in enumerate(_organisations(credit), start=1)
    }
    authors = []
    for number, each in enumerate(credit.named, start=1):
        if not each.family:
            authors.append(places[each.name])
            continue
        id_ = f"{ORCID}{each.orcid}" if each.orcid else f"#author-{number}"
        person = _entity(
            crate, id_, "Person", name=f"{each.given} {each.family}", familyName=each.family,
            givenName=each.given,
        )  # fmt: skip
        if each.affiliation:
            person["affiliation"] = places[each.affiliation]
        authors.append(person)
    root = crate.root_dataset
    root["author"] = _one_or_all(authors)
    if publisher := next(filter(None, map(_organisation, credit.named)), ""):
        root["publisher"] = places[publisher]
    if credit.doi:
        url = f"{DOI}{credit.doi}"
        root["cite-as"] = url
        root["identifier"] = _entity(
            crate, "#doi", "PropertyValue", name="DOI", propertyID="DOI", value=credit.doi, url=url,
        )  # fmt: skip
    if credit.funders:
        root["funder"] = _one_or_all([places[each.name] for each in credit.funders])
    if grants := [each for each in credit.funders if each.award]:
        root["funding"] = _one_or_all([
            _entity(crate, f"#grant-{number}", "Grant", name=each.award, identifier=each.award,
                    funder=places[each.name])
            for number, each in enumerate(grants, start=1)
        ])  # fmt: skip
    return _one_or_all(authors)


def _one_or_all(entities: list[Any]) -> Any:
    """A value alone, several as a list, as the profile has it."""
    return entities[0] if len(entities) == 1 else entities


def _organisations(credit: Credits) -> dict[str, None]:
    """Names of organisations: of authors and where they work first, then those that paid."""
    named = [*map(_organisation, credit.named), *(each.name for each in credit.funders)]
    return dict.fromkeys(filter(None, named))


def _organisation(author: Author) -> str:
    """An author that is an organisation, or where one works; empty if that is not said."""
    return author.affiliation if author.family else author.name


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


def _entity(crate: ROCrate, id_: str, kind: str | list[str], **properties: Any) -> Any:
    """Add an entity that is no file."""
    return crate.add(ContextEntity(crate, id_, properties={"@type": kind, **properties}))
