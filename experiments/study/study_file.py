"""Reading a study file: validation errors, each with file, line and column, and the fix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from annotated_types import Ge, Le, MinLen

from experiments.study.design_points import PERIOD, make_points, stated_points
from experiments.study.levers import METHODS
from experiments.study.parameter_uncertainty import KINDS, MEMBERS, POSTERIOR, PRIORS, members
from experiments.study.question_files import COMMON, Library, Text, read_outcomes
from experiments.study.question_sources import Given, read_effects, read_sources
from experiments.study.sampling import FILLING
from experiments.study.study_design import Precision, Study
from scenarios.declared_fields import Field, check_fields
from scenarios.earlier_names import current_name
from scenarios.errors import instead
from scenarios.packaged_places import OUTCOMES
from scenarios.scenario_file import SCENARIO
from scenarios.yaml_reader import Source

LIBRARY = Library(Path(__file__).parents[1] / "studies", "study")
MOST = 400
"""Replicates at which to stop for precision, if a study does not say and asks for no more."""
MOST_POINTS = 100_000
REPLICATES = 100

Count = Annotated[int, Ge(1), Le(100_000)]

STUDY = {
    **COMMON,
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
    "precision": Field(dict[str, Any], right="the keys outcome, within and most"),
    "daily": Field(Annotated[int, Ge(0), Le(100_000)], "replicates"),
    **{key: SCENARIO[key] for key in PERIOD},
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
    run_out: int | None = None
    within: float | None = None
    most: int | None = None
    first: int = 0
    sources: Given = field(default_factory=Given)


def read_study(name_or_path: str, overrides: Overrides | None = None) -> Study:
    """Read a study file.

    Args:
        name_or_path: A name of ``LIBRARY``; or a path, which has a ``/`` or ends in
            ``.yaml``.
        overrides: What the command line says otherwise.

    Raises:
        InputError: For the first fault in the file, with its line and column.
    """
    asked = overrides or Overrides()
    path, source, given = LIBRARY.open(name_or_path, STUDY)
    period = {"days": asked.days, "run_out_days": asked.run_out}
    made = make_points(source, given, path.parent, asked.seed, period)
    outcomes, precision = read_outcomes(source, given), _precision(source, given, asked)
    kind = given.get("uncertainties", POSTERIOR)
    _check_priors(source, given, kind)
    if kind != POSTERIOR and "posterior" in given:
        message = f"a posterior goes with uncertainties: {POSTERIOR}; leave one of them out"
        source.fault(source.keys["posterior",], message)
    posterior, data = read_sources(source, given, path.parent, asked.sources)
    source.raise_first()
    effects = read_effects(given, asked.sources)
    sampling, number = given.get("sampling", "sobol"), given.get("members", MEMBERS)
    return Study(
        **LIBRARY.about(path, source.text, given),
        points=stated_points(made.points, effects),
        uncertainties=kind,
        members=members(kind, made.points[0].scenario, sampling, number, asked.seed, posterior),
        data=data,
        seed=asked.seed,
        replicates=asked.replicates or given.get("replicates", REPLICATES),
        outcomes=outcomes,
        precision=precision,
        daily=given.get("daily", 0),
        sampled=made.sampled,
        first=asked.first,
        known=None,
        effects=effects,
    )


def _precision(source: Source, given: Mapping[str, Any], asked: Overrides) -> Precision | None:
    right: dict[str, Any] = {}
    if "precision" in given:
        right = check_fields(source, ("precision",), given["precision"], PRECISION, "precision")
    outcome = current_name(right.get("outcome", "arrivals"))
    if outcome not in OUTCOMES:
        message = f"unknown outcome {outcome!r}{instead(outcome, OUTCOMES)}"
        source.fault(source.indices["precision", "outcome"], message)
    within = asked.within or (right.get("within") if asked.replicates is None else None)
    if within is None:
        return None
    least = asked.replicates or given.get("replicates", 0)
    return Precision(outcome, within, asked.most or right.get("most", max(MOST, least)))


def _check_priors(source: Source, given: Mapping[str, Any], kind: str) -> None:
    for key in ("sampling", "members"):
        if key in given and kind != PRIORS:
            message = f"{key} is of priors; give uncertainties: priors, or leave it out"
            source.fault(source.keys[key,], message)
    number = given.get("members", MEMBERS)
    if kind == PRIORS and given.get("sampling", "sobol") == "sobol" and number & (number - 1):
        message = f"members is {number}; Sobol points come in powers of two, such as 64 or 128"
        source.fault(source.indices["members",], message)
