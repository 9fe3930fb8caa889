"""Reading a study file: kind faults, each with file, line and column, and what would be right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from annotated_types import Ge, Le, MinLen

from experiments.study.design import Precision, Study
from experiments.study.levers import METHODS
from experiments.study.making import make_points
from experiments.study.sampling import FILLING
from experiments.study.uncertainties import KINDS, MEMBERS, POSTERIOR, PRIORS, members
from scenarios.errors import InputError, instead
from scenarios.fields import Field, check_fields, show
from scenarios.reading import Source, read
from scenarios.schema import SCENARIO
from sim.outcomes import OUTCOMES

LIBRARY = Path(__file__).parents[1] / "studies"
ALWAYS = ("arrivals", "deaths", "expected_deaths")
"""Outcomes that every study reports."""
SHOWN = ("deaths_per_1000_attempts", "load_per_boat", "price", "cost_gbp")
"""Outcomes that a study reports besides, if it does not say."""
MOST = 400
"""Replicates at which to stop for precision, if a study does not say."""
MOST_POINTS = 100_000
REPLICATES = 100

Text = Annotated[str, MinLen(1)]
Count = Annotated[int, Ge(1), Le(100_000)]

STUDY = {
    "name": Field(Text, required=True, right="the file's name without .yaml"),
    "question": Field(Text, required=True, right="one question in plain words"),
    "description": Field(Text, right="text"),
    "baseline": Field(Text, right="a scenario's name"),
    "scenarios": Field(
        Annotated[list[Any], MinLen(1)], required=True,
        right="a list of scenarios' names, or of differences that begin with - name:",
    ),
    "parameters": Field(dict[str, Any], right="parameters of all scenarios, with their values"),
    "levers": Field(dict[str, Any], right="levers with their values, such as money: [75, 150]"),
    "design": Field(Literal[METHODS], right=f"one of {', '.join(METHODS)}"),
    "points": Field(Annotated[int, Ge(2), Le(MOST_POINTS)]),
    "uncertainties": Field(Literal[KINDS], right=f"one of {', '.join(KINDS)}"),
    "sampling": Field(Literal[FILLING], right=f"one of {', '.join(FILLING)}"),
    "members": Field(Annotated[int, Ge(2), Le(MOST_POINTS)]),
    "replicates": Field(Count),
    "outcomes": Field(Annotated[list[str], MinLen(1)], right="a list of outcomes' names"),
    "precision": Field(dict[str, Any], right="the keys outcome, within and most"),
    "daily": Field(Annotated[int, Ge(0), Le(100_000)], "replicates"),
    **{key: SCENARIO[key] for key in ("start", "days", "warmup_days")},
}  # fmt: skip
"""Keys of a study file."""

PRECISION = {
    "outcome": Field(Text, right="an outcome's name"),
    "within": Field(Annotated[float, Ge(0.0001), Le(1)], "share", required=True),
    "most": Field(Count, "replicates"),
}


@dataclass(frozen=True)
class Overrides:
    """What the command line says otherwise than the file; None where it says nothing."""

    seed: int = 1
    replicates: int | None = None
    days: int | None = None
    within: float | None = None
    most: int | None = None


def study_names() -> list[str]:
    """Names of the studies that come with the product, in alphabetical order."""
    return sorted(path.stem for path in LIBRARY.glob("*.yaml"))


def study_path(name_or_path: str) -> Path:
    """The file of a study that is named, or given by a path.

    Raises:
        InputError: If there is no study of that name.
    """
    if "/" in name_or_path or name_or_path.endswith(".yaml"):
        return Path(name_or_path)
    names = study_names()
    if name_or_path not in names:
        raise InputError(f"unknown study {name_or_path!r}{instead(name_or_path, names)}")
    return LIBRARY / f"{name_or_path}.yaml"


def read_study(name_or_path: str, overrides: Overrides | None = None) -> Study:
    """Read a study file.

    Args:
        name_or_path: A name of :func:`study_names`; or a path, which has a ``/`` or ends in
            ``.yaml``.
        overrides: What the command line says otherwise.

    Raises:
        InputError: For the first fault in the file, with its line and column.
    """
    path, asked = study_path(name_or_path), overrides or Overrides()
    source = read(path)
    given = check_fields(source, (), source.values, STUDY, "a study")
    if given.get("name", path.stem) != path.stem:
        message = f"name is {show(given['name'])}; it must be {path.stem!r}, as the file is called"
        source.fault(source.places["name",], message)
    made = make_points(source, given, path.parent, asked.seed, asked.days)
    outcomes, precision = _outcomes(source, given), _precision(source, given, asked)
    kind = given.get("uncertainties", POSTERIOR)
    _check_priors(source, given, kind)
    source.raise_first()
    sampling, number = given.get("sampling", "sobol"), given.get("members", MEMBERS)
    library = path.parent.resolve() == LIBRARY
    return Study(
        name=path.stem,
        command=path.stem if library else path.name,
        question=" ".join(given["question"].split()),
        description=" ".join(given.get("description", "").split()),
        text=path.read_text("utf-8"),
        points=made.points,
        uncertainties=kind,
        members=members(kind, made.points[0].scenario, sampling, number, asked.seed),
        seed=asked.seed,
        replicates=asked.replicates or given.get("replicates", REPLICATES),
        outcomes=outcomes,
        precision=precision,
        daily=given.get("daily", 0),
        sampled=made.sampled,
    )


def _outcomes(source: Source, given: Mapping[str, Any]) -> tuple[str, ...]:
    named_here = given.get("outcomes", SHOWN)
    for number, name in enumerate(named_here):
        if name not in OUTCOMES:
            message = f"unknown outcome {name!r}{instead(name, OUTCOMES)}"
            source.fault(source.places["outcomes", number], message)
    return tuple(dict.fromkeys((*ALWAYS, *named_here)))


def _precision(source: Source, given: Mapping[str, Any], asked: Overrides) -> Precision | None:
    right: dict[str, Any] = {}
    if "precision" in given:
        right = check_fields(source, ("precision",), given["precision"], PRECISION, "precision")
    outcome = right.get("outcome", "arrivals")
    if outcome not in OUTCOMES:
        message = f"unknown outcome {outcome!r}{instead(outcome, OUTCOMES)}"
        source.fault(source.places["precision", "outcome"], message)
    within = asked.within or (right.get("within") if asked.replicates is None else None)
    if within is None:
        return None
    return Precision(outcome, within, asked.most or right.get("most", MOST))


def _check_priors(source: Source, given: Mapping[str, Any], kind: str) -> None:
    for key in ("sampling", "members"):
        if key in given and kind != PRIORS:
            message = f"{key} is of priors; give uncertainties: priors, or leave it out"
            source.fault(source.keys[key,], message)
    number = given.get("members", MEMBERS)
    if kind == PRIORS and given.get("sampling", "sobol") == "sobol" and number & (number - 1):
        message = f"members is {number}; Sobol points come in powers of two, such as 64 or 128"
        source.fault(source.places["members",], message)
