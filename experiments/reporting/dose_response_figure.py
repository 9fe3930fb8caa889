"""What more of a lever does: effects over the range of the only lever of a study."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from experiments.reporting.effects_figure import HARM
from experiments.reporting.study_figures import HOW_SURE, Panel, drawn_outcomes, panels, source
from experiments.study.analysis.point_effects import Pairs
from runs.reporting.figure_style import BLUE, VERMILLION, add_foot, add_title, new_figure

LEAST_VALUES = 4
COLUMNS, MOST_PANELS = 3, 6


def dose_response_figure(pairs: Pairs) -> Figure | None:
    """Effects over the values of the lever, in per cent of the baseline, a panel an outcome.

    None unless one scenario has one lever, with at least four numbers.
    """
    kept = pairs.kept
    levers = kept.facts["levers"]
    tried = [point for point in kept.points if levers and point[levers[0]] is not None]
    numbers = {point[levers[0]] for point in tried}
    if (
        len(levers) != 1
        or len(set(kept.references)) > 1
        or len({point["scenario"] for point in tried}) != 1
        or len(numbers) < LEAST_VALUES
        or not all(isinstance(value, int | float) for value in numbers)
    ):
        return None
    lever = levers[0]
    tried.sort(key=lambda point: point[lever])
    found = panels(
        {point["name"]: pairs.by_name[point["name"]] for point in tried},
        drawn_outcomes(kept, MOST_PANELS),
    )
    lines = -(-len(found) // COLUMNS)
    figure = new_figure(12, 1.4 + 3.0 * lines)
    drawn = list(figure.subplots(lines, COLUMNS, sharex=True, squeeze=False).flat)
    for axes, panel in zip(drawn, found, strict=False):
        _draw(axes, panel, [point[lever] for point in tried])
        axes.set_xlabel(lever.replace("_", " "))
    for axes in drawn[len(found) :]:
        axes.set_visible(False)
    add_title(figure, "Change against the baseline, by the strength of the lever")
    add_foot(
        figure, f"Mean paired differences, with their 95 % intervals. {HOW_SURE}", source(kept)
    )
    return figure


def _draw(axes: Axes, panel: Panel, strengths: list[float]) -> None:
    colour = VERMILLION if panel.outcome in HARM else BLUE
    axes.axhline(0, color="black", linewidth=1)
    low, high, means = (
        [getattr(each, end) for each in panel.rows] for end in ("low", "high", "mean")
    )
    axes.fill_between(strengths, low, high, color=colour, alpha=0.22, linewidth=0)
    axes.plot(strengths, means, color=colour)
    for strength, mean, claimed in zip(strengths, means, panel.claims, strict=True):
        axes.plot(
            strength, mean, color=colour, marker="o", ms=5, mfc=colour if claimed else "white"
        )
    axes.set_title(panel.title, color=colour)
    axes.set_ylabel(panel.across, fontsize=9)
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.tick_params(labelbottom=True)
