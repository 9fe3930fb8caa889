"""Sections of a study's report on cost, ranks, displacement and pairing, from its tables."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from experiments.claims import NAMES
from experiments.markdown import capital, table
from experiments.numbers import UNDEFINED, amount, percent, signed, span
from experiments.study.analysis.displacement import PARTS
from experiments.study.analysis.money import AVERTED, MILLION, OFFICER_YEAR
from experiments.study.analysis.tables import OFFICER_COST, Rows
from sim.outcomes import OUTCOMES

MOST_ROWS = 60
"""Points that tables show; more are for queries."""
MOST_RANKED = 16
CLEAR = 0.05
PER = {MILLION: "£m", OFFICER_YEAR: "officer-year"}


def heading(outcome: str) -> str:
    """An outcome as a heading."""
    return capital(NAMES.get(outcome, outcome.replace("_", " ")))


def found(row: dict[str, Any], value: str, unit: str = "") -> str:
    """A value of a row with its interval."""
    ends = [abs(end) for end in (row["low"], row["high"]) if math.isfinite(end)]
    mean = signed(row[value], unit, max(ends, default=None))
    return f"{mean} ({span(row['low'], row['high'], unit)})"


def by_point(rows: Rows, key: str) -> dict[str, dict[Any, dict[str, Any]]]:
    """Rows by the name of their point and another column, the first points only."""
    made: dict[str, dict[Any, dict[str, Any]]] = {}
    for row in rows:
        if row["name"] in made or len(made) < MOST_ROWS:
            made.setdefault(row["name"], {})[row[key]] = row
    return made


def among_many(effects: Rows, reported: Sequence[str]) -> str:
    """How many effects are clear once all comparisons are counted."""
    known = [row for row in effects if math.isfinite(row["chance"])]
    if not known:
        return ""
    alone = [row for row in known if row["chance"] < CLEAR]
    kept = [row for row in known if row["chance_corrected"] < CLEAR]
    lost = [row for row in alone if row not in kept and row["outcome"] in reported]
    lines = [
        "## Among many comparisons", "",
        f"{len(known):,} effects were tested. Read one by one, {len(alone):,} are clear; corrected "
        f"for their number (Benjamini and Hochberg, 5 %), {len(kept):,}. The chances are in "
        "`tables/effects`.",
    ]  # fmt: skip
    if lost:
        said = ", ".join(f"{row['name']} on {heading(row['outcome']).lower()}" for row in lost[:20])
        lines += ["", f"Clear alone but not among so many: {said}."]
    return "\n".join(lines)


def costs(worth: Rows) -> str:
    """What is averted for money."""
    if not worth:
        return ""
    columns = [(per, outcome) for per in (MILLION, OFFICER_YEAR) for outcome in AVERTED]
    header = [f"{heading(outcome)} averted per {PER[per]}" for per, outcome in columns]
    points = by_point([row | {"column": (row["for"], row["outcome"])} for row in worth], "column")
    rows = [
        [name, amount(cells[columns[0]]["cost_gbp"], "GBP")]
        + [found(cells[column], "averted") for column in columns]
        for name, cells in points.items()
    ]
    return "\n".join([
        "## For the same money", "",
        "Averted for each million spent beyond the baseline, and for as much money as an officer "
        f"costs a year ({amount(OFFICER_COST, 'GBP')}), whatever it was spent on. Below zero: it "
        "rises. Scenarios that cost nothing are left out.", "",
        *table(["Scenario", "Cost", *header], rows),
    ])  # fmt: skip


def ranking(won: Rows, lost: Rows, replicates: int) -> str:
    """Which policy is better, how often, and the regret of each."""
    names = list(dict.fromkeys(row["name"] for row in lost))
    if len(names) < 3:
        return ""
    lines = [
        "## Which is better", "",
        f"Over the same {replicates:,} replicates. *Regret*: how many more than under the best of "
        "these policies, state of the uncertainties by state; its mean, what nine states in ten "
        "stay below, and the share of states in which the policy is the best.", "",
    ]  # fmt: skip
    rows = [
        [row["name"], heading(row["outcome"]), found(row, "regret"), amount(row["ninth"], ""),
         percent(row["best"])]
        for row in lost[: MOST_ROWS * len(AVERTED)]
    ]  # fmt: skip
    lines += table(["Scenario", "Outcome", "Regret", "Nine in ten below", "Best in"], rows)
    if len(names) > MOST_RANKED:
        return "\n".join([*lines, "", "How often each beats each other is in `tables/beats`."])
    for outcome in AVERTED:
        share = {(r["first"], r["second"]): r for r in won if r["outcome"] == outcome}
        lines += [
            "", f"Share of replicates in which the row has fewer {NAMES[outcome]} than the column "
            "(95 % interval); ties count half.", "",
        ]  # fmt: skip
        lines += table(["", *names], [
            [first, *(_share(share.get((first, second))) for second in names)] for first in names
        ])  # fmt: skip
    return "\n".join(lines)


def displacement(moved: Rows) -> str:
    """What became of arrivals and boats, part by part."""
    shown = [row for row in moved if row["by"] == "whole" or row["baseline"] > 0]
    points = by_point(shown, "part")
    if not points:
        return ""
    lines = [
        "## Displacement", "",
        "Difference of each part from the baseline: a part that rises while another falls has "
        "taken over what left it. Nobody is followed here; `narrows displacement` follows each "
        "person.",
    ]  # fmt: skip
    for by, parts in PARTS:
        there = [part for part in parts if any(part in cells for cells in points.values())]
        if there:
            rows = [
                [
                    name,
                    *(found(cells[part], "difference") if part in cells else "" for part in there),
                ]
                for name, cells in points.items()
            ]
            lines += ["", f"By {by}:" if by != "whole" else "In all:", ""]
            lines += table(["Scenario", *map(heading, there)], rows)
    return "\n".join(lines)


def pairing(gained: Rows, reported: Sequence[str]) -> str:
    """How many times fewer replicates pairing needs."""
    points = by_point([row for row in gained if row["outcome"] in reported], "outcome")
    if not points:
        return ""
    rows = [
        [name, *(_times(cells.get(outcome)) for outcome in reported)]
        for name, cells in points.items()
    ]
    return "\n".join([
        "## What pairing gains", "",
        "How many times more replicates the same interval would take with independent seeds: the "
        "variance of the effect with independent over that with paired replicates, with its 95 % "
        "interval. Where replicates draw parameters, so would independent ones.", "",
        *table(["Scenario", *map(heading, reported)], rows),
    ])  # fmt: skip


def definitions(outcomes: Sequence[str]) -> str:
    """What the reported outcomes count."""
    said = [f"- `{name}` ({OUTCOMES[name].unit}): {OUTCOMES[name].definition}" for name in outcomes]
    return "\n".join(["## Definitions", "", *said])


def _share(row: dict[str, Any] | None) -> str:
    if row is None:
        return ""
    return f"{percent(row['share'])} ({100 * row['low']:.0f} to {100 * row['high']:.0f})"


def _times(row: dict[str, Any] | None) -> str:
    if row is None:
        return UNDEFINED
    ends = (row["low"], row["high"])
    if not all(map(math.isfinite, ends)):
        return f"{row['gain']:.3g} (no interval)"
    return f"{row['gain']:.3g} ({ends[0]:.3g} to {ends[1]:.3g})"
