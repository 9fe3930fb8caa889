"""Reading an allocation file: validation errors, each with file, line, column and the fix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any, Literal

from annotated_types import Ge, Le, MinLen

from experiments.allocation.allocation_design import Allocation, Place, Pool
from experiments.allocation.spending_options import MONEY, OFFICERS, Draft, read_draft
from experiments.study.parameter_uncertainty import DECLARED, POSTERIOR, members
from experiments.study.question_files import COMMON, Library, read_outcomes
from experiments.study.question_sources import Given, read_effects, read_sources
from experiments.study.scenario_templates import load_named
from scenarios.declared_fields import Field, check_fields
from scenarios.scenario_file import SCENARIO
from scenarios.world_tables import load_world
from scenarios.yaml_reader import Source
from sim.scenario_values import named_values

LIBRARY = Library(Path(__file__).parents[1] / "studies" / "allocation", "allocation")
SEARCHED = "boats_seized_upstream"
"""Outcome that the bound on searching for equipment is set beside."""
Count = Annotated[int, Ge(1), Le(10_000)]
TRIALS, GENERATION, REPLICATES, FINALISTS, CONFIRM = 60, 12, 12, 6, 60

ALLOCATION = {
    **COMMON,
    "budget": Field(
        dict[str, Any], required=True, right="officers, million_gbp_per_year, or both"
    ),
    "spend": Field(Literal["part", "whole"], right="part, if some may be left, or whole"),
    "places": Field(
        Annotated[list[Any], MinLen(2)], required=True,
        right="a list of at least two places, each of which begins with - name:",
    ),
    "uncertainties": Field(Literal[POSTERIOR, DECLARED], right=f"{POSTERIOR} or {DECLARED}"),
    "replicates": Field(Annotated[int, Ge(2), Le(10_000)]),
    "trials": Field(Count),
    "generation": Field(Annotated[int, Ge(2), Le(1_000)]),
    "finalists": Field(Annotated[int, Ge(1), Le(100)]),
    "confirm": Field(Annotated[int, Ge(2), Le(10_000)], "replicates"),
    **{key: SCENARIO[key] for key in ("days", "run_out_days")},
}  # fmt: skip
"""Keys of an allocation file."""
BUDGET = {
    OFFICERS: Field(Annotated[float, Ge(0.1), Le(100_000)], "officers"),
    "million_gbp_per_year": Field(Annotated[float, Ge(0.001), Le(100_000)], "GBP million"),
}


@dataclass(frozen=True)
class Overrides:
    """What the command line says otherwise than the file; None where it says nothing."""

    seed: int = 1
    replicates: int | None = None
    trials: int | None = None
    confirm: int | None = None
    days: int | None = None
    sources: Given = field(default_factory=Given)


def read_allocation(name_or_path: str, asked: Overrides) -> Allocation:
    """Read an allocation file.

    Args:
        name_or_path: A name of ``LIBRARY``; or a path, which has a ``/`` or ends in
            ``.yaml``.
        asked: What the command line says otherwise.

    Raises:
        InputError: For the first fault in the file, with its line and column.
    """
    path, source, given = LIBRARY.open(name_or_path, ALLOCATION)
    outcomes = read_outcomes(source, given, "public_cost", SEARCHED)
    drafts = _drafts(source, given)
    budget = check_fields(source, ("budget",), given.get("budget", {}), BUDGET, "the budget")
    trail = ("baseline",) if "baseline" in given else ()
    baseline = load_named(source, trail, given.get("baseline", "baseline"), path.parent)
    source.raise_first()
    if baseline is None:
        raise AssertionError("a baseline that is not there is a fault")
    baseline = baseline.lasting(asked.days or given.get("days", baseline.days))
    baseline = baseline.with_run_out(given.get("run_out_days", baseline.run_out_days))
    values = named_values(load_world(), replace(baseline, interventions=()))
    officer_cost = float(values.officer_cost)
    pools = _pools(source, drafts, budget, officer_cost)
    source.raise_first()
    pool_of = {number: pool for pool in pools for number in pool.indices}
    found = [
        draft.place(source, pool_of[number], officer_cost, values)
        for number, draft in enumerate(drafts)
    ]
    kind = given.get("uncertainties", POSTERIOR)
    posterior, data = read_sources(source, given, path.parent, asked.sources)
    if kind != POSTERIOR and posterior is not None:
        where = source.indices.get(("uncertainties",), source.indices[()])
        source.fault(where, f"a posterior goes with uncertainties: {POSTERIOR}; leave one out")
    source.raise_first()
    made = Allocation(
        **LIBRARY.about(path, source.text, given),
        baseline=baseline,
        places=tuple(place for place in found if isinstance(place, Place)),
        pools=pools,
        whole=given.get("spend", "part") == "whole",
        officer_cost=officer_cost,
        outcomes=outcomes,
        members=members(kind, baseline, "sobol", 2, asked.seed, posterior),
        data=data,
        effects=read_effects(given, asked.sources),
        seed=asked.seed,
        replicates=asked.replicates or given.get("replicates", REPLICATES),
        trials=asked.trials or given.get("trials", TRIALS),
        generation=given.get("generation", GENERATION),
        finalists=given.get("finalists", FINALISTS),
        confirm=asked.confirm or given.get("confirm", CONFIRM),
    )
    _check_numbers(source, made)
    source.raise_first()
    return made


def _drafts(source: Source, given: Mapping[str, Any]) -> list[Draft]:
    drafts: list[Draft] = []
    for number, each in enumerate(given.get("places", [])):
        draft = read_draft(source, ("places", number), each)
        if draft is None:
            continue
        if draft.right["name"] in [other.right["name"] for other in drafts]:
            message = f"place {draft.right['name']!r} is there twice; give each its own name"
            source.fault(source.indices["places", number, "name"], message)
        drafts.append(draft)
    return drafts


def _pools(
    source: Source, drafts: list[Draft], budget: Mapping[str, float], officer_cost: float
) -> tuple[Pool, ...]:
    """One pool, or one of officers and one of money where the budget names both."""
    if not budget:
        source.fault(source.indices["budget",], "the budget is empty; give officers or money")
        return ()
    amounts = {
        OFFICERS: budget.get(OFFICERS, 0.0) * officer_cost / 1e6,
        MONEY: budget.get("million_gbp_per_year", 0.0),
    }
    if not amounts[OFFICERS]:
        return (Pool(amounts[MONEY], tuple(range(len(drafts)))),)
    by_kind = {
        kind: tuple(n for n, draft in enumerate(drafts) if draft.draws_on == kind)
        for kind in amounts
    }
    for kind, indices in by_kind.items():
        if indices and not amounts[kind]:
            message = "this place takes money; give the budget million_gbp_per_year as well"
            source.fault(source.indices[drafts[indices[0]].trail], message)
        if amounts[kind] and not indices:
            source.fault(source.indices["budget",], f"no place takes {kind}; leave it out")
    return tuple(
        Pool(amounts[kind], indices, kind == OFFICERS)
        for kind, indices in by_kind.items()
        if indices
    )


def _check_numbers(source: Source, made: Allocation) -> None:
    least = len(made.places) + 1
    if made.trials < least:
        where = source.indices.get(("trials",), source.indices[()])
        message = f"{made.trials} trials; there must be at least {least}, one a place and one equal"
        source.fault(where, message)
    needed = made.replicates + made.confirm
    if made.members is not None and needed > made.members.members:
        where = source.indices.get(("confirm",), source.indices[()])
        message = (
            f"replicates and confirm are {needed} together; the posterior has "
            f"{made.members.members} members, and no member may be used twice"
        )
        source.fault(where, message)
