"""Figures of results: SVG and PNG, the same bytes from the same results."""

from experiments.figures.displacement import displacement_figure
from experiments.figures.effects import effects_figure
from experiments.figures.style import save, style
from experiments.figures.timeline import timeline_figure
from experiments.figures.year import year_figure

__all__ = [
    "displacement_figure",
    "effects_figure",
    "save",
    "style",
    "timeline_figure",
    "year_figure",
]
