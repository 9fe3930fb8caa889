"""The assumptions log: every number that no source gives, and what each scenario states."""

from __future__ import annotations

from collections.abc import Mapping

from experiments.uncertainty.comparison_draws import Spread
from runs.comparison_design import Comparison
from runs.effect_draws import EffectSizes
from runs.number_format import percent
from runs.parameter_source import range_of, range_text
from runs.reporting.markdown import table
from sim.interventions.intervention import Intervention
from sim.parameters import PARAMETERS, Grade
from sim.scenario import Scenario

Spreads = Mapping[str, Mapping[str, Spread]]
LEFT_TO_PEOPLE = ["", "", ""]
"""Cells for people: who made the assumption, how risky it is, who signed it off."""


def assumptions_log(comparison: Comparison, spreads: Spreads) -> str:
    """Assumptions as a table, with blanks for what people decide."""
    greatest = _greatest_shares(spreads)
    rows = []
    for name, of in PARAMETERS.items():
        found = range_of(comparison.posterior, name)
        if of.grade is Grade.SOURCED and not found:
            continue
        low, high = of.bounds
        spread = f"fitted, {range_text(found)}" if found else "held fixed"
        rows.append([
            f"`{name}`", str(of.default), of.unit, ", ".join(of.choices) or f"{low:g} to {high:g}",
            of.grade.value, of.source, spread, greatest.get(name, ""), of.meaning,
        ])  # fmt: skip
    drawn = comparison.effects is EffectSizes.DRAWN
    rows += [row for scenario in comparison.scenarios for row in _stated(scenario, drawn)]
    header = ["Assumption", "Value", "Unit", "Allowed", "Grade", "Evidence", "Treated as",
              "Greatest share of variance", "Reason", "Made by", "Risk",
              "Signed off by"]  # fmt: skip
    numbered = [
        [f"A{number:03d}", *row, *LEFT_TO_PEOPLE] for number, row in enumerate(rows, start=1)
    ]
    return "\n".join([
        "## Assumptions log", "",
        "Parameters that no source gives, or that were fitted, and what each scenario states. The "
        "share of variance is the greatest that the input explains of any headline effect.", "",
        *table(["Id", *header], numbered),
    ])  # fmt: skip


def _stated(scenario: Scenario, drawn: bool) -> list[list[str]]:
    """What a scenario states itself, and what of its measures is drawn."""
    rows = [
        [
            f"{scenario.name}: `{name}`", str(value), PARAMETERS[name].unit, "", "stated", "",
            "held fixed", "", "",
        ]
        for name, value in scenario.parameters.items()
    ]  # fmt: skip
    for measure in scenario.interventions:
        given = ", ".join(
            f"{name} {value}" for name, value in measure.keys.items() if value is not None
        )
        rows.append([
            f"{scenario.name}: {measure.kind}", given, "", "", measure.grade.value, measure.source,
            _treated(measure, drawn), "", measure.caution,
        ])  # fmt: skip
    return rows


def _treated(measure: Intervention, drawn: bool) -> str:
    if not (drawn and measure.ranges):
        return "held fixed"
    spans = ", ".join(f"{name} {span.low:g} to {span.high:g}" for name, span in measure.ranges)
    return f"drawn: {spans}; the rest held fixed"


def _greatest_shares(spreads: Spreads) -> dict[str, str]:
    found: dict[str, float] = {}
    for row in spreads.values():
        for spread in row.values():
            for each in spread.drivers:
                found[each.name] = max(found.get(each.name, 0.0), each.share.mean)
    return {name: percent(share) for name, share in found.items()}
