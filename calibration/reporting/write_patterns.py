"""Write what was found of the patterns: figures, and the documents' page or a page alone."""

from __future__ import annotations

from pathlib import Path

from calibration.patterns.declared_patterns import load_patterns
from calibration.patterns.pattern_runs import Runs
from calibration.reporting import patterns_page
from calibration.reporting.pattern_figures.finders import FIND
from runs.atomic_files import write_text
from runs.reporting import drawing
from runs.reporting.figure_style import style
from runs.reporting.generated_sections import DOCS, rewritten, standalone
from runs.results_folder import replacing

OURS = (patterns_page.NAME, *(f"{patterns_page.FIGURES}/{name}.png" for name in FIND))
"""Everything that a folder of them may hold."""


def write(out: Path, runs: Runs) -> None:
    """Draw the figures, then write the documents' page with its made parts made anew."""
    made = _draw(out, runs)
    page = out / patterns_page.NAME
    before = page if page.exists() else DOCS / patterns_page.NAME
    write_text(page, rewritten(before.read_text(encoding="utf-8"), made))


def save(folder: Path, runs: Runs) -> None:
    """Write figures and a page of the made parts alone, all at once or not at all.

    Raises:
        InputError: If the folder is there and holds something else.
    """
    titles = {each.name: each.title for each in load_patterns()}
    with replacing(folder, OURS) as partial:
        made = _draw(partial, runs)
        sections = {titles.get(name, "Verdicts"): text for name, text in made.items()}
        text = standalone("Patterns", sections)
        (partial / patterns_page.NAME).write_text(text, encoding="utf-8")


def _draw(out: Path, runs: Runs) -> dict[str, str]:
    """Write every figure; return the made parts of the page by name."""
    figures = out / patterns_page.FIGURES
    figures.mkdir(parents=True, exist_ok=True)
    patterns, findings = load_patterns(), {}
    with style():
        for pattern in patterns:
            found = FIND[pattern.name](runs)
            drawing.save(found.figure, figures / f"{pattern.name}.png")
            findings[pattern.name] = found
    return patterns_page.parts(patterns, findings, runs.levers.comparison)
