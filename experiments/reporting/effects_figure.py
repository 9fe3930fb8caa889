"""Effects by scenario: one panel an outcome, one row a scenario."""

from __future__ import annotations

import math
from dataclasses import replace

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator

from experiments.comparison.paired_effects import Effect, Effects
from runs.comparison_design import Comparison
from runs.number_format import MINUS, amount, counted
from runs.reporting.figure_style import (
    BLUE,
    GREY,
    VERMILLION,
    add_foot,
    new_figure,
    say_nothing_to_show,
    source_line,
)
from runs.reporting.outcome_names import NAMES

PANELS = ("arrivals", "averted", "delayed", "expected_deaths", "people_per_boat", "price")
"""Outcomes with a verdict."""
OF_ARRIVALS = ("averted", "delayed")
"""Outcomes shown in per cent of the baseline's arrivals: they have no baseline of their own."""
COLUMNS = 3
SHARED = ("arrivals", *OF_ARRIVALS)
"""Panels with one scale: averted and delayed are parts of the fall in arrivals."""
LEAST_REACH = 0.1
ROOM_FOR_KEY = ("", "", "")
"""Empty lines at the end of the foot."""
HARM = ("deaths", "deaths_per_1000_attempts", "expected_deaths")
"""Outcomes drawn in the colour of harm."""


def effects_figure(comparison: Comparison, effects: Effects) -> Figure:
    """Paired differences in per cent of the baseline's mean, with 95 % intervals."""
    scenarios = comparison.scenarios[1:]
    rows = len(PANELS) // COLUMNS
    figure = new_figure(14.5, 2.0 + rows * (1.0 + 0.4 * len(scenarios)))
    panels = list(figure.subplots(rows, COLUMNS, sharey=True, squeeze=False).flat)
    filled = {
        outcome: axes
        for axes, outcome in zip(panels, PANELS, strict=True)
        if _panel(axes, outcome, [_of_baseline(effects[each.name], outcome) for each in scenarios])
    }
    _share_limits([axes for outcome, axes in filled.items() if outcome in SHARED])
    panels[0].set_yticks(range(len(scenarios)), [each.name for each in scenarios], fontsize=11)
    panels[0].set_ylim(len(scenarios) - 0.5, -0.5)
    figure.suptitle(
        "Change against the baseline, in per cent of its mean",
        x=0.01, ha="left", fontsize=15, fontweight="bold",
    )  # fmt: skip
    harm = any(effects[each.name][name].direction for each in scenarios for name in HARM)
    _key(figure, harm)
    add_foot(
        figure,
        f"Mean paired difference and its 95\N{NO-BREAK SPACE}% interval, divided by the mean of "
        f"the baseline ({comparison.baseline.title}); averted and delayed, by its arrivals. The "
        "intervals hold all at once. Filled: falls or rises. Hollow: about the same, or cannot "
        "tell. Arrivals, averted and delayed share one scale.",
        source_line(comparison, counted(comparison.replicates, "replicate")),
        *ROOM_FOR_KEY,
        size=9.5,
    )
    return figure


def _of_baseline(row: dict[str, Effect], outcome: str) -> Effect:
    """An effect with the baseline by which it is divided."""
    if outcome not in OF_ARRIVALS:
        return row[outcome]
    return replace(row[outcome], baseline=row["arrivals"].baseline)


def _panel(axes: Axes, outcome: str, rows: list[Effect]) -> bool:
    """Draw one outcome; say whether there was anything to draw."""
    name = NAMES[outcome].removeprefix("the ")
    baseline = rows[0].baseline
    axes.set_title(
        f"{name[0].upper()}{name[1:]}\n", fontsize=12, color=VERMILLION if outcome in HARM else BLUE
    )
    axes.text(
        0, 1.03, _beside(outcome, baseline, rows[0].unit),
        transform=axes.transAxes, fontsize=10, color=GREY,
    )  # fmt: skip
    axes.axvline(0, color="black", linewidth=1)
    axes.grid(axis="y", visible=False)
    axes.xaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _tick(value)))
    axes.margins(x=0.12)
    shown = [_mark(axes, index, effect, outcome in HARM) for index, effect in enumerate(rows)]
    reach = max(map(abs, axes.get_xlim()))
    if not any(shown) or reach < LEAST_REACH:
        axes.set_xlim(-1, 1)
    if not any(shown):
        say_nothing_to_show(axes, "no percentage:\nbaseline is zero or undefined")
    return any(shown)


def _beside(outcome: str, baseline: float, unit: str) -> str:
    of = "in per cent of" if outcome in OF_ARRIVALS else "baseline"
    return f"{of} {amount(baseline, unit)}{' arrivals' if outcome in OF_ARRIVALS else _unit(unit)}"


def _unit(unit: str) -> str:
    return "" if unit.startswith("GBP") else f" {unit}"


def _share_limits(panels: list[Axes]) -> None:
    """Give panels one scale, so that their intervals can be compared."""
    if not panels:
        return
    low = min(axes.get_xlim()[0] for axes in panels)
    high = max(axes.get_xlim()[1] for axes in panels)
    for axes in panels:
        axes.set_xlim(low, high)


def _mark(axes: Axes, index: int, effect: Effect, harm: bool) -> bool:
    relative = effect.relative
    if math.isnan(relative.mean):
        return False
    mean = 100 * relative.mean
    clear = effect.direction != 0
    colour = (VERMILLION if harm else BLUE) if clear else GREY
    if relative.known:
        axes.plot([100 * relative.low, 100 * relative.high], [index, index], color=colour, lw=2.2)
    axes.plot(
        mean, index, marker="o", ms=8, color=colour, mfc=colour if clear else "white", mew=1.8
    )
    return True


def _tick(value: float) -> str:
    sign = "+" if value > 0 else MINUS if value < 0 else ""
    return f"{sign}{abs(value):g} %"


def _key(figure: Figure, harm: bool) -> None:
    """Say below the panels what the marks mean, those of deaths only where there are any."""
    marks = [
        _handle(BLUE, True, "falls or rises"),
        *([_handle(VERMILLION, True, "falls or rises, of expected deaths")] if harm else []),
        _handle(GREY, False, "about the same, or cannot tell"),
    ]
    figure.legend(
        handles=marks, loc="lower left", bbox_to_anchor=(0.0, 0.0), ncols=len(marks), fontsize=11
    )


def _handle(colour: str, filled: bool, text: str) -> Line2D:
    face = colour if filled else "white"
    return Line2D([], [], color=colour, lw=2.2, marker="o", ms=8, mfc=face, mew=1.8, label=text)
