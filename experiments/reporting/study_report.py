"""The report of a study: every point beside its baseline, and what its verdict says."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from experiments.comparison.paired_effects import Effects
from experiments.comparison.verdicts import MARGINS
from experiments.reporting.answer_summary import answer_summary
from experiments.reporting.assurance_log import ASSURANCE
from experiments.reporting.comparison_report import LIMITS
from experiments.reporting.dose_section import dose_section
from experiments.reporting.effect_statements import (
    COUNTED,
    about_replicates,
    answer,
    cell,
    cost_per_averted,
    describe,
)
from experiments.reporting.sensitivity_sections import backfire, sensitivity
from experiments.reporting.study_sections import (
    MOST_ROWS,
    account,
    costs,
    definitions,
    displacement,
    heading,
    pairing,
    ranking,
    verdicts,
)
from experiments.reporting.uncertainty_section import FIGURE as DRIVERS
from experiments.reporting.uncertainty_section import headlines, uncertainty_section
from experiments.study.analysis.lever_response import LeverResponse
from experiments.study.analysis.point_effects import ARRIVALS, Pairs
from experiments.study.analysis.point_uncertainty import MOST_POLICIES, AnalysedPoints
from experiments.study.analysis.study_tables import Rows
from experiments.study.stored_study import StudyResults, rests_on
from experiments.uncertainty.effect_uncertainty import EffectUncertainty
from runs.number_format import amount, counted
from runs.reporting.markdown import table

ALL_RUNS = "narrows query . 'select * from runs'"
"""The command, in the folder of a study, that reads all its runs."""
MOST_FAILURES = 5
MOST_SAID = 12
"""Points of which a sentence says what came of them; more are in tables."""
CAPTIONS = {
    "effects": "Change of each outcome, point by point; intervals of outcomes with a verdict hold "
    "all at once",
    "dose": "What more of the lever changes; intervals of outcomes with a verdict hold all at once",
    "course": "What has changed so far, month by month; intervals hold all at once",
    "worth": "People averted for each million pounds, and expected deaths; intervals hold all at "
    "once",
    "sensitivity-of-outcomes": "How much each lever matters for arrivals and expected deaths; "
    "each interval is for itself",
    "sensitivity-of-effects": "How much each lever matters for the effects on arrivals and "
    "expected deaths; each interval is for itself",
    "pairing": "How many times fewer replicates pairing needs; each interval is for itself",
}
DRAWN = {
    "posterior": "Each replicate uses one posterior draw, the same in every scenario, so that "
    "intervals cover uncertainty about fitted parameters as well as random draws.",
    "priors": "Each replicate takes its parameters from one point over the priors, the same in "
    "every scenario: far wider than what was observed allows.",
    "declared": "All replicates have the declared parameters: intervals cover random draws alone.",
}
SHOWN_HOW = (
    "Paired differences with their 95 % intervals: those of outcomes with a verdict hold all at "
    "once, over all points; each of the others is for itself. In square brackets, of deaths as "
    "they happened, the range of nine replicates in ten, without a verdict; expected deaths carry "
    "it."
)


@dataclass(frozen=True)
class Findings:
    """What a report is made from, beside the paired effects.

    Attributes:
        tables: Rows of each table, by name.
        figures: Names of the figures that were drawn.
        failures: Errors of failed runs, with the commands that repeat them.
        response: Curves over the study's only lever, if it has one.
        points: The points whose uncertainty is analysed, if any are compared.
    """

    tables: Mapping[str, Rows]
    figures: Sequence[str]
    failures: Sequence[tuple[str, str]]
    response: LeverResponse | None = None
    points: AnalysedPoints | None = None


def failures_of(kept: StudyResults) -> list[tuple[str, str]]:
    """The first failed runs: error and command."""
    found: list[tuple[str, str]] = []
    for part in kept.stream(["error", "repeat"]):
        rows = zip(part["error"].to_pylist(), part["repeat"].to_pylist(), strict=True)
        found += [(error, repeat) for error, repeat in rows if error]
        if len(found) >= MOST_FAILURES:
            break
    return found[:MOST_FAILURES]


def report(pairs: Pairs, findings: Findings) -> str:
    """Write the report as Markdown."""
    kept, tables, effects = pairs.kept, findings.tables, pairs.by_name
    parts = [
        f"# {kept.facts['question']}",
        kept.facts["description"],
        _design(kept),
        _answer(pairs, findings),
        verdicts(effects),
        account(effects, kept.facts),
        costs(tables["worth"], effects),
        _figures(findings),
        dose_section(findings.response),
        _uncertainty(findings),
        _in_words(pairs),
        ranking(tables["beats"], tables["regret"], kept.replicates),
        displacement(tables["displacement"]),
        pairing(tables["pairing"], kept.reported),
        sensitivity(tables["sensitivity"], kept.facts["design"]),
        backfire(tables["backfire"]),
        _failed(pairs, findings.failures),
        f"## Limits\n\n{LIMITS.format(intervals=DRAWN[kept.facts['uncertainties']])}",
        _repeat(kept),
        definitions(kept.reported),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _design(kept: StudyResults) -> str:
    facts = kept.facts
    levers = f", by {', '.join(facts['levers'])}" if facts["levers"] else ""
    return (
        f"{counted(facts['points'], 'design point')}{levers}, over "
        f"{counted(kept.replicates, 'replicate')} each: {kept.period}. Equal replicates share "
        "parameters and random draws, so that differences between scenarios are less noisy. It "
        f"rests on: {rests_on(facts, digests=False)}."
    )


def _answer(pairs: Pairs, findings: Findings) -> str:
    names = outcomes(pairs)
    header = ["Scenario", *map(heading, names), "Cost for each person averted"]
    costs = {name: cost_per_averted(effects) for name, effects in pairs.by_name.items()}
    made = [[*row, costs.get(row[0], "")] for row in rows(pairs, names)]
    few = about_replicates(pairs.kept.replicates)
    found = _found(findings)
    said = [*sentences(pairs), *(headlines(found) if found else [])]
    scenarios = findings.points.design.scenarios if findings.points else ()
    lines = [
        "## Answer", "",
        *answer_summary(first(pairs), titles(pairs), found, scenarios),
        *(["Policy by policy:", ""] if said else []),
        *(f"- {sentence}" for sentence in said), "",
    ]  # fmt: skip
    if few:
        lines += [f"{few}.", ""]
    return "\n".join([*lines, f"Means of the baseline. {SHOWN_HOW}", "", *table(header, made)])


def _found(findings: Findings) -> EffectUncertainty | None:
    return findings.points.uncertainty if findings.points else None


def _uncertainty(findings: Findings) -> str:
    """How sure the effects of the first points are."""
    found = _found(findings)
    if found is None:
        return ""
    text = uncertainty_section(found, DRIVERS in findings.figures)
    return (
        f"{text}\n\nOf the points that are compared with {found.changes.baseline}, at most the "
        f"first {MOST_POLICIES}. `{ASSURANCE}` is the quality assurance log, with blanks for those "
        "who sign."
    )


def sentences(pairs: Pairs) -> list[str]:
    """What may be said of the first points, one sentence each."""
    said = answer(first(pairs), titles(pairs))
    if len(pairs.by_name) > MOST_SAID:
        said.append(f"These are the first {MOST_SAID} of {len(pairs.by_name):,} points.")
    return said


def titles(pairs: Pairs) -> dict[str, str]:
    """Titles of all points, by name."""
    return {str(about["name"]): str(about["title"]) for about in pairs.kept.points}


def first(pairs: Pairs) -> Effects:
    """Effects of the first points, after an entry for the baseline, of which nothing is said."""
    return {pairs.names[0]: {}, **dict(list(pairs.by_name.items())[:MOST_SAID])}


def outcomes(pairs: Pairs) -> list[str]:
    """Outcomes of the answer's table: the reported ones, averted and delayed beside arrivals."""
    found: list[str] = []
    for name in pairs.kept.reported:
        found += [name, *COUNTED] if name == ARRIVALS else [name]
    return found


