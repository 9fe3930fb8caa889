"""What was assumed, as a section of a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

from sim.parameters import PARAMETERS, Grade
from sim.scenario import Scenario


def assumptions(scenarios: Sequence[Scenario]) -> str:
    """Grades of the parameters, then what each scenario changes and on what it rests."""
    grades = Counter(parameter.grade for parameter in PARAMETERS.values())
    counts = ", ".join(f"{grades[grade]} {grade.value}" for grade in Grade)
    lines = [
        "## What was assumed",
        "",
        f"Of {len(PARAMETERS)} parameters, {counts}. `narrows list parameters` shows them all, "
        "`narrows evidence` what stands behind each.",
        "",
    ]
    for scenario in scenarios:
        lines += _scenario_assumptions(scenario)
    return "\n".join(lines).rstrip()


def _scenario_assumptions(scenario: Scenario) -> list[str]:
    lines = [f"**{scenario.name}**", ""]
    for name, value in scenario.parameters.items():
        parameter = PARAMETERS[name]
        lines.append(
            f"- {name} is {value} {parameter.unit}; the default is {parameter.default}, "
            f"{parameter.grade.value}."
        )
    for intervention in scenario.interventions:
        fields = asdict(intervention).items()
        given = ", ".join(f"{name} {value}" for name, value in fields if value is not None)
        caution = f" **{intervention.caution}**" if intervention.caution else ""
        lines.append(
            f"- {intervention.kind}: {given}. Effect size {intervention.grade.value}; the measure "
            f"rests on {intervention.source}.{caution}"
        )
    if len(lines) == 2:
        lines.append("- Nothing beyond the defaults.")
    return [*lines, ""]
