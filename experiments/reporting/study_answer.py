"""Write what a study says into its folder: report, tables and figures."""

from __future__ import annotations

from collections.abc import Iterator

from matplotlib.figure import Figure

from experiments.reporting.assurance_log import ASSURANCE, assurance_log
from experiments.reporting.cumulative_effect_figure import cumulative_effect_figure
from experiments.reporting.dose_response_figure import dose_response_figure
from experiments.reporting.dose_section import DOSE_OUTCOMES
from experiments.reporting.sensitivity_sections import LEADS
from experiments.reporting.study_figures import (
    HOW_SURE,
    Panel,
    drawn_outcomes,
    forest,
    panels,
    source,
)
from experiments.reporting.study_report import Findings, report
from experiments.reporting.study_sections import DEATHS, heading
from experiments.reporting.tornado_figure import drivers_figure
from experiments.reporting.uncertainty_section import FIGURE as DRIVERS
from experiments.study.analysis.backfire import backfire_rows
from experiments.study.analysis.cost_effectiveness import MILLION
from experiments.study.analysis.lever_response import LeverResponse, lever_response
from experiments.study.analysis.point_effects import HEADLINE, Pairs
from experiments.study.analysis.point_uncertainty import AnalysedPoints, analysed_points
from experiments.study.analysis.sensitivity import EFFECT, OUTCOME, sensitivity_rows
from experiments.study.analysis.study_tables import (
    AVERTED,
    COST,
    RANKED,
    Rows,
    as_table,
    displacement_rows,
    effect_rows,
    ranked,
    value_rows,
)
from experiments.study.sampling import MORRIS
from experiments.study.stored_study import StudyResults
from experiments.study.study_folder import FIGURES, REPORT, TABLES
from runs.atomic_files import write_text
from runs.intervals import Interval
from runs.number_format import amount
from runs.reporting.figure_style import KINDS, save, style
from runs.results_tables import remove_former, write_tables

MOST_PANELS = 8
FIGURE_NAMES = (
    "effects", "dose", DRIVERS, "course", "worth", "sensitivity-of-outcomes",
    "sensitivity-of-effects", "pairing",
)  # fmt: skip


def save_report(kept: StudyResults, failures: list[tuple[str, str]]) -> Pairs:
    """Write report, tables and figures into a study's folder; what was there is replaced.

    Args:
        kept: The study's folder, finished.
        failures: Errors of failed runs, with the commands that repeat them.
    """
    pairs = Pairs(kept, tuple(dict.fromkeys((*kept.reported, *HEADLINE, COST))))
    effects, pairing = effect_rows(pairs)
    beats, regret = ranked(pairs)
    tables = {
        "effects": effects, "pairing": pairing, "worth": value_rows(pairs), "beats": beats,
        "regret": regret, "displacement": displacement_rows(kept),
        "sensitivity": sensitivity_rows(pairs), "backfire": backfire_rows(pairs),
    }  # fmt: skip
    write_tables(
        kept.folder / TABLES, {name: as_table(of) for name, of in tables.items() if of}, tables
    )
    response, points = lever_response(pairs, DOSE_OUTCOMES), analysed_points(pairs)
    drawn = _write_figures(pairs, tables, response, points)
    findings = Findings(tables, drawn, failures, response, points)
    write_text(kept.folder / REPORT, report(pairs, findings))
    if points is not None:
        known = points.uncertainty.spreads if points.uncertainty else None
        log = assurance_log(points.design, known, kept.facts.get("commit"))
        write_text(kept.folder / ASSURANCE, log)
    return pairs


def _write_figures(
    pairs: Pairs,
    tables: dict[str, Rows],
    response: LeverResponse | None,
    points: AnalysedPoints | None,
) -> list[str]:
    folder, drawn = pairs.kept.folder / FIGURES, []
    with style():
        made = dict(_figures(pairs, tables, response, points))
        folder.mkdir(exist_ok=True)
        remove_former(folder, FIGURE_NAMES, KINDS, made)
        for name, figure in made.items():
            save(figure, folder, name)
            drawn.append(name)
    return drawn


