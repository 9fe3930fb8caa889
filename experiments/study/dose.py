"""What more of a lever does: effects over the range of the only lever of a study."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from experiments.figures.effects import HARM
from experiments.figures.style import BLUE, VERMILLION, add_foot, add_title, new_figure
from experiments.study.analysis.sections import heading
from experiments.study.analysis.tables import Rows
from experiments.study.figures import by_outcome, source
from experiments.study.held import Held

LEAST_VALUES = 4
COLUMNS = 3


def dose_figure(held: Held, effects: Rows, shown: Sequence[str]) -> Figure | None:
    """Effects over the values of the lever, in per cent of the baseline, a panel an outcome.

    None unless one scenario has one lever, with at least four numbers.

    Args:
        held: The study.
        effects: Rows of paired effects.
        shown: Outcomes to draw.
    """
    levers = held.facts["levers"]
    tried = [point for point in held.points if levers and point[levers[0]] is not None]
    numbers = {point[levers[0]] for point in tried}
    if (
        len(levers) != 1
        or len(set(held.references)) > 1
        or len({point["scenario"] for point in tried}) != 1
        or len(numbers) < LEAST_VALUES
        or not all(isinstance(value, int | float) for value in numbers)
    ):
        return None
    at = {point["point"]: point[levers[0]] for point in tried}
    rows = sorted((row for row in effects if row["point"] in at), key=lambda r: at[r["point"]])
    of = by_outcome(rows, shown, "difference", "baseline")
    lines = -(-len(shown) // COLUMNS)
    figure = new_figure(12, 1.2 + 3.0 * lines)
    panels = list(figure.subplots(lines, COLUMNS, sharex=True, squeeze=False).flat)
    for axes, name in zip(panels, shown, strict=False):
        colour = VERMILLION if name in HARM else BLUE
        found = of[name]
        axes.axhline(0, color="black", linewidth=1)
        ends = [[getattr(each, end) for each in found] for end in ("low", "high")]
        axes.fill_between(sorted(numbers), *ends, color=colour, alpha=0.22, linewidth=0)
        means = [each.mean for each in found]
        axes.plot(sorted(numbers), means, color=colour, marker="o", markersize=5)
        axes.set_title(heading(name), color=colour)
        axes.set_ylabel("per cent", fontsize=9)
        axes.xaxis.set_major_locator(MaxNLocator(5))
        axes.tick_params(labelbottom=True)
        axes.set_xlabel(levers[0].replace("_", " "))
    for axes in panels[len(shown) :]:
        axes.set_visible(False)
    add_title(figure, "Change against the baseline, by the strength of the lever")
    add_foot(figure, "Mean paired differences, with their 95 % intervals.", source(held))
    return figure
