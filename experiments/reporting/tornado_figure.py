"""What an effect depends on: its mean over the range of the inputs that matter most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from experiments.comparison.paired_effects import unit_of
from experiments.reporting.effects_figure import HARM
from experiments.reporting.uncertainty_tables import SOURCE_NAMES
from experiments.uncertainty.drivers import Driver
from experiments.uncertainty.effect_uncertainty import AVERTED, DECIDING, EffectUncertainty
from runs.number_format import percent, signed
from runs.reporting.figure_style import (
    BLUE,
    VERMILLION,
    add_foot,
    add_title,
    new_figure,
    say_nothing_to_show,
)
from runs.reporting.outcome_names import NAMES

COLUMNS = 2
MOST_POLICIES = 3
"""Policies that are drawn: those that avert most, or bring most."""
PALE = 0.45
"""Opacity of the half of a bar where the input is low."""


@dataclass(frozen=True)
class Tornado:
    """One panel.

    Attributes:
        drivers: In order.
        mean: Mean effect.
        title: With policy and outcome.
        unit: Of the effect.
        harm: Whether more of the outcome is worse, as of deaths.
    """

    drivers: Sequence[Driver]
    mean: float
    title: str
    unit: str
    harm: bool


def drivers_figure(found: EffectUncertainty, source: str) -> Figure | None:
    """What people averted and expected deaths depend on, of the policies that change most.

    None where no input explains more than chance.
    """
    changes = found.changes.changes
    order = sorted(found.policies, key=lambda name: -abs(changes[name][AVERTED].mean()))
    panels = [
        Tornado(
            [each for each in found.policies[name].spreads[outcome].drivers if each.clear],
            float(changes[name][outcome].mean()),
            f"{name}: {NAMES[outcome]}", unit_of(outcome), outcome in HARM,
        )
        for name in order[:MOST_POLICIES]
        for outcome in DECIDING
    ]  # fmt: skip
    return tornado_figure(panels, source) if any(each.drivers for each in panels) else None


def tornado_figure(panels: Sequence[Tornado], source: str) -> Figure:
    """Bars from the mean effect at an input's 5th percentile to the one at its 95th.

    Args:
        panels: Two in a row.
        source: Line that says where the numbers come from.
    """
    columns = min(COLUMNS, len(panels))
    lines = -(-len(panels) // columns)
    most = max(len(each.drivers) for each in panels)
    figure = new_figure(9 * columns, 1.6 + lines * (1.0 + 0.34 * max(most, 3)))
    drawn = list(figure.subplots(lines, columns, squeeze=False).flat)
    for axes, panel in zip(drawn, panels, strict=False):
        _panel(axes, panel)
    for axes in drawn[len(panels) :]:
        axes.set_visible(False)
    add_title(figure, "What effects depend on most")
    add_foot(
        figure,
        "Mean change where an input is at its 5th percentile (pale) and at its 95th (full), the "
        "others as drawn. In brackets: the input's source and the share of variance that it "
        "explains alone. Inputs that explain no more than chance are left out.",
        source,
    )
    return figure


def _panel(axes: Axes, panel: Tornado) -> None:
    axes.set_title(panel.title)
    if not panel.drivers:
        say_nothing_to_show(axes, "no input explains more than chance")
        return
    _bars(axes, panel.drivers, panel.mean, VERMILLION if panel.harm else BLUE)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: signed(value, panel.unit)))
    axes.set_xlabel(f"change against the baseline, {panel.unit}")


def _bars(axes: Axes, drivers: Sequence[Driver], mean: float, colour: str) -> None:
    for index, each in enumerate(drivers):
        for end, opacity in ((each.low, PALE), (each.high, 1.0)):
            axes.barh(index, end - mean, left=mean, height=0.62, color=colour, alpha=opacity)
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
