"""The report of a displacement account, as Markdown."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from experiments.displacement.account_rows import (
    STAYED_TEXTS,
    Row,
    Table,
    boats_table,
    harm,
    people_table,
    reduction,
    stayed_rows,
)
from experiments.displacement.displacement_account import Displacement
from experiments.reporting.displacement_wording import (
    NOTHING_TO_ACCOUNT_FOR,
    WHOLE_RUN,
    meaning,
    per_cent,
    sentences,
)
from experiments.reporting.effect_statements import change
from experiments.reporting.own_sources import source_options
from runs.included_uncertainty import included, limits
from runs.intervals import Interval
from runs.number_format import amount, counted, span
from runs.parameter_source import data_facts, data_named
from runs.reporting.markdown import capital, table

READING = """\
A row that is positive is part of the reduction; one that is negative takes away from it. Rows sum
to the reduction exactly, in every replicate. People are followed: *lost* are those in the focus in
the baseline alone, *gained* those in it in the scenario alone, and net is lost less gained. Boats
are counted: net is by how many more there are in the scenario. Where *moved* is negative, there is
less elsewhere too, and nothing was displaced; shares are then left out.\
"""

LIMITS = """\
- Whoever differs from the focus in several ways stands in the first row that fits: corridor, zone,
  method, then time.
- Much of what is lost and gained alike is chance that changes hands. Only net rows are effects.
- What is open at the end may still come after the last day.
- {intervals}
- Deaths come in few, large incidents: *cannot tell* for deaths is not evidence of no change.\
"""


def report(found: Displacement, sources: Sequence[str]) -> str:
    """Write the report.

    Args:
        found: The account.
        sources: Baseline and scenario as they were named on the command line.
    """
    baseline, scenario = found.results.comparison.scenarios
    replicates = counted(found.results.comparison.replicates, "replicate")
    data = data_named(data_facts(found.results.comparison))
    parts = [
        f"# Where the reduction went: {scenario.title}",
        f"Of the reduction under **{scenario.name}** against **{baseline.name}** in arrivals and "
        f"launches {found.focus}, how much moved, and how much did not come? Means over "
        f"{replicates} and their 95 % intervals. {included(found.results.comparison)}. Weather and "
        f"entries are those of {data}. {meaning(found)}",
        "\n".join(["## Answer", "", *(f"- {capital(each)}." for each in sentences(found))]),
        "![Where the reduction went](figures/displacement.svg)",
        _account("People", people_table(found)),
        _stayed(found),
        _account("Boats", boats_table(found), f" {capital(WHOLE_RUN)}."),
        _harm(found),
        f"## How to read it\n\n{READING}",
        f"## Limits\n\n{LIMITS.format(intervals=limits(found.results.comparison))}",
        _repeat(found, sources),
    ]
    return "\n\n".join(parts) + "\n"


def level(interval: Interval, unit: str) -> str:
    """A mean count and, in brackets, its interval, without signs where none is below zero."""
    text = span(interval.low, interval.high, unit).replace("+", "")
    return f"{amount(interval.mean, unit)} ({text})"


def cells(row: Row, unit: str) -> list[str]:
    """A row as text: what it is, net, share and, of people, lost and gained."""
    text = f"\N{EN DASH} {row.text}" if row.detail else capital(row.text)
    texts = [text, change(row.net, unit), per_cent(row.share) if row.part else ""]
    return texts + [level(each, unit) for each in (row.lost, row.gained) if each is not None]


def header(account: Table) -> list[str]:
    """Headings of the columns of :func:`cells`."""
    columns = ["What became of them", "Net", "Share of the reduction"]
    return columns if account.total.lost is None else [*columns, "Lost", "Gained"]


def _account(title: str, account: Table, note: str = "") -> str:
    if account.empty:
        return f"## {title}\n\nThe focus holds none in either world."
    local = account.local
    rows = [cells(row, local.unit) for row in account.lines]
    unclear = "" if account.clear else f" There is no clear reduction, {NOTHING_TO_ACCOUNT_FOR}."
    return "\n".join(
        [
            f"## {title}",
            "",
            f"In the focus: {amount(local.baseline, local.unit)} in the baseline, "
            f"{level(local.level, local.unit)} in the scenario.{note}{unclear}",
            "",
            *table(header(account), rows),
        ]
    )


def _stayed(found: Displacement) -> str:
    rows = [
        [STAYED_TEXTS[name], level(each, "people")] for name, each in stayed_rows(found).items()
    ]
    return "\n".join(
        [
            "## Those who came all the same",
            "",
            "Of the people in the focus in both worlds, how many came otherwise in the scenario:",
            "",
            *table(["How they came", "People"], rows),
        ]
    )


def _harm(found: Displacement) -> str:
    rows = [
        [capital(each.outcome), amount(each.baseline, "people"), change(reduction(each), "people")]
        for each in harm(found)
    ]
    header = ["What", "Baseline", "Reduction"]
    return "\n".join(["## Arrivals and deaths of the period", "", *table(header, rows)])


def _repeat(found: Displacement, sources: Sequence[str]) -> str:
    design, focus = found.results.comparison, found.focus
    terms = (
        ("--corridor", focus.corridor), ("--zone", focus.zone), ("--method", focus.method),
        ("--from", focus.first), ("--until", focus.last), ("--replicates", design.replicates),
        ("--days", design.baseline.days), ("--seed", design.seed),
    )  # fmt: skip
    words = [str(word) for option, value in terms if value is not None for word in (option, value)]
    words += source_options(design)
    command = shlex.join(["narrows", "displacement", *sources, *words])
    return (
        f"## How to repeat it\n\n```\n{command}\n```\n\n"
        "It gives the same bytes on any number of workers. `displacement.parquet` has the counts "
        "of every replicate, `outcomes.parquet` its outcomes."
    )