def rows(pairs: Pairs, names: Sequence[str]) -> list[list[str]]:
    """Rows of the answer: each baseline's means, then the points that are compared with it.

    Args:
        pairs: The study.
        names: Outcomes, and parts of the fall in arrivals, a cell each after the point's name.
    """
    found = []
    for about in pairs.kept.points[:MOST_ROWS]:
        effects = pairs.effects(about["point"])
        if about["reference"] == about["point"]:
            cells = [
                "" if name in COUNTED else amount(effects[name].level.mean, effects[name].unit)
                for name in names
            ]
            found.append([f"{about['name']} (mean)", *cells])
        else:
            found.append([about["name"], *(cell(effects[name]) for name in names)])
    return found


def _in_words(pairs: Pairs) -> str:
    named = titles(pairs)
    lines = ["## Point by point"]
    for name, effects in list(pairs.by_name.items())[:MOST_ROWS]:
        said = "; ".join(describe(effects[each]) for each in (*MARGINS, "deaths"))
        lines += ["", f"- **{name}** ({named[name]}): {said}."]
    if len(pairs.kept.points) > MOST_ROWS:
        lines += [
            "",
            f"The first {MOST_ROWS} of {len(pairs.kept.points):,} points; `narrows query` has all.",
        ]
    return "\n".join(lines)


def _figures(findings: Findings) -> str:
    drawn = [
        f"![{CAPTIONS[name]}](figures/{name}.svg)" for name in findings.figures if name != DRIVERS
    ]
    return "\n\n".join(["## Figures", *drawn]) if drawn else ""


def _failed(pairs: Pairs, failures: Sequence[tuple[str, str]]) -> str:
    if not pairs.failed:
        return ""
    said = [f"- {error}: `{repeat}`" for error, repeat in failures]
    return "\n".join([
        "## Failed runs", "",
        f"Left out of every pair: {counted(pairs.failed, 'run')}. The first, each with the command "
        "that repeats it:", "", *said,
    ])  # fmt: skip


def _repeat(kept: StudyResults) -> str:
    facts = kept.facts
    command = shlex.join([
        "narrows", "study", facts["command"], "--replicates", str(kept.replicates),
        "--days", str(facts["days"]), "--run-out", str(facts["run_out_days"]),
        "--seed", str(facts["seed"]),
        *(["--first-replicate", str(kept.first)] if kept.first else []),
    ])  # fmt: skip
    return (
        f"## How to repeat it\n\n```\n{command}\n```\n\nIt rests on: {rests_on(facts)}.\n\n"
        "With the version and libraries that `study.json` names, `parts` has the same bytes "
        "however often the study is stopped, for any number of workers, on one machine or a "
        f"cluster. In this folder, `{ALL_RUNS}` reads every outcome of every run."
    )
