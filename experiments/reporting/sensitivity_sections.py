"""Sections of a study's report on what its answer depends on, and where a policy backfires."""

from __future__ import annotations

from typing import Any

from experiments.reporting.study_sections import MOST_ROWS, heading
from experiments.study.analysis.sensitivity import EFFECT, OUTCOME
from experiments.study.analysis.study_tables import Rows
from experiments.study.sampling import MORRIS
from runs.number_format import counted, percent, rounded
from runs.reporting.markdown import capital, table

LEADS = {True: "size", False: "in all"}
"""Measure by which levers are ordered, of a Morris design and of another."""
CLEAR = 0.05


def sensitivity(rows: Rows, design: str | None) -> str:
    """How much each lever matters for each outcome and effect."""
    if not rows:
        return ""
    is_morris = design == MORRIS
    names = list(dict.fromkeys(row["measure"] for row in rows))
    lines = ["## What it depends on", "", _MORRIS if is_morris else _SOBOL]
    explained = dict.fromkeys((row["of"], row["scenario"], row["outcome"]) for row in rows)
    for of, scenario, outcome in sorted(explained, key=lambda each: each[0] == OUTCOME):
        here = (of, scenario, outcome)
        mine = [row for row in rows if (row["of"], row["scenario"], row["outcome"]) == here]
        levers: dict[str, dict[str, Any]] = {}
        for row in mine:
            levers.setdefault(row["lever"], {})[row["measure"]] = row
        lead = LEADS[is_morris]
        ordered = sorted(levers, key=lambda lever: -levers[lever][lead]["value"])
        what = f"effect of {scenario} on" if of == EFFECT else f"under {scenario}:"
        lines += ["", f"**{capital(what)} {heading(outcome).lower()}**", ""]
        lines += table(
            ["Lever", *map(capital, names)],
            [[lever, *(_value(levers[lever][name]) for name in names)] for lever in ordered],
        )
    return "\n".join(lines)


_MORRIS = (
    "Elementary effects (Morris) over the whole range of each lever, in people; *size* whatever "
    "their sign, with its 95 % interval, *mean* with sign, *spread* between places. A spread as "
    "large as the size means that the lever acts otherwise elsewhere. All rows run the same "
    "replicates."
)
_SOBOL = (
    "Shares of variance (Sobol): what a lever explains *alone*, and *in all* with what it shares "
    "with others; 95 % intervals. All rows run the same replicates. Intervals that reach below "
    "zero or above one say that more points are needed."
)


def backfire(rows: Rows) -> str:
    """Where each policy backfires."""
    if not rows:
        return ""
    lines = [
        "## Where it backfires", "",
        "In what share of runs a policy brings more expected deaths or no fewer arrivals, and the "
        "box of the uncertainties in which it does so most (PRIM). Worlds that part at all differ "
        "by chance, so that a policy without any effect has about half of its runs here. *By "
        "chance*: how often shuffled runs have as dense a box; above 5 %, the box says nothing.",
        "",
    ]  # fmt: skip
    boxes: dict[tuple[str, str], Rows] = {}
    for row in rows:
        boxes.setdefault((row["scenario"], row["backfire"]), []).append(row)
    header = ["Scenario", "What", "Overall", "Within the box", "Runs in it", "By chance", "Box"]
    made = [
        [scenario, what, percent(limits[0]["overall"]), *_box(limits)]
        for (scenario, what), limits in list(boxes.items())[:MOST_ROWS]
    ]
    return "\n".join(lines + table(header, made))


def _box(limits: Rows) -> list[str]:
    first = limits[0]
    if first["variable"] is None:
        return ["no box", "", "", ""]
    said = "; ".join(
        f"{row['variable']} {rounded(row['from']):g} to {rounded(row['to']):g}" for row in limits
    )
    ends = f"{100 * first['low']:.0f} to {100 * first['high']:.0f}"
    return [
        f"{percent(first['density'])} ({ends})",
        f"{counted(first['within'], 'run')} of {first['runs']:,}",
        percent(first["chance"], 1),
        said if first["chance"] <= CLEAR else f"no more than chance: {said}",
    ]


def _value(row: dict[str, Any]) -> str:
    value, low, high = (rounded(row[key]) for key in ("value", "low", "high"))
    return f"{value:,g}" if low != low else f"{value:,g} ({low:,g} to {high:,g})"
