"""Scores of fits from earlier cut-offs on the months that followed, beside naive forecasts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from calibration.backtests import OUTCOMES, YARDSTICKS, Backtest, Floats
from calibration.forecast_scores import relative
from calibration.naive_forecasts import RULES, Rule
from calibration.reporting.backtest_figure import backtest_figure
from runs.atomic_files import write_text
from runs.reporting.drawing import save as save_figure
from runs.reporting.figure_style import style
from runs.reporting.generated_sections import rewritten, standalone
from runs.reporting.markdown import table
from runs.results_folder import replacing

HEADER = ("fitted to", "outcome", "months", "CRPS", *RULES, "ratio to the better yardstick",
          "90 % intervals held")  # fmt: skip
NAME, FIGURE = "backtests.md", "backtests.png"
OURS = (NAME, FIGURE)
"""Everything that a folder of back-tests may hold."""


def summary(tests: Sequence[Backtest]) -> str:
    """Table of all scores, in Markdown."""
    return "\n".join(table(list(HEADER), rows(tests)))


def rows(tests: Sequence[Backtest]) -> list[list[str]]:
    """Rows of all scores; the last take all cut-offs together, some months more than once."""
    found = [_row(name, [each]) for each in tests for name in OUTCOMES]
    if len(tests) > 1:
        found += [_row(name, tests) for name in OUTCOMES]
    return found


def as_json(test: Backtest) -> dict[str, Any]:
    """The scores of one fit as one JSON object: mean CRPS, of the naive rules too, and coverage."""
    return {
        "cutoff": test.cutoff.isoformat(),
        "months": [month.isoformat() for month in test.made.months],
        "outcomes": {
            name: {
                "crps": float(test.model[name].crps.mean()),
                "covered": int(test.model[name].covered.sum()),
                "rules": {
                    rule: float(given[name].crps.mean())
                    for rule, given in test.rules.items()
                    if name in given
                },
            }
            for name in OUTCOMES
        },
    }


def _row(name: str, tests: Sequence[Backtest]) -> list[str]:
    mine, kept = (
        np.concatenate([getattr(each.model[name], what) for each in tests])
        for what in ("crps", "covered")
    )
    others = {
        rule: np.concatenate([each.rules[rule][name].crps for each in tests])
        for rule in RULES
        if name in tests[0].rules[rule]
    }
    return [
        str(tests[0].cutoff) if len(tests) == 1 else "**all together**",
        {"load": "people per boat"}.get(name, name),
        str(mine.size), f"{mine.mean():.4g}",
        *(f"{others[rule].mean():.4g}" if others else "none" for rule in RULES),
        _ratio(mine, others, alone=len(tests) == 1) if others else "none",
        f"{kept.sum():.0f} of {kept.size}",
    ]  # fmt: skip


def _ratio(mine: Floats, others: Mapping[Rule, Floats], *, alone: bool) -> str:
    """Mean score over that of the better yardstick; several cut-offs share months: no interval."""
    best = min(YARDSTICKS, key=lambda rule: others[rule].mean())
    found = relative(mine, others[best], 1)
    known = alone and np.isfinite(found.low)
    return f"**{found.ratio:.2f}**" + (f" ({found.low:.2f} to {found.high:.2f})" if known else "")


def write(tests: Sequence[Backtest], docs: Path) -> None:
    """Put the table between its marks in ``calibration.md``, and draw the fans."""
    page = docs / "calibration.md"
    made = rewritten(page.read_text(encoding="utf-8"), {"back-tests": summary(tests)})
    folder = docs / "figures" / "calibration"
    folder.mkdir(parents=True, exist_ok=True)
    with style():
        save_figure(backtest_figure(tests), folder / FIGURE)
    write_text(page, made)


def save(folder: Path, tests: Sequence[Backtest]) -> None:
    """Write table and fans, all at once or not at all.

    Raises:
        InputError: If the folder is there and holds something else.
    """
    with replacing(folder, OURS) as partial:
        with style():
            save_figure(backtest_figure(tests), partial / FIGURE)
        shown = f"{summary(tests)}\n\n![What was forecast at each cut-off, and what came]({FIGURE})"
        (partial / NAME).write_text(standalone("Back-tests", {"Scores": shown}), encoding="utf-8")
