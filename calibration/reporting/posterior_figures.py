"""Free numbers before and after the data."""

from __future__ import annotations

import math
from collections.abc import Mapping
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator
from numpy.typing import NDArray

from calibration.identifiability.data_information import Learnt
from calibration.posterior import Posterior
from calibration.priors import NINE_IN_TEN, Prior, Priors
from calibration.reporting.forecast_figure import BANDS
from runs.reporting.figure_style import BLUE, GREY, VERMILLION, new_figure

Floats = NDArray[np.float64]

COLUMNS = 5
REACH = 3.0
"""Prior scores shown to each side of the middle."""
BINS = 24
FACTORS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)


def parameters_figure(
    priors: Priors, members: Mapping[str, Floats], learnt: Mapping[str, Learnt]
) -> Figure:
    """One panel a parameter: the prior's density, the draws, and the declared default.

    Each panel is on the scale of its prior, and names the values that the prior holds nine chances
    in ten between, and its middle.

    Args:
        priors: What was free.
        members: As :func:`calibration.identifiability.data_information.standardised` gives them.
        learnt: What was learned from the data, by free number.
    """
    from sim.parameters import PARAMETERS

    size = len(next(iter(members.values())))
    rows = math.ceil(len(priors.parameters) / COLUMNS)
    figure = new_figure(14, 1.0 + 1.9 * rows)
    figure.suptitle(
        "Parameters before and after the data", x=0.01, ha="left", fontsize=15, fontweight="bold"
    )
    panels = list(figure.subplots(rows, COLUMNS, squeeze=False).flat)
    for axes, prior in zip(panels, priors.parameters, strict=False):
        declared = PARAMETERS[prior.parameter]
        values = members[prior.parameter]
        _panel(axes, prior, values, prior.score(float(declared.default)))
        axes.set_title(prior.parameter, fontsize=10.5, loc="left")
        axes.set_xlabel(f"{declared.unit}", fontsize=9.5)
        axes.text(
            0.0, 0.97, fill(learnt[prior.parameter].words, 12), transform=axes.transAxes,
            va="top", fontsize=8.5, color=GREY,
        )  # fmt: skip
    for axes in panels[len(priors.parameters) :]:
        axes.set_visible(False)
    figure.legend(
        handles=[
            Line2D([], [], color="black", lw=1.6, label="prior"),
            Patch(color=BLUE, alpha=0.6, label=f"posterior, {size} draws"),
            Line2D([], [], color=VERMILLION, lw=2.2, label="declared default"),
        ],
        loc="outside lower left", ncols=3, fontsize=11,
    )  # fmt: skip
    return figure


def _panel(axes: Axes, prior: Prior, scores: Floats, default: float) -> None:
    reach = max(REACH, float(np.abs(scores).max()))
    grid = np.linspace(-reach, reach, 300)
    axes.plot(grid, np.exp(-(grid**2) / 2) / math.sqrt(2 * math.pi), color="black", lw=1.6)
    edges = np.linspace(-reach, reach, BINS + 1).tolist()
    axes.hist(scores, edges, density=True, color=BLUE, alpha=0.6)
    axes.axvline(default, 0, 0.16, color=VERMILLION, lw=2.4)
    axes.set_xlim(-reach, reach)
    axes.set_ylim(0, 1.35 * axes.get_ylim()[1])
    axes.yaxis.set_major_locator(NullLocator())
    axes.spines["left"].set_visible(False)
    ticks = (-NINE_IN_TEN, 0.0, NINE_IN_TEN)
    axes.set_xticks(ticks, [_tick(prior.value(tick)) for tick in ticks], fontsize=9)


def _tick(value: float) -> str:
    return f"{float(f'{value:.3g}'):,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def demand_figure(priors: Priors, posterior: Posterior) -> Figure:
    """Unexplained demand by quarter, as a factor: the prior's 90 % interval, and the draws."""
    figure = new_figure(10, 4.2)
    axes = figure.subplots()
    indices = np.arange(len(priors.quarters))
    levels = np.array([posterior.demand[number] for number in priors.quarters])
    reach = NINE_IN_TEN * np.array(list(priors.demand_spread().values()))
    for end in (-reach, reach):
        axes.plot(indices, np.exp(end), color="black", lw=1.4, ls="--")
    for low, high, alpha in BANDS:
        bottom, top = np.exp(np.quantile(levels, (low, high), axis=1))
        axes.fill_between(indices, bottom, top, color=BLUE, alpha=alpha, linewidth=0)
    axes.plot(indices, np.exp(np.median(levels, axis=1)), color=BLUE, marker="o", ms=5, lw=1.8)
    axes.set_yscale("log")
    axes.yaxis.set_major_locator(FixedLocator(FACTORS))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    names = [f"{number // 4} Q{number % 4 + 1}" for number in priors.quarters]
    axes.set_xticks(indices, [name.replace(" ", "\n") for name in names], fontsize=9)
    axes.set_ylabel("factor on entries")
    axes.set_title("Demand that nothing explains, by quarter")
    figure.legend(
        handles=[
            Line2D([], [], color="black", lw=1.4, ls="--", label="prior, 90 %"),
            Line2D([], [], color=BLUE, marker="o", lw=1.8, label="median of draws"),
            Patch(color=BLUE, alpha=0.45, label="half of draws"),
            Patch(color=BLUE, alpha=0.18, label="90 %"),
        ],
        loc="outside lower left", ncols=4, fontsize=10,
    )  # fmt: skip
    return figure
