"""The figures of docs/verification.md."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd

mpl.use("Agg")
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

PANELS = {
    "arrivals": "Arrivals, people a month",
    "deaths": "Deaths at sea, people a month",
    "boats": "Boats arrived a month",
    "people_per_boat": "People per boat",
}
BLUE, RED, GREY = "#0072B2", "#D55E00", "#666666"
LEVELS = ((0.9, 0.18), (0.8, 0.32), (0.5, 0.5))
BEFORE = 12
ORDER = ("model", "seasonal naive", "scaled last year", "AutoETS", "AutoARIMA", "AutoTheta", "CES",
         "pool")  # fmt: skip


def draw(
    folder: Path,
    paths: pd.DataFrame,
    training: pd.DataFrame,
    observed: pd.DataFrame,
    scores: pd.DataFrame,
) -> None:
    """Write both figures."""
    plt.rcParams.update({"font.size": 11, "axes.spines.top": False, "axes.spines.right": False})
    fans(paths, training, observed).savefig(folder / "verification-fans.png", dpi=150)
    bars(scores).savefig(folder / "verification-scores.png", dpi=150)


def fans(paths: pd.DataFrame, training: pd.DataFrame, observed: pd.DataFrame) -> plt.Figure:
    """Fan against what came, a panel for each measure."""
    figure, axes = plt.subplots(2, 2, figsize=(12, 8), sharex=True, layout="constrained")
    for axis, (measure, title) in zip(axes.flat, PANELS.items(), strict=True):
        fan(axis, paths.pivot_table(index="replicate", columns="month", values=measure))
        before = training[measure].iloc[-BEFORE:]
        axis.plot(range(-BEFORE, 0), before, "-", color=GREY, label="record before")
        axis.plot(range(len(observed)), observed[measure], "o-", color=RED, label="what came")
        axis.set_title(title, loc="left")
        axis.set_ylim(bottom=0)
        months = [*before.index, *observed.index]
        places = range(-BEFORE, len(observed), 4)
        axis.set_xticks(places, [months[place + BEFORE].strftime("%b\n%Y") for place in places])
    axes[0, 0].legend(frameon=False, loc="upper left")
    return figure


def fan(axis: Axes, members: pd.DataFrame) -> None:
    """Bands of 50, 80 and 90 %, and the median."""
    for level, alpha in LEVELS:
        ends = [
            np.nanquantile(members, (1 + side * level) / 2, axis=0, method="weibull")
            for side in (-1, 1)
        ]
        axis.fill_between(
            range(members.shape[1]), *ends, color=BLUE, alpha=alpha, linewidth=0,
            label=f"{level:.0%} of paths",
        )  # fmt: skip
    axis.plot(members.median().to_numpy(), color=BLUE, label="median path")


def bars(scores: pd.DataFrame) -> plt.Figure:
    """Mean CRPS of each forecast over the model's."""
    of = scores[scores["month"] == "all"].pivot_table(
        index="forecast", columns="measure", values="crps"
    )
    figure, axes = plt.subplots(1, 4, figsize=(12, 3.8), sharey=True, layout="constrained")
    for axis, (measure, title) in zip(axes, PANELS.items(), strict=True):
        values = of[measure].reindex(ORDER[::-1])
        colours = [BLUE if name == "model" else GREY for name in values.index]
        axis.barh(values.index, values, color=colours)
        axis.axvline(values["model"], color=BLUE, linewidth=1, linestyle=":")
        axis.set_title(title.split(",")[0].removesuffix(" a month"), loc="left")
        axis.set_xlim(0, min(values.max(), 4 * values["model"]) * 1.22)
        for place, value in enumerate(values):
            cut = value > 0.84 * axis.get_xlim()[1]
            axis.annotate(
                f"{value:,.3g}" if value < 1000 else f"{value:,.0f}",
                (min(value, axis.get_xlim()[1]), place),
                xytext=(-4 if cut else 3, 0), textcoords="offset points", va="center",
                ha="right" if cut else "left", fontsize=9, color="white" if cut else "black",
            )  # fmt: skip
    figure.supxlabel("Mean CRPS of a month; lower is better")
    return figure
