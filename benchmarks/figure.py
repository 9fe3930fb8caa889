"""The results of a benchmark as one figure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from matplotlib.axes import Axes

from runs.reporting.figure_style import BLUE, GREY, add_foot, new_figure, save, style

VERSIONS = {
    "mesa": "plain Mesa, an agent a traveller", "part": "this model, the same part",
    "bound": "the same part in compiled {bound}", "year": "this model, the whole year",
}  # fmt: skip


def draw(found: dict[str, Any], target: str) -> None:
    """Draw times of a year, growth with people, and time by process, as SVG and PNG.

    Args:
        found: What ``benchmarks.__main__.measure`` found.
        target: File without its ending; folders must be there.
    """
    path = Path(target)
    with style():
        figure = new_figure(11.0, 6.4)
        versions, processes = figure.subplots(1, 2, width_ratios=(3, 2))
        _versions(versions, found)
        _processes(processes, found)
        machine = found["machine"]
        add_foot(
            figure,
            f"A year of {found['people']:,} people and {found['legs']:,} legs; dots are medians, "
            "lines from the fastest to the slowest round.",
            f"{found['date']}, {machine['cores']} cores, {machine['processor']}, "
            f"Python {machine['python']}, Numba {machine['numba']}, Mesa {machine['mesa']}.",
        )
        save(figure, path.parent, path.stem)


def _versions(axes: Axes, found: dict[str, Any]) -> None:
    """Seconds of each version, on a logarithmic axis."""
    for index, (name, text) in enumerate(VERSIONS.items()):
        taken = found["seconds"][name]
        own = name in ("part", "year")
        colour = BLUE if own else GREY
        axes.plot((taken["low"], taken["high"]), (index, index), color=colour, linewidth=1.5)
        axes.plot(taken["median"], index, "o" if own else "s", color=colour, markersize=9)
        said = f"{taken['median']:.3g} s  " + text.format(bound=found["bound"])
        axes.annotate(said, (taken["high"], index), (6, 0), textcoords="offset points", va="center")
    axes.set_xscale("log")
    axes.set_xlim(0.02, axes.get_xlim()[1] * 100)
    axes.set_ylim(-0.6, len(VERSIONS) - 0.4)
    axes.set_yticks([])
    axes.invert_yaxis()
    axes.set_xlabel("seconds for a year of 100,000 people (logarithmic)")
    axes.set_title("How fast", loc="left")


def _processes(axes: Axes, found: dict[str, Any]) -> None:
    spent = found["milliseconds_by_process"]
    axes.barh(list(spent), list(spent.values()), height=0.7, color=BLUE)
    axes.invert_yaxis()
    axes.set_xlabel("milliseconds in the year")
    axes.set_title("What takes the time, parts called one by one", loc="left")
