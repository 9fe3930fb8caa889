"""Sections of a study's report on verdicts, the account, cost, ranks, displacement and pairing."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from experiments.comparison.paired_effects import Effects, definition_of, unit_of, with_parts
from experiments.comparison.verdicts import MARGINS
from experiments.reporting.effect_statements import (
    WHAT_VERDICTS_ARE,
    cell,
    margins_in_words,
    name_of,
    verdict_word,
)
from experiments.study.analysis.cost_effectiveness import MILLION, OFFICER_YEAR
from experiments.study.analysis.displacement_parts import PARTS
from experiments.study.analysis.study_tables import AVERTED, OFFICER_COST, RANKED, Rows
from runs.number_format import UNDEFINED, amount, counted, percent, signed, span
from runs.reporting.markdown import capital, table
from runs.reporting.outcome_names import NAMES

MOST_ROWS = 60
"""Points that tables show; more are for queries."""
MOST_RANKED = 16
PER = {MILLION: "£m", OFFICER_YEAR: "officer-year"}
DEATHS = "expected_deaths"
ACCOUNT = (
    ("arrivals", -1), ("averted", 1), ("did_not_set_out", 1), ("gave_up", 1), ("delayed", 1),
    ("arrived_later", 1), ("still_on_the_way_net", 1), ("died", 1), ("on_the_way_before", 1),
)  # fmt: skip
"""Columns of the account, with the sign under which they add up to the fall in arrivals."""


def heading(outcome: str) -> str:
    """An outcome as a heading."""
    return capital(name_of(outcome))


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


def verdicts(effects: Effects) -> str:
    """The verdict on each headline outcome of each point."""
    rows = [
        [name, *(verdict_word(row[outcome]) for outcome in MARGINS)]
        for name, row in list(effects.items())[:MOST_ROWS]
    ]
    return "\n".join([
        "## Verdicts", "",
        f"One family of {len(effects) * len(MARGINS):,} effects: {counted(len(effects), 'point')} "
        f"by {len(MARGINS)} headline outcomes. {WHAT_VERDICTS_ARE} What each rests on stands in "
        "`tables/effects`. Margins:", "",
        *(f"- {line}." for line in margins_in_words()), "",
        *table(["Scenario", *map(heading, MARGINS)], rows),
    ])  # fmt: skip


def account(effects: Effects, facts: Mapping[str, Any]) -> str:
    """Where the fall in arrivals went, part by part.

    Args:
        effects: Of all compared points.
        facts: Of the study.
    """
    days = facts["run_out_days"]
    until = (
        f"{counted(days, 'day')} later, with measures as they then are"
        if days
        else "on that day, since there is no run-out"
    )
    rows = [
        [name, *(signed(sign * row[part].difference.mean, "people") for part, sign in ACCOUNT)]
        for name, row in list(effects.items())[:MOST_ROWS]
    ]
    return "\n".join([
        "## Averted is not delayed", "",
        "Whoever would have arrived within the period did not set out, gave up, died, arrived "
        f"after it, or is still on the way {until}. *Averted* are those who did not set out or "
        "gave up; *delayed* those who arrived later or are still on the way; deaths are neither. "
        "Measures that begin in the warm-up also change how many are *on the way before* the "
        "period begins. In every replicate averted, delayed, died and on the way before add up to "
        "the fall in arrivals. Means:", "",
        *table(["Scenario", "Fall in arrivals", *(capital(part.replace("_", " "))
                for part, _ in ACCOUNT[1:])], rows),
    ])  # fmt: skip


def costs(worth: Rows, effects: Effects) -> str:
    """People averted for money, with the expected deaths of the same policies beside them."""
    if not worth:
        return ""
    points = by_point(worth, "for")
    rows = [
        [
            name, amount(cells[MILLION]["public_cost"], "GBP"),
            *(found(cells[per], "averted") for per in PER), verdict_word(effects[name][AVERTED]),
            cell(effects[name][DEATHS]), verdict_word(effects[name][DEATHS]),
        ]
        for name, cells in points.items()
    ]  # fmt: skip
    header = ["Scenario", "Cost", *(f"People averted per {PER[per]}" for per in PER),
              "Averted: verdict", heading(DEATHS), "Expected deaths: verdict"]  # fmt: skip
    return "\n".join([
        "## For the same money", "",
        "People averted for each million spent beyond the baseline, and for as much money as an "
        f"officer costs a year ({amount(OFFICER_COST, 'GBP')}), whatever it was spent on; people "
        "who are only delayed are not counted. Intervals are those that carry the verdict, divided "
        "by the cost. Scenarios that cost nothing are left out. No cost is given for a death.", "",
        *table(header, rows),
    ])  # fmt: skip


def ranking(won: Rows, lost: Rows, replicates: int) -> str:
    """How often one policy has less than another, and the regret of each."""
    names = list(dict.fromkeys(row["name"] for row in lost))
    if len(names) < 3:
        return ""
    lines = [
        "## How often one has fewer than another", "",
        f"Over the same {replicates:,} replicates; shares and means with intervals of their own, "
        "which are no verdicts. *Regret*: how many more than under the best of these policies, by "
        "parameter draw; its mean, the value below which nine draws in ten stay, and the share of "
        "draws in which the policy is the best.", "",
    ]  # fmt: skip
    rows = [
        [row["name"], heading(row["outcome"]), found(row, "regret"), amount(row["ninth"], ""),
         percent(row["best"])]
        for row in lost[: MOST_ROWS * len(RANKED)]
    ]  # fmt: skip
    lines += table(["Scenario", "Outcome", "Regret", "90 % below", "Best in"], rows)
    if len(names) > MOST_RANKED:
        return "\n".join([*lines, "", "How often each beats each other is in `tables/beats`."])
    for outcome in RANKED:
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
    """Changes of the parts of arrivals and boats."""
    points = by_point([row for row in moved if row["baseline"] > 0], "part")
    if not points:
        return ""
    lines = [
        "## Displacement", "",
        "Difference of each part from the baseline: a part that rises while another falls has "
        "taken over what left it. Each interval is of its part alone, so that of many parts one in "
        "twenty excludes zero by chance; no part has a verdict. Nobody is followed here; `narrows "
        "displacement` follows each person.",
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
            lines += ["", f"By {by}:", "", *table(["Scenario", *map(heading, there)], rows)]
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
    """What the reported outcomes and the parts of the fall in arrivals count."""
    names = with_parts(iter(outcomes))
    said = [f"- `{name}` ({unit_of(name)}): {definition_of(name)}" for name in names]
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