def _figures(
    pairs: Pairs,
    tables: dict[str, Rows],
    response: LeverResponse | None,
    points: AnalysedPoints | None,
) -> Iterator[tuple[str, Figure]]:
    kept, effects = pairs.kept, pairs.by_name
    if not effects:
        return
    yield "effects", forest(
        "Change against the baseline, in per cent of its mean", list(effects),
        panels(effects, drawn_outcomes(kept, MOST_PANELS)),
        [f"Mean paired difference and its 95 % interval. {HOW_SURE}", source(kept)],
    )  # fmt: skip
    if dose := dose_response_figure(pairs, response):
        yield "dose", dose
    known = points.uncertainty if points is not None else None
    if known is not None and (drivers := drivers_figure(known, source(kept))):
        yield DRIVERS, drivers
    if cumulative := cumulative_effect_figure(kept):
        yield "course", cumulative
    if worth := [row for row in tables["worth"] if row["for"] == MILLION]:
        yield "worth", _value_for_money(pairs, worth)
    yield from _sensitivity(kept, tables["sensitivity"])
    gains = {
        outcome: [row for row in tables["pairing"] if row["outcome"] == outcome]
        for outcome in RANKED
    }
    names = [row["name"] for row in gains[RANKED[0]]]
    if names and all(len(rows) == len(names) for rows in gains.values()):
        yield "pairing", forest(
            "What pairing gains", names,
            [Panel(heading(outcome), "times fewer replicates", _intervals(rows, "gain"), outcome,
                   nothing=1.0)
             for outcome, rows in gains.items()],
            ["Variance of the effect with independent seeds over that with paired ones, with its "
             "95 % bootstrap interval; 1 is no gain.", source(kept)],
        )  # fmt: skip


def _value_for_money(pairs: Pairs, worth: Rows) -> Figure:
    """People averted for each million, and beside it the change in expected deaths."""
    names = [row["name"] for row in worth]
    averted, deaths = (
        [pairs.by_name[name][outcome] for name in names] for outcome in (AVERTED, DEATHS)
    )
    return forest(
        "People averted for each million pounds, and expected deaths", names,
        [
            Panel("People averted", "people averted per £m", _intervals(worth, "averted"), AVERTED,
                  [each.direction != 0 for each in averted]),
            Panel(f"{heading(DEATHS)}: change", "people", [each.shown for each in deaths], DEATHS,
                  [each.direction != 0 for each in deaths]),
        ],
        ["95 % intervals that hold all at once; those of people averted are divided by the cost, "
         "which is planned. Filled: more than none are averted; expected deaths fall or rise. "
         f"People who are only delayed are not counted. {_spent(worth)}", source(pairs.kept)],
    )  # fmt: skip


def _intervals(rows: Rows, value: str) -> list[Interval]:
    return [Interval(row[value], row["low"], row["high"]) for row in rows]


def _sensitivity(kept: StudyResults, rows: Rows) -> Iterator[tuple[str, Figure]]:
    """One figure of outcomes and one of effects, a row a lever, a panel a scenario and outcome."""
    lead = LEADS[kept.facts["design"] == MORRIS]
    for of, name in ((OUTCOME, "sensitivity-of-outcomes"), (EFFECT, "sensitivity-of-effects")):
        mine = [row for row in rows if row["of"] == of and row["measure"] == lead]
        if not mine:
            continue
        levers = list(dict.fromkeys(row["lever"] for row in mine))
        explained: dict[tuple[str, str], Rows] = {}
        for row in mine:
            explained.setdefault((row["scenario"], row["outcome"]), []).append(row)
        made = [
            Panel(
                f"{scenario}: {heading(outcome).lower()}",
                "people over the range" if lead == "size" else "share of variance",
                _intervals(rows, "value"),
                outcome,
            )
            for (scenario, outcome), rows in explained.items()
        ]
        what = "effects" if of == EFFECT else "arrivals and expected deaths"
        yield name, forest(
            f"What {what} depend on", levers, made,
            [f"Sensitivity {lead} (SALib) with 95 % intervals.", source(kept)],
        )  # fmt: skip


def _spent(worth: Rows) -> str:
    spent = [row["public_cost"] for row in worth]
    return f"Policies cost {amount(min(spent), 'GBP')} to {amount(max(spent), 'GBP')}."
