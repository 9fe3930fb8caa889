"""What an effect depends on: its mean over the range of the inputs that matter most."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from experiments.reporting.uncertainty_tables import SOURCE_NAMES
from experiments.uncertainty.drivers import Driver
from runs.number_format import percent, signed
from runs.reporting.figure_style import (
    BLUE,
    GREY,
    VERMILLION,
    add_foot,
    add_title,
    new_figure,
    say_nothing_to_show,
)

PALE = 0.45
"""Opacity of the half of a bar where the input is low."""


def tornado_figure(
    drivers: Sequence[Driver], mean: float, title: str, unit: str, harm: bool, source: str
) -> Figure:
    """Bars from the mean effect at an input's 5th percentile to the one at its 95th.

    Args:
        drivers: In order.
        mean: Mean effect.
        title: Of the figure, with scenario and outcome.
        unit: Of the effect.
        harm: Whether more of the outcome is worse, as of deaths.
        source: Line that says where the numbers come from.
    """
    figure = new_figure(11, 2.0 + 0.45 * max(len(drivers), 3))
    axes = figure.subplots()
    if drivers:
        _bars(axes, drivers, mean, VERMILLION if harm else BLUE)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: signed(value, unit)))
        axes.set_xlabel(f"change against the baseline, {unit}")
    else:
        say_nothing_to_show(axes, "no input varies, or there are too few draws")
    add_title(figure, title)
    add_foot(
        figure,
        "Mean change where an input is at its 5th percentile (pale) and at its 95th (full), the "
        "others as drawn. In brackets: the input's source and the share of variance that it "
        "explains alone. Grey: no stronger than the strongest of as many inputs that do nothing.",
        source,
    )
    return figure


def _bars(axes: Axes, drivers: Sequence[Driver], mean: float, colour: str) -> None:
    for index, each in enumerate(drivers):
        shade = colour if each.clear else GREY
        for end, opacity in ((each.low, PALE), (each.high, 1.0)):
            axes.barh(index, end - mean, left=mean, height=0.62, color=shade, alpha=opacity)
    labels = [
        f"{each.name} ({SOURCE_NAMES[each.source]}, {percent(max(each.share.mean, 0.0))})"
        for each in drivers
    ]
    axes.set_yticks(range(len(drivers)), labels)
    axes.set_ylim(len(drivers) - 0.5, -0.5)
    axes.axvline(mean, color="black", linewidth=1)
    axes.grid(axis="y", visible=False)
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.margins(x=0.08)
