"""Write what a study says into its folder: report, tables and figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow.csv as pc
import pyarrow.parquet as pq
from matplotlib.figure import Figure

from experiments.claims import NAMES
from experiments.figures.style import save, style
from experiments.numbers import amount
from experiments.paired import Interval
from experiments.study.analysis.backfire import backfire_rows
from experiments.study.analysis.money import AVERTED, MILLION
from experiments.study.analysis.sections import heading
from experiments.study.analysis.sensitivity import EFFECT, OUTCOME, sensitivity_rows
from experiments.study.analysis.tables import (
    COST,
    Rows,
    as_table,
    displacement_rows,
    effect_rows,
    ranked,
    worth_rows,
)
from experiments.study.analysis.uncertain import LEADS
from experiments.study.course import course_figure
from experiments.study.dose import dose_figure
from experiments.study.effects import Pairs
from experiments.study.figures import Panel, by_outcome, forest, source
from experiments.study.held import Held
from experiments.study.report import Findings, report
from experiments.study.sampling import MORRIS
from experiments.study.store import FIGURES, REPORT, TABLES
from experiments.study.whole import write_text, writing

MOST_PANELS, MOST_DOSED = 8, 6


def save_report(held: Held, failures: list[tuple[str, str]]) -> Pairs:
    """Write report, tables and figures into a study's folder; what was there is replaced.

    Args:
        held: The study's folder, finished.
        failures: Errors of failed runs, with the commands that repeat them.
    """
    pairs = Pairs(held, tuple(dict.fromkeys((*held.reported, *AVERTED, COST))))
    effects, pairing = effect_rows(held)
    beats, regret = ranked(pairs)
    tables = {
        "effects": effects, "pairing": pairing, "worth": worth_rows(pairs), "beats": beats,
        "regret": regret, "displacement": displacement_rows(held),
        "sensitivity": sensitivity_rows(pairs), "backfire": backfire_rows(pairs),
    }  # fmt: skip
    there = {name: rows for name, rows in tables.items() if rows}
    _write_tables(held.folder / TABLES, there)
    drawn = _write_figures(held, tables)
    write_text(held.folder / REPORT, report(pairs, Findings(tables, drawn, failures)))
    return pairs


def _write_tables(folder: Path, tables: dict[str, Rows]) -> None:
    _only(folder, [f"{name}.{kind}" for name in tables for kind in ("csv", "parquet")])
    for name, rows in tables.items():
        made = as_table(rows)
        with writing(folder / f"{name}.parquet") as scratch:
            pq.write_table(made, scratch, compression="zstd")
        with writing(folder / f"{name}.csv") as scratch:
            pc.write_csv(made, scratch)


def _write_figures(held: Held, tables: dict[str, Rows]) -> list[str]:
    folder, drawn = held.folder / FIGURES, []
    with style():
        made = dict(_figures(held, tables))
        _only(folder, [f"{name}.{kind}" for name in made for kind in ("png", "svg")])
        for name, figure in made.items():
            save(figure, folder, name)
            drawn.append(name)
    return drawn


def _only(folder: Path, names: list[str]) -> None:
    """Make a folder, and take away what is in it under other names."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        if path.name not in names:
            path.unlink()


def _figures(held: Held, tables: dict[str, Rows]) -> Iterator[tuple[str, Figure]]:
    names = list(dict.fromkeys(row["name"] for row in tables["effects"]))
    if not names:
        return
    shown = held.reported[:MOST_PANELS]
    of = by_outcome(tables["effects"], shown, "difference", "baseline")
    yield "effects", forest(
        "Change against the baseline, in per cent of its mean", names,
        [Panel(heading(each), "per cent", of[each], each) for each in shown],
        ["Mean paired difference and its 95 % interval. Filled: the interval excludes zero. "
         "Hollow: no clear change.", source(held)],
    )  # fmt: skip
    if dose := dose_figure(held, tables["effects"], held.reported[:MOST_DOSED]):
        yield "dose", dose
    if course := course_figure(held):
        yield "course", course
    if worth := [row for row in tables["worth"] if row["for"] == MILLION]:
        of = by_outcome(worth, AVERTED, "averted")
        yield "worth", forest(
            "Averted for each million pounds", list(dict.fromkeys(row["name"] for row in worth)),
            [Panel(heading(each), f"{NAMES[each]} averted per £m", of[each], each)
             for each in AVERTED],
            ["Ratio of mean effect and mean cost, with its 95 % bootstrap interval; below zero, "
             f"the policy adds. {_spent(worth)}", source(held)],
        )  # fmt: skip
    yield from _sensitivity(held, tables["sensitivity"])
    of = by_outcome(tables["pairing"], AVERTED, "gain")
    paired = [row["name"] for row in tables["pairing"] if row["outcome"] == AVERTED[0]]
    if paired and all(len(rows) == len(paired) for rows in of.values()):
        yield "pairing", forest(
            "What pairing gains", paired,
            [Panel(heading(each), "times fewer replicates", of[each], each, nothing=1.0)
             for each in AVERTED],
            ["Variance of the effect with independent seeds over that with paired ones, with its "
             "95 % bootstrap interval; 1 is no gain.", source(held)],
        )  # fmt: skip


def _sensitivity(held: Held, rows: Rows) -> Iterator[tuple[str, Figure]]:
    """One figure of outcomes and one of effects, a row a lever, a panel a scenario and outcome."""
    lead = LEADS[held.facts["design"] == MORRIS]
    for of, name in ((OUTCOME, "sensitivity-of-outcomes"), (EFFECT, "sensitivity-of-effects")):
        mine = [row for row in rows if row["of"] == of and row["measure"] == lead]
        if not mine:
            continue
        levers = list(dict.fromkeys(row["lever"] for row in mine))
        explained = dict.fromkeys((row["scenario"], row["outcome"]) for row in mine)
        panels = [
            Panel(
                f"{scenario}: {heading(outcome).lower()}",
                "people over the range" if lead == "size" else "share of variance",
                [Interval(r["value"], r["low"], r["high"]) for r in mine
                 if (r["scenario"], r["outcome"]) == (scenario, outcome)],
                outcome,
            )
            for scenario, outcome in explained
        ]  # fmt: skip
        what = "effects" if of == EFFECT else "arrivals and deaths"
        yield name, forest(
            f"What {what} hang on", levers, panels,
            [f"Sensitivity {lead} (SALib) with 95 % intervals.", source(held)],
        )  # fmt: skip


def _spent(worth: Rows) -> str:
    spent = [row["cost_gbp"] for row in worth]
    return f"Policies cost {amount(min(spent), 'GBP')} to {amount(max(spent), 'GBP')}."
