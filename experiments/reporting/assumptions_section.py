"""What was assumed, as a section of a report."""

from __future__ import annotations

from collections import Counter

from runs.comparison_design import Comparison
from runs.parameter_draws import ParameterDraws
from runs.parameter_source import range_of, range_text
from runs.reporting.markdown import table
from sim.parameters import PARAMETERS, Grade
from sim.scenario import Scenario


def assumptions(comparison: Comparison) -> str:
    """Grades of the parameters, what each scenario changes and on what it rests, what is fitted."""
    posterior = comparison.posterior
    fitted = [name for name in PARAMETERS if range_of(posterior, name)]
    grades = Counter(of.grade for name, of in PARAMETERS.items() if name not in fitted)
    counts = ", ".join(f"{grades[grade]} {grade.value}" for grade in Grade)
    of_posterior = f"{len(fitted)} from the posterior (below), " if fitted else ""
    lines = [
        "## What was assumed",
        "",
        f"Of {len(PARAMETERS)} parameters, {of_posterior}{counts}. `narrows list parameters` shows "
        "them all, `narrows evidence` what stands behind each.",
        "",
    ]
    for scenario in comparison.scenarios:
        lines += _scenario_assumptions(scenario, posterior)
    if posterior is not None:
        lines += _fitted(fitted, posterior)
    return "\n".join(lines).rstrip()


def _scenario_assumptions(scenario: Scenario, posterior: ParameterDraws | None) -> list[str]:
    lines = [f"**{scenario.name}**", ""]
    for name, value in scenario.parameters.items():
        parameter = PARAMETERS[name]
        found = range_of(posterior, name)
        instead = f" It stands in for what is fitted, {range_text(found)}." if found else ""
        lines.append(
            f"- {name} is {value} {parameter.unit}; the default is {parameter.default}, "
            f"{parameter.grade.value}.{instead}"
        )
    for intervention in scenario.interventions:
        fields = intervention.keys.items()
        given = ", ".join(f"{name} {value}" for name, value in fields if value is not None)
        caution = f" **{intervention.caution}**" if intervention.caution else ""
        lines.append(
            f"- {intervention.kind}: {given}. Effect size {intervention.grade.value}; the measure "
            f"rests on {intervention.source}.{caution}"
        )
    if len(lines) == 2:
        lines.append(f"- Nothing beyond the {'posterior' if posterior else 'defaults'}.")
    return [*lines, ""]


def _fitted(names: list[str], posterior: ParameterDraws) -> list[str]:
    rows = []
    for name in names:
        parameter, found = PARAMETERS[name], posterior.range(name)
        default = f"{parameter.default}, {parameter.grade.value}"
        how = "fitted" if found.fitted else "set for the fit"
        rows.append([f"`{name}`", parameter.unit, default, range_text(found), how])
    header = ["Parameter", "Unit", "Declared default", "90 % interval of draws", "How"]
    unexplained = ", beside demand that nothing explains, by quarter" if posterior.demand else ""
    return [
        "**What the posterior gives**",
        "",
        f"Values of each member, unless a scenario states its own{unexplained}:",
        "",
        *table(header, rows),
    ]
