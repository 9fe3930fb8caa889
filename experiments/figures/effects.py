"""Effects by scenario: one panel an outcome, one row a scenario."""

from __future__ import annotations

import math

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator

from experiments.claims import NAMES
from experiments.comparison import Comparison
from experiments.figures.style import (
    BLUE,
    GREY,
    VERMILLION,
    add_foot,
    label,
    new_figure,
    say_nothing_to_show,
    source_line,
)
from experiments.numbers import MINUS, amount
from experiments.paired import Effect, Effects

PANELS = (
    "arrivals",
    "deaths",
    "deaths_per_1000_attempts",
    "load_per_boat",
    "attempts",
    "boats_seized",
    "price",
)
COLUMNS = 4
LEAST_REACH = 0.1
HARM = ("deaths", "deaths_per_1000_attempts")


def effects_figure(comparison: Comparison, effects: Effects) -> Figure:
    """Paired differences in per cent of the baseline's mean, with 95 % intervals."""
    scenarios = comparison.scenarios[1:]
    figure = new_figure(13, 2.6 + 2 * (0.9 + 0.5 * len(scenarios)))
    grid = figure.subplots(2, COLUMNS, sharey=True, squeeze=False)
    panels = list(grid.flat)
    for axes, outcome in zip(panels, PANELS, strict=False):
        rows = [effects[scenario.name][outcome] for scenario in scenarios]
        _panel(axes, outcome, rows)
    panels[0].set_yticks(range(len(scenarios)), [label(each.title) for each in scenarios])
    panels[0].set_ylim(len(scenarios) - 0.5, -0.5)
    _key(panels[-1])
    figure.suptitle(
        "Change against the baseline, in per cent of its mean",
        x=0.01, ha="left", fontsize=14, fontweight="bold",
    )  # fmt: skip
    add_foot(
        figure,
        f"Mean paired difference and its 95\N{NO-BREAK SPACE}% interval, divided by the mean of "
        f"the baseline ({comparison.baseline.title}). Filled: the interval excludes zero. "
        "Hollow: no clear change.",
        source_line(comparison, f"{comparison.replicates} replicates"),
    )
    return figure


def _panel(axes: Axes, outcome: str, rows: list[Effect]) -> None:
    name = NAMES[outcome].removeprefix("the ")
    baseline = rows[0].baseline
    unit = "" if rows[0].unit.startswith("GBP") else f" {rows[0].unit}"
    axes.set_title(
        f"{name[0].upper()}{name[1:]}\n", fontsize=11, color=VERMILLION if outcome in HARM else BLUE
    )
    axes.text(
        0, 1.03, f"baseline {amount(baseline, rows[0].unit)}{unit}",
        transform=axes.transAxes, fontsize=8.5, color=GREY,
    )  # fmt: skip
    axes.axvline(0, color="black", linewidth=1)
    axes.grid(axis="y", visible=False)
    axes.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _tick(value)))
    axes.margins(x=0.12)
    shown = [_mark(axes, place, effect, outcome in HARM) for place, effect in enumerate(rows)]
    reach = max(map(abs, axes.get_xlim()))
    if not any(shown) or reach < LEAST_REACH:
        axes.set_xlim(-1, 1)
    if not any(shown):
        say_nothing_to_show(axes, "no percentage:\nbaseline is zero or undefined")


def _mark(axes: Axes, place: int, effect: Effect, harm: bool) -> bool:
    relative = effect.relative
    if math.isnan(relative.mean):
        return False
    mean = 100 * relative.mean
    clear = relative.known and (relative.direction != 0)
    colour = (VERMILLION if harm else BLUE) if clear else GREY
    if relative.known:
        axes.plot([100 * relative.low, 100 * relative.high], [place, place], color=colour, lw=2.2)
    axes.plot(
        mean, place, marker="o", ms=8, color=colour, mfc=colour if clear else "white", mew=1.8
    )
    return True


def _tick(value: float) -> str:
    sign = "+" if value > 0 else MINUS if value < 0 else ""
    return f"{sign}{abs(value):g} %"


def _key(axes: Axes) -> None:
    axes.set_axis_off()
    marks = [
        _handle(BLUE, True, "clear change"),
        _handle(VERMILLION, True, "clear change in deaths or risk"),
        _handle(GREY, False, "no clear change"),
    ]
    axes.legend(handles=marks, loc="center left", fontsize=10, labelspacing=1.0)


def _handle(colour: str, filled: bool, text: str) -> Line2D:
    face = colour if filled else "white"
    return Line2D([], [], color=colour, lw=2.2, marker="o", ms=8, mfc=face, mew=1.8, label=text)
