"""What is shown of a pattern: its values, one figure, and its caption."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from calibration.patterns.pattern_values import Value


@dataclass(frozen=True)
class Finding:
    """One pattern found or not.

    Attributes:
        values: By the names of its declared measures.
        figure: The figure.
        shows: What the figure shows, for those who cannot see it.
        caption: What each panel is, with sample sizes and sources.
    """

    values: dict[str, Value]
    figure: Figure
    shows: str
    caption: str
