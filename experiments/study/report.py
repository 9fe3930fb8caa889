"""The report of a study: every point beside its baseline, deaths beside arrivals."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from experiments.claims import change, cost_per_averted, verdict
from experiments.markdown import table
from experiments.numbers import amount, counted
from experiments.report import LIMITS
from experiments.study.analysis.intervals import FEWEST
from experiments.study.analysis.sections import (
    MOST_ROWS,
    among_many,
    costs,
    definitions,
    displacement,
    heading,
    pairing,
    ranking,
)
from experiments.study.analysis.tables import Rows
from experiments.study.analysis.uncertain import backfire, sensitivity
from experiments.study.effects import Pairs
from experiments.study.held import Held

MOST_FAILURES = 5
CAPTIONS = {
    "effects": "Change of each reported outcome, point by point",
    "dose": "What more of the lever changes",
    "course": "What has changed so far, month by month",
    "worth": "Arrivals and deaths averted for each million pounds",
    "sensitivity-of-outcomes": "How much each lever matters for arrivals and deaths",
    "sensitivity-of-effects": "How much each lever matters for the effects on arrivals and deaths",
    "pairing": "How many times fewer replicates pairing needs",
}
DRAWN = {
    "posterior": "Each replicate takes its parameters from one member of the posterior, the same "
    "for every scenario, so that intervals cover doubt about fitted parameters as well as chance.",
    "priors": "Each replicate takes its parameters from one point over the priors, the same for "
    "every scenario: far wider than what was seen allows.",
    "declared": "All replicates have the declared parameters: intervals cover chance alone.",
}


@dataclass(frozen=True)
class Findings:
    """What a report is made from, beside the paired effects.

    Attributes:
        tables: Rows of each table, by name.
        figures: Names of the figures that were drawn.
        failures: Errors of failed runs, with the commands that repeat them.
    """

    tables: Mapping[str, Rows]
    figures: Sequence[str]
    failures: Sequence[tuple[str, str]]


def failures_of(held: Held) -> list[tuple[str, str]]:
    """The first failed runs: error and command."""
    found: list[tuple[str, str]] = []
    for part in held.stream(["error", "repeat"]):
        rows = zip(part["error"].to_pylist(), part["repeat"].to_pylist(), strict=True)
        found += [(error, repeat) for error, repeat in rows if error]
        if len(found) >= MOST_FAILURES:
            break
    return found[:MOST_FAILURES]


def report(pairs: Pairs, findings: Findings) -> str:
    """Write the report as Markdown."""
    held, tables = pairs.held, findings.tables
    parts = [
        f"# {held.facts['question']}",
        held.facts["description"],
        _design(held),
        _answer(pairs),
        _figures(findings),
        _in_words(pairs),
        among_many(tables["effects"], held.reported),
        costs(tables["worth"]),
        ranking(tables["beats"], tables["regret"], held.replicates),
        displacement(tables["displacement"]),
        pairing(tables["pairing"], held.reported),
        sensitivity(tables["sensitivity"], held.facts["design"]),
        backfire(tables["backfire"]),
        _failed(pairs, findings.failures),
        f"## Limits\n\n{LIMITS.format(intervals=DRAWN[held.facts['uncertainties']])}",
        _repeat(held),
        definitions(held.reported),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _design(held: Held) -> str:
    facts = held.facts
    levers = f", by {', '.join(facts['levers'])}" if facts["levers"] else ""
    return (
        f"{counted(facts['points'], 'design point')}{levers}, over "
        f"{counted(held.replicates, 'replicate')} each: {facts['days']:,} days from "
        f"{facts['start']}, after {facts['warmup_days']} of warm-up. Equal replicates share "
        "parameters, weather, people and luck."
    )


def _answer(pairs: Pairs) -> str:
    lines = [
        "## Answer", "",
        "Means of the baseline, and paired differences from it with their 95 % intervals: by "
        f"bootstrap, or t-intervals below {FEWEST} replicates.", "",
    ]  # fmt: skip
    header = ["Scenario", *map(heading, pairs.outcomes), "Cost for each arrival averted"]
    return "\n".join(lines + table(header, rows(pairs)))


def rows(pairs: Pairs) -> list[list[str]]:
    """Rows of the answer: each baseline, then the points that are compared with it."""
    found = []
    for about in pairs.held.points[:MOST_ROWS]:
        point = about["point"]
        effects = pairs.effects(point)
        if about["reference"] == point:
            cells = [amount(each.level.mean, each.unit) for each in effects.values()]
            found.append([f"{about['name']} (mean)", *cells, ""])
        else:
            cells = [change(each.difference, each.unit) for each in effects.values()]
            found.append([about["name"], *cells, cost_per_averted(effects, "arrivals")])
    return found


def _in_words(pairs: Pairs) -> str:
    lines = ["## Point by point"]
    points = pairs.held.points
    for point in pairs.compared[:MOST_ROWS]:
        effects = pairs.effects(point)
        said = "; ".join(verdict(effects[each]) for each in ("arrivals", "deaths"))
        lines += ["", f"- **{points[point]['name']}** ({points[point]['title']}): {said}."]
    if len(points) > MOST_ROWS:
        lines += ["", f"The first {MOST_ROWS} of {len(points):,} points; `narrows query` has all."]
    return "\n".join(lines)


def _figures(findings: Findings) -> str:
    drawn = [f"![{CAPTIONS[name]}](figures/{name}.svg)" for name in findings.figures]
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


def _repeat(held: Held) -> str:
    facts = held.facts
    command = shlex.join([
        "narrows", "study", facts["command"], "--replicates", str(held.replicates),
        "--days", str(facts["days"]), "--seed", str(facts["seed"]),
    ])  # fmt: skip
    asked = shlex.join(["narrows", "query", held.folder.name, "select * from runs"])
    return (
        f"## How to repeat it\n\n```\n{command}\n```\n\n"
        "With the version and libraries that `study.json` names, `parts` has the same bytes "
        "however often the study is stopped, for any number of workers, on one machine or a "
        f"cluster. `{asked}` reads every outcome of every run."
    )
