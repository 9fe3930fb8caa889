"""What the parameters of runs rest on, a posterior or the declared defaults: facts and words.

Facts are what provenance and ``--json`` hold; words are made from them, so that results which are
read back say the same as those just made.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from runs.comparison_design import Comparison
from runs.number_format import counted, rounded
from runs.parameter_draws import FITTED, WORLD, ParameterDraws, Range
from scenarios.packaged_data import USUAL
from sim.core.draw_order import draw_number

POSTERIOR, DECLARED = "posterior", "declared defaults"
KEY = "parameters_from"
"""Under which provenance holds the facts."""
DATA = "data"
"""Under which it holds those of the data that weather and entries come from."""
DECLARED_OPTION = "--declared"
MAKES_ONE = "narrows calibrate makes one"
"""What to do where there is no posterior."""
SHOWN = 12
"""Digits of a digest that people are shown."""


def parameter_source(posterior: ParameterDraws | None) -> dict[str, Any]:
    """The facts: which posterior, by the SHA-256 of its file, its cut-off and members; or none.

    Of assumed parameters that it draws, their number; where they were taken out, that they were.
    Facts are in the order of their names, in which files hold them.
    """
    if posterior is None:
        return {"kind": DECLARED}
    assumed = {"assumed": len(posterior.assumed)} if posterior.assumed else {}
    world = {WORLD: posterior.facts[WORLD]} if WORLD in posterior.facts else {}
    return {
        **assumed,
        "cutoff": posterior.facts.get("cutoff"),
        "kind": POSTERIOR,
        "members": posterior.members,
        "sha256": posterior.digest,
        **world,
    }


def data_facts(comparison: Comparison) -> Mapping[str, Any]:
    """The facts of the data of a design: the packaged ones, if it names none."""
    return USUAL.facts if comparison.data is None else comparison.data


def origin(facts: Mapping[str, Any], data: Mapping[str, Any]) -> str:
    """Which posterior and which data, in one line that stands above all output."""
    return f"{named(facts)[0].upper()}{named(facts)[1:]}; {data_named(data)}"


def data_named(data: Mapping[str, Any]) -> str:
    """Which data, in a few words."""
    added = f", {counted(len(data['added']), 'vintage')} added" if data["added"] else ""
    return f"data to {data['last_day']}{added}{_digest(data)}"


def recorded(provenance: Mapping[str, Any]) -> Mapping[str, Any]:
    """The facts in the provenance of a file; one without any is of the declared defaults."""
    facts: Mapping[str, Any] = provenance.get(KEY, parameter_source(None))
    return facts


def is_declared(facts: Mapping[str, Any]) -> bool:
    """Whether the facts are those of the declared defaults."""
    return facts["kind"] == DECLARED


def options(posterior: ParameterDraws | None) -> list[str]:
    """What a command that repeats runs must say of their parameters."""
    return options_of(parameter_source(posterior))


def options_of(facts: Mapping[str, Any]) -> list[str]:
    """The same of the facts."""
    if is_declared(facts):
        return [DECLARED_OPTION]
    return [f"--{WORLD}", FITTED] if facts.get(WORLD) == FITTED else []


def named(facts: Mapping[str, Any]) -> str:
    """Which posterior, in a few words, or that there is none."""
    if is_declared(facts):
        return DECLARED
    known = f", data until {facts['cutoff']}" if facts["cutoff"] else ""
    return f"posterior of {counted(facts['members'], 'draw')}{known}{_digest(facts)}"


def without_digest(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts for text that leaves the SHA-256 to another place."""
    return {**facts, "sha256": ""}


def _digest(facts: Mapping[str, Any]) -> str:
    return f", SHA-256 {facts['sha256'][:SHOWN]}" if facts["sha256"] else ""


def of_replicate(facts: Mapping[str, Any], seed: int, replicate: int) -> str:
    """What one replicate runs, in a few words."""
    if is_declared(facts):
        return DECLARED
    return f"draw {draw_number(seed, replicate, facts['members'])} of the {named(facts)}"


def in_words(facts: Mapping[str, Any]) -> str:
    """What the replicates of a design run, and so by what they differ."""
    if is_declared(facts):
        return (
            "Every replicate has the declared default of each parameter: results include "
            "stochastic uncertainty alone"
        )
    return (
        f"Each replicate uses one draw of the fitted {named(facts)}, the same in every scenario; "
        "results include parameter and stochastic uncertainty"
    )


def limit(facts: Mapping[str, Any], effects: bool = False) -> str:
    """What intervals over replicates cover, and what they do not.

    Args:
        facts: Where parameters come from.
        effects: Whether strengths of measures are drawn.
    """
    covered = "random draws (weather, crossings, who sets out)"
    if effects:
        covered += ", how strong measures are"
    if facts.get("assumed"):
        covered += ", what is assumed of the world"
    if is_declared(facts):
        return (
            f"Intervals of means cover {covered}, over replicates of the same assumptions. They do "
            "not cover doubt about the assumptions themselves, which may be larger."
        )
    left_out = "" if facts.get("assumed") else "parameters that are not fitted or about "
    return (
        f"Intervals of means cover {covered} and which posterior draws ran. Parameter "
        "uncertainty is wider: single replicates lie further apart, by how much *same sign* and "
        f"the tables show. Neither covers doubt about {left_out} the model, which may be larger."
    )


def range_text(found: Range) -> str:
    """The 90 % interval of the draws of one parameter, or the value set for the fit."""
    low, high = (f"{rounded(end):,g}" for end in (found.low, found.high))
    return f"{low} to {high}" if found.fitted else low


def range_of(posterior: ParameterDraws | None, parameter: str) -> Range | None:
    """Range of a parameter in a posterior, if that has it."""
    if posterior is None or parameter not in posterior.parameters:
        return None
    return posterior.range(parameter)
