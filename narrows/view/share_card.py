"""A card to share: an image with the question, the answer, its intervals, and what it rests on."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from textwrap import wrap

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

import sim
from narrows.view.answer_in_brief import figures, sentence
from narrows.view.downloads import IMAGES, drawing
from narrows.view.effect_summary import Findings
from narrows.view.page_link import State
from runs.number_format import counted
from runs.parameter_source import SHOWN, parameter_source
from scenarios.errors import InputError, instead

WIDTH, HEIGHT, DOTS = 1200, 630, 100
"""Pixels, as sites show cards, and dots an inch."""
INK, SOFT, BRAND, CLEAR, PALE = "#15202b", "#3d4a58", "#10324a", "#6a2fa8", "#d8dee6"
SHOWN_FIGURES = 3
"""Figures on a card: people averted, expected deaths, public cost."""
NOT_RUN = "No replicates of this question are finished yet; open the page to run them."
KEPT = 64


@dataclass(frozen=True)
class Card:
    """What stands on a card.

    Attributes:
        question: What is asked.
        answer: In one sentence, as far as verdicts carry it.
        figures: Title, value, lines below it and whether a change is claimed, of each figure.
        foot: Version, seed, replicates and posterior.
    """

    question: str
    answer: str
    figures: tuple[tuple[str, str, tuple[str, ...], bool], ...]
    foot: str

    @property
    def text(self) -> str:
        """All of it in words, for those who do not see the image."""
        parts = [f"{title}: {value}. {' '.join(lines)}" for title, value, lines, _ in self.figures]
        return " ".join([self.question, self.answer, *parts, self.foot])


def share_card(question: str, until: str, state: State, findings: Findings | None) -> Card:
    """The card of an answer.

    Args:
        question: What is asked, in a sentence.
        until: The last day looked at, as it is written.
        state: What the page shows.
        findings: What the paired replicates say; None if none are finished.
    """
    question = "".join(each for each in question if each.isprintable())
    if findings is None:
        return Card(question, NOT_RUN, (), f"Narrows {sim.__version__}, seed {state.seed}")
    shown = figures(findings, list(state.pulled))[:SHOWN_FIGURES]
    source = parameter_source(findings.results.comparison.posterior)
    foot = [
        f"Narrows {sim.__version__}", f"seed {state.seed}",
        counted(findings.done, "paired replicate"),
        f"posterior {str(source['sha256'] or 'none')[:SHOWN]}",
    ]  # fmt: skip
    older = f" {findings.runs}" if findings.runs else ""
    return Card(
        question,
        sentence(findings, until),
        tuple((each.title, each.value, each.lines[:2], each.claimed) for each in shown),
        f"{', '.join(foot)}. A scenario of a model, not a forecast.{older}",
    )


@lru_cache(maxsize=KEPT)
def draw_card(card: Card, suffix: str) -> bytes:
    """A card as an image.

    Args:
        card: What stands on it.
        suffix: ``png`` or ``svg``.

    Raises:
        InputError: If there is no such format.
    """
    if suffix not in IMAGES:
        raise InputError(f"there is no format {suffix!r}{instead(suffix, IMAGES)}")
    from runs.reporting.figure_style import style

    written = BytesIO()
    about = {"Title": card.question, "Description": card.text}
    with drawing, style(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        figure = _figure(card)
        figure.savefig(
            written, format=suffix, dpi=DOTS, facecolor="white",
            metadata={**about, "Date": None} if suffix == "svg" else about,
        )  # fmt: skip
    return written.getvalue()


def _figure(card: Card) -> Figure:
    figure = Figure(figsize=(WIDTH / DOTS, HEIGHT / DOTS))
    FigureCanvasAgg(figure)
    figure.text(0.04, 0.945, "Narrows", size=17, weight="bold", color=BRAND, va="center")
    figure.text(
        0.15, 0.942, "small boats across the Channel: what a measure would change",
        size=12, color=SOFT, va="center",
    )  # fmt: skip
    top = _written(figure, card.question, 0.845, 58, 22, 0.066, INK, "bold")
    _written(figure, card.answer, top - 0.03, 74, 17, 0.054, SOFT, "normal")
    for at, (title, value, lines, claimed) in enumerate(card.figures):
        left = 0.04 + at * 0.315
        figure.add_artist(_rule(left, 0.385, CLEAR if claimed else PALE))
        figure.text(left, 0.345, title, size=12.5, weight="bold", color=SOFT, va="center")
        figure.text(
            left, 0.27, value, size=25, weight="bold", color=CLEAR if claimed else INK,
            va="center", parse_math=False,
        )  # fmt: skip
        top = 0.205
        for line in lines:
            top = _written(figure, line, top, 37, 12, 0.036, SOFT, "normal", left, most=2)
    _written(figure, card.foot, 0.055, 130, 10, 0.028, SOFT, "normal", most=2)
    return figure


def _rule(left: float, height: float, colour: str) -> Line2D:
    return Line2D([left, left + 0.285], [height, height], color=colour, linewidth=4)


def _written(
    figure: Figure,
    text: str,
    top: float,
    across: int,
    size: float,
    step: float,
    colour: str,
    weight: str,
    left: float = 0.04,
    most: int = 4,
) -> float:
    """Write text in lines of so many characters; gives the height below the last."""
    lines = wrap(text, across)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1][: across - 1]}…"]
    for line in lines:
        figure.text(left, top, line, size=size, color=colour, weight=weight, va="center",
                    parse_math=False)  # fmt: skip
        top -= step
    return top
