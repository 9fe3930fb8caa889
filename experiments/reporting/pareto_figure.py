"""The Pareto figure: arrivals, expected deaths and cost against one another."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

import sim
from experiments.allocation.allocation_tables import FINALIST, Findings
from experiments.allocation.budget_search import OBJECTIVES
from experiments.allocation.budget_split import EQUAL
from runs.number_format import counted
from runs.parameter_source import named, parameter_source
from runs.reporting.figure_style import BLUE, GREY, VERMILLION, add_foot, add_title, new_figure

SCALE = {"public_cost": 1e-6}
LABELS = {
    "arrivals": "Change in arrivals",
    "expected_deaths": "Change in expected deaths",
    "public_cost": "Public cost over the period, £m",
}
PAIRS = (
    ("arrivals", "expected_deaths"),
    ("public_cost", "arrivals"),
    ("public_cost", "expected_deaths"),
)
LOOKS = {
    "tried": Line2D([], [], color=GREY, ls="none", marker="o", ms=4, alpha=0.5,
                    label="tried in the search"),
    "reference": Line2D([], [], color=VERMILLION, ls="none", marker="s", ms=6, mfc="white",
                        label="reference"),
    EQUAL: Line2D([], [], color=VERMILLION, ls="none", marker="D", ms=7, label="equal split"),
    FINALIST: Line2D([], [], color=BLUE, ls="none", marker="o", ms=8, label="finalist"),
}  # fmt: skip


def pareto(found: Findings) -> Figure:
    """All policies that were tried, and finalists and references with their intervals."""
    question = found.question
    figure = new_figure(14.0, 6.2)
    for axes, (across, up) in zip(figure.subplots(1, 3), PAIRS, strict=True):
        _panel(axes, found, across, up)
    add_title(figure, question.question)
    figure.legend(handles=list(LOOKS.values()), loc="outside upper right", ncols=len(LOOKS))
    add_foot(
        figure,
        "Mean paired differences to the baseline. Bars of arrivals and expected deaths are 95 % "
        "intervals that hold all at once. What the search tried is shown as the search saw it, on "
        "few replicates; finalists and references on replicates that it has not seen. Lower and "
        "further left is better; nothing is done where the lines cross.",
        f"Narrows {sim.__version__}, allocation {question.name}, seed {question.seed}, "
        f"{counted(question.confirm, 'replicate')} after {question.replicates} of the search, "
        f"{counted(question.baseline.days, 'day')} from {question.baseline.start}, "
        f"{named(parameter_source(question.members))}. What the model gives under its stated "
        "assumptions; not a forecast.",
    )  # fmt: skip
    return figure


def _panel(axes: Axes, found: Findings, across: str, up: str) -> None:
    axes.axvline(0, color="black", linewidth=1)
    axes.axhline(0, color="black", linewidth=1)
    tried = found.searched.objectives()
    points = [tried[:, OBJECTIVES.index(name)] * SCALE.get(name, 1.0) for name in (across, up)]
    axes.plot(*points, color=GREY, ls="none", marker="o", ms=4, alpha=0.5, mec="none")
    confirmed = found.confirmed
    for number in reversed(range(len(confirmed.policies))):
        name = EQUAL if number == confirmed.equal else found.role(number)
        ends = [_ends(found, number, outcome) for outcome in (across, up)]
        look = LOOKS[name]
        axes.errorbar(
            [ends[0][0]], [ends[1][0]], xerr=_bar(ends[0]), yerr=_bar(ends[1]),
            color=look.get_color(), marker=look.get_marker(), mfc=look.get_markerfacecolor(),
            ms=look.get_markersize(), elinewidth=1.2 if number < confirmed.finalists else 0.6,
        )  # fmt: skip
    axes.set_xlabel(LABELS[across])
    axes.set_ylabel(LABELS[up])


def _ends(found: Findings, policy: int, outcome: str) -> list[float]:
    of, scale = found.confirmed.effect(policy, outcome).shown, SCALE.get(outcome, 1.0)
    return [of.mean * scale, of.low * scale, of.high * scale]


def _bar(ends: Sequence[float]) -> list[list[float]]:
    mean, low, high = ends
    return [[max(mean - low, 0.0)], [max(high - mean, 0.0)]]
