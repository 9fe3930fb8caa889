"""Score fits from earlier cut-offs on the months that followed, beside naive forecasts.

``python -m calibration.reporting.write_backtests FOLDER... [--replicates N] [--workers N]
[--write]`` reads the posteriors that ``narrows calibrate --cutoff DATE --out FOLDER`` wrote,
forecasts under the baseline up to the data cut-off, and prints CRPS and coverage of 90 % intervals;
``--write`` puts them, and the fans with what came, into ``docs``.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from calibration.backtests import OUTCOMES, YARDSTICKS, Backtest, Floats, judge
from calibration.forecast_scores import relative
from calibration.forecasts import begins
from calibration.naive_forecasts import RULES, Rule
from calibration.posterior import load_posterior
from calibration.reporting.backtest_figure import backtest_figure
from runs.compilation import compile_model
from runs.cores import cores
from runs.progress import progress
from runs.reporting.drawing import save
from runs.reporting.figure_style import style
from runs.reporting.generated_sections import DOCS, rewritten
from runs.reporting.markdown import table
from scenarios.evidence import CUT_OFF


def summary(tests: Sequence[Backtest]) -> str:
    """Table of all scores; the last rows take all cut-offs together, some months more than once."""
    header = ["fitted to", "outcome", "months", "CRPS", *RULES, "ratio to the better yardstick",
              "90 % intervals held"]  # fmt: skip
    rows = [_row(name, [each]) for each in tests for name in OUTCOMES]
    if len(tests) > 1:
        rows += [_row(name, tests) for name in OUTCOMES]
    return "\n".join(table(header, rows))


def _row(name: str, tests: Sequence[Backtest]) -> list[str]:
    mine, held = (
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
        f"{held.sum():.0f} of {held.size}",
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
        save(backtest_figure(tests), folder / "backtests.png")
    page.write_text(made, encoding="utf-8")


def main() -> None:
    """Judge every fit given."""
    parser = argparse.ArgumentParser(
        prog="python -m calibration.reporting.write_backtests", description=__doc__
    )
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--replicates", type=int, default=200, help="paths, 2 or more")
    parser.add_argument("--workers", type=int, default=cores())
    parser.add_argument("--write", action="store_true", help="put the result into docs")
    options = parser.parse_args()
    if options.replicates < 2 or options.workers < 1:
        parser.error("--replicates must be 2 or more, and --workers 1 or more")
    files = [folder / "posterior.parquet" for folder in options.folders]
    for file in files:
        if not file.is_file():
            parser.error(f"{file} is not there; narrows calibrate --out {file.parent} makes it")
    posteriors = [load_posterior(file) for file in files]
    for file, posterior in zip(files, posteriors, strict=True):
        if begins(posterior) > CUT_OFF:
            parser.error(f"{file} knows all there is until {CUT_OFF}; give an earlier cut-off")
    compile_model()
    tests = []
    for posterior in posteriors:
        with progress("paths") as report:
            tests.append(judge(posterior, options.replicates, options.workers, report))
    print(summary(tests))
    if options.write:
        write(tests, DOCS)


if __name__ == "__main__":
    main()
