"""What all results have in common: figures, and how notebooks show them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pandas as pd

from experiments.comparison.verdicts import FEWEST_JUDGED
from runs.comparison_design import Comparison
from runs.included_uncertainty import included
from runs.number_format import counted
from scenarios.errors import InputError, instead

if TYPE_CHECKING:
    from matplotlib.figure import Figure


PNG = "image/png"
NO_FORECAST = "This compares policies under stated assumptions; it is not a forecast."


def draw(name: str, figures: Mapping[str, Callable[[], Figure]]) -> Figure:
    """Draw one of several figures, in the style of all figures.

    Args:
        name: Which.
        figures: What draws each, by name.

    Raises:
        InputError: If there is none of that name.
    """
    from runs.reporting.figure_style import style

    if name not in figures:
        raise InputError(f"unknown figure {name!r}{instead(name, figures)}")
    with style():
        figure = figures[name]()
    _show_in_notebooks(type(figure))
    return figure


def html(
    title: str, table: pd.DataFrame, sentences: list[str], *, digits: int | None = None
) -> str:
    """A title, a table and sentences as HTML; all text is escaped.

    Args:
        title: Heading.
        table: As it is shown.
        sentences: Below the table.
        digits: Decimals of numbers in the table; as pandas has them if None.
    """
    form = None if digits is None else (lambda value: f"{value:,.{digits}f}")
    shown = table.to_html(index=False, float_format=form, na_rep="", border=0)
    listed = "".join(f"<li>{escape(each)}</li>" for each in sentences if each)
    return f"<p><strong>{escape(title)}</strong></p>{shown}<ul>{listed}</ul>"


def about_parameters(comparison: Comparison) -> str:
    """A sentence on where parameters and strengths come from."""
    return f"{included(comparison)}."


def too_few(replicates: int) -> str:
    """A sentence on what so few replicates do not give; empty if they are enough for verdicts."""
    if replicates >= FEWEST_JUDGED:
        return ""
    return f"{counted(replicates, 'replicate')}: verdicts need at least {FEWEST_JUDGED}."


def _show_in_notebooks(figure: type[Figure]) -> None:
    """Let a notebook show figures, which no window of matplotlib's shows; elsewhere do nothing."""
    shell: Any = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is None:
        return
    formatter = shell.display_formatter.formatters[PNG]
    if figure not in formatter:
        formatter.for_type(figure, _as_png)


def _as_png(figure: Figure) -> bytes:
    made = BytesIO()
    figure.savefig(made, format="png")
    return made.getvalue()
