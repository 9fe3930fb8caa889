"""Where a local reduction went: its parts one after another, with deaths beside."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator, StrMethodFormatter

from experiments.comparison.paired_effects import Effect
from experiments.displacement.account_rows import (
    Part,
    Row,
    Table,
    boats_table,
    harm,
    people_table,
    reduction,
)
from experiments.displacement.displacement_account import Displacement
from experiments.reporting.displacement_wording import WHOLE_RUN
from experiments.reporting.effect_statements import change
from runs.intervals import Interval
from runs.number_format import counted
from runs.reporting.figure_style import (
    BLUE,
    GREY,
    VERMILLION,
    add_foot,
    add_title,
    new_figure,
    say_nothing_to_show,
    source_line,
)

LIGHT = "#C8C8C8"
COLOURS = {None: "white", Part.MOVED: BLUE, Part.OPEN: LIGHT, Part.DID_NOT_COME: GREY}
DEATH = "died"
FAINT, FAINT_COLOUR = "no clear reduction: the grey bars say nothing of where it went", "#E2E2E2"
ROOM_FOR_TEXT = 0.34
"""Room right of the bars for their numbers, as a share of what the bars take."""


def displacement_figure(found: Displacement) -> Figure:
    """The reduction in people and boats as steps that add up, and that in deaths."""
    design = found.results.comparison
    tables = (people_table(found), boats_table(found))
    heights = [2 + len(table.rows) for table in tables]
    figure = new_figure(13.5, 2.4 + 0.36 * sum(heights))
    panels = figure.subplots(2, 2, squeeze=False, height_ratios=heights, width_ratios=[3.2, 1.0])
    titles = (
        "Arrivals: parts of the reduction",
        f"Launches: parts of the reduction ({WHOLE_RUN})",
    )
    for axes, table, title in zip(panels[:, 0], tables, titles, strict=True):
        _steps(axes, table, title)
    _deaths(panels[0, 1], [each for each in harm(found) if each.outcome != "arrivals"])
    panels[1, 1].set_axis_off()
    _key(figure)
    add_title(figure, f"Where the reduction went: {design.scenarios[1].title}")
    add_foot(
        figure,
        f"Arrivals and launches {found.focus}, against the baseline ({design.baseline.title}). "
        "Each bar begins where the one above ends; together they are the reduction. Lines: 95 % "
        "intervals of each part. A bar to the left takes away from the reduction.",
        source_line(design, counted(design.replicates, "replicate")),
        "",
        "",
        size=9,
    )
    return figure


def _steps(axes: Axes, table: Table, title: str) -> None:
    rows = (table.total, *table.rows)
    faint = "" if table.clear or table.empty else f"\n{FAINT}"
    axes.set_title(f"{title}{faint}")
    axes.set_yticks(range(len(rows)), [row.text for row in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.grid(axis="y", visible=False)
    axes.axvline(0, color="black", linewidth=1)
    axes.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    axes.set_xlabel(table.local.unit)
    if table.empty:
        say_nothing_to_show(axes, "none in the focus in either world")
        return
    before, ends = 0.0, [0.0]
    for index, row in enumerate(rows):
        begins = 0.0 if row is table.total else before
        ends += _step(axes, index, begins, row, table.clear)
        if row is not table.total:
            before += row.net.mean
    left, right = min(ends), max(ends)
    reach = max(right - left, 1.0)
    for index, row in enumerate(rows):
        axes.text(
            right + 0.03 * reach, index, change(row.net, table.local.unit), va="center", fontsize=9
        )
    axes.set_xlim(left - 0.04 * reach, right + ROOM_FOR_TEXT * reach)


def _step(axes: Axes, index: int, begins: float, row: Row, clear: bool) -> list[float]:
    """Draw one part from where the last one ended, grey if unclear; return how far it reaches."""
    colour = VERMILLION if row.name == DEATH else COLOURS[row.part]
    ends = begins + row.net.mean
    edge = colour if row.part else "black"
    if not clear:
        colour, edge = FAINT_COLOUR, FAINT_COLOUR
    axes.barh(index, row.net.mean, left=begins, height=0.62, color=colour, edgecolor=edge)
    if row.part:
        axes.vlines(ends, index, index + 1, color=GREY, linewidth=0.8, linestyle=":")
    if not row.net.known:
        return [begins, ends]
    low, high = begins + row.net.low, begins + row.net.high
    axes.plot([low, high], [index, index], color="black", linewidth=1.4)
    return [begins, ends, low, high]


def _deaths(axes: Axes, rows: list[Effect]) -> None:
    axes.set_title("Reduction in deaths", color=VERMILLION)
    axes.set_yticks(range(len(rows)), ["in the period", "in the focus"])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.grid(axis="y", visible=False)
    axes.axvline(0, color="black", linewidth=1)
    axes.xaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.set_xlabel("people")
    for index, each in enumerate(rows):
        _mark(axes, index, reduction(each))
        axes.text(
            0.5, index + 0.3, change(reduction(each), each.unit),
            transform=axes.get_yaxis_transform(), ha="center", va="center", fontsize=9,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
        )  # fmt: skip
    reach = max(1.0, *map(abs, axes.get_xlim()))
    axes.set_xlim(-reach, reach)


def _mark(axes: Axes, index: int, change: Interval) -> None:
    colour = VERMILLION if change.direction else GREY
    if change.known:
        axes.plot([change.low, change.high], [index, index], color=colour, linewidth=2.2)
    axes.plot(
        change.mean, index, "o", ms=8, color=colour, mfc=colour if change.direction else "white"
    )


def _key(figure: Figure) -> None:
    names = {Part.MOVED: BLUE, Part.OPEN: LIGHT, Part.DID_NOT_COME: GREY}
    marks: list[Patch | Line2D] = [
        Patch(color=colour, label=part) for part, colour in names.items()
    ]
    marks.append(Patch(color=VERMILLION, label="died"))
    marks.append(Line2D([], [], color="black", linewidth=1.4, label="95 % interval"))
    figure.legend(
        handles=marks, loc="lower left", bbox_to_anchor=(0.0, 0.0), ncols=len(marks), fontsize=10
    )
