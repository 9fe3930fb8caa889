"""The made parts of the page on the patterns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sim
from calibration.patterns.declared_patterns import Declared, Pattern
from calibration.patterns.pattern_runs import MORE_OFTEN
from calibration.patterns.pattern_values import Value
from calibration.patterns.pattern_verdict import interval_text, span_text, target_fit, verdict
from calibration.reporting.pattern_figures.finding import Finding
from runs.comparison_design import Comparison
from runs.parameter_source import in_words, parameter_source
from scenarios.evidence import CUT_OFF

NAME = "patterns.md"
FIGURES = "figures/patterns"
SUMMARY = "summary"


def parts(
    patterns: Sequence[Pattern], findings: Mapping[str, Finding], comparison: Comparison
) -> dict[str, str]:
    """All made parts of the page by name.

    Args:
        patterns: The patterns in their order.
        findings: What was found of each.
        comparison: The design of the worlds without a shock.
    """
    made = {each.name: _part(each, findings[each.name]) for each in patterns}
    return {SUMMARY: _summary(patterns, findings, comparison), **made}


def _summary(
    patterns: Sequence[Pattern], findings: Mapping[str, Finding], comparison: Comparison
) -> str:
    replicates = comparison.replicates
    rows = [
        f"| {number}. {each.title} | {verdict(each, findings[each.name].values)} |"
        for number, each in enumerate(patterns, start=1)
    ]
    return "\n".join(
        [
            f"Narrows {sim.__version__}, seed {comparison.seed}, {replicates} replicates of each "
            f"world and {MORE_OFTEN * replicates} of those with a shock (4, 5) and of the two "
            f"years behind them (1, 8). "
            f"{in_words(parameter_source(comparison.posterior))}. What was observed is "
            f"dated up to {CUT_OFF}. What the model gives under its "
            "stated assumptions; not a forecast.",
            "",
            "| pattern | verdict |",
            "| --- | --- |",
            *rows,
        ]
    )


def _part(pattern: Pattern, finding: Finding) -> str:
    rows = [_row(each, finding.values[each.measure]) for each in pattern.measures]
    return "\n".join(
        [
            f"![{finding.shows}]({FIGURES}/{pattern.name}.png)",
            "",
            f"*{finding.caption}*",
            "",
            "| measure | seen | simulated (95 % interval) | band | in it | why this band |",
            "| --- | --- | --- | --- | --- | --- |",
            *rows,
            "",
            verdict(pattern, finding.values),
        ]
    )


def _row(declared: Declared, found: Value) -> str:
    unit = declared.unit
    source = f" ({declared.source})" if declared.source else ""
    band = span_text(declared.band(found.seen), unit) if declared.judged else "not judged"
    answer = target_fit(declared, found) if declared.judged else ""
    cells = [
        f"{declared.what}{_unit(unit)}",
        f"{span_text(found.seen, unit)}{source}",
        interval_text(found.simulated, unit),
        band,
        answer,
        declared.why,
    ]
    return f"| {' | '.join(cells)} |"


def _unit(unit: str) -> str:
    plain = unit in ("share", "ratio", "change", "points")
    return "" if plain else f", {unit}"
