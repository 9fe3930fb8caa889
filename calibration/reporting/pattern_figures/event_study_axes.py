"""Responses to a shock on axes of weeks before and after it."""

from __future__ import annotations

from matplotlib.axes import Axes

from calibration.patterns.event_study import WEEKS
from calibration.patterns.pattern_values import Floats
from runs.reporting import drawing


def curve(axes: Axes, samples: Floats, colour: str, style: str = "-") -> None:
    """Draw one response with its band."""
    drawing.band(axes, WEEKS, samples, colour, style)


def frame(axes: Axes, title: str, up: str, signed: bool = True) -> None:
    """Name the panel, mark the shock, and write ticks in per cent if values are shares."""
    axes.axvline(0, color=drawing.BLACK, linewidth=1, linestyle="--")
    drawing.name(axes, title, "weeks from the shock", up)
    axes.set_xticks(range(-8, 53, 12))
    if signed:
        drawing.shares(axes, signed=True)
