"""Score fits from earlier cut-offs on the months that followed, beside naive forecasts.

``python -m experiments.backtest FOLDER... [--replicates N] [--workers N] [--write]`` reads the
posteriors that ``narrows calibrate --cutoff DATE --out FOLDER`` wrote, forecasts under the baseline
up to the data cut-off, and prints CRPS and coverage of 90 % intervals; ``--write`` puts them, and
the fans with what came, into ``docs``.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from calibration.naive import RULES, Rule
from calibration.naive import forecast as naive
from calibration.observations import Observations
from calibration.posterior import Posterior, load_posterior
from calibration.scoring import Scores, relative, score
from experiments.compilation import compile_model
from experiments.cores import cores
from experiments.figures.backtest import backtest_figure
from experiments.figures.style import save, style
from experiments.forecasting import Forecast, begins, forecast, months_between
from experiments.markdown import table
from experiments.patterns.page import rewritten
from experiments.progress import progress
from scenarios.evidence import CUT_OFF
from scenarios.loader import load_scenario

Floats = NDArray[np.float64]

DOCS = Path(__file__).parents[1] / "docs"
OUTCOMES = ("arrivals", "boats", "load")
YARDSTICKS: tuple[Rule, ...] = ("seasonal", "scaled-12")
"""The better of these two is what the model is to beat; the others are shown beside them."""
NAIVE_PATHS = 4_000


@dataclass(frozen=True)
class Backtest:
    """One fit, judged on what came.

    Attributes:
        cutoff: Last day that the fit knew.
        made: Its forecast.
        seen: What came, by outcome, shape (months,).
        model: Its scores by outcome.
        rules: Scores of each naive rule by outcome.
    """

    cutoff: date
    made: Forecast
    seen: Mapping[str, Floats]
    model: Mapping[str, Scores]
    rules: Mapping[Rule, Mapping[str, Scores]]


def judge(
    posterior: Posterior, replicates: int, workers: int, report: Callable[[int, int], None]
) -> Backtest:
    """Forecast from the cut-off of a fit to that of the data, and score it."""
    first, cutoff = begins(posterior), date.fromisoformat(posterior.facts["cutoff"])
    known, months = Observations(cutoff), months_between(first, CUT_OFF) + 1
    made = forecast(posterior, load_scenario("baseline"), months, replicates, workers, report)
    record = Observations().monthly(made.months[0], made.months[-1])
    seen = {name: record[name].to_numpy(np.float64) for name in OUTCOMES}
    paths = {"arrivals": made.arrivals, "boats": made.boats, "load": np.nan_to_num(made.load)}
    others = {rule: naive(known, rule, months, NAIVE_PATHS, 1) for rule in RULES}
    return Backtest(
        cutoff, made, seen,
        {name: score(paths[name], seen[name]) for name in OUTCOMES},
        {
            rule: {name: score(given[name], seen[name]) for name in OUTCOMES}
            for rule, given in others.items()
        },
    )  # fmt: skip


def summary(tests: Sequence[Backtest]) -> str:
    """Table of all scores; the last rows take all months together."""
    header = ["fitted to", "outcome", "months", "CRPS", *RULES, "ratio to the better yardstick",
              "90 % intervals held"]  # fmt: skip
    rows = [_row(name, [each]) for each in tests for name in OUTCOMES]
    if len(tests) > 1:
        rows += [_row(name, tests) for name in OUTCOMES]
    return "\n".join(table(header, rows))


def _row(name: str, tests: Sequence[Backtest]) -> list[str]:
    mine = np.concatenate([each.model[name].crps for each in tests])
    held = np.concatenate([each.model[name].covered for each in tests])
    others = {
        rule: np.concatenate([each.rules[rule][name].crps for each in tests]) for rule in RULES
    }
    best = min(YARDSTICKS, key=lambda rule: others[rule].mean())
    ratio = relative(mine, others[best], 1)
    return [
        str(tests[0].cutoff) if len(tests) == 1 else "**all together**",
        {"load": "people per boat"}.get(name, name),
        str(mine.size), f"{mine.mean():.4g}",
        *(f"{scores.mean():.4g}" for scores in others.values()),
        f"**{ratio.ratio:.2f}** ({ratio.low:.2f} to {ratio.high:.2f})",
        f"{held.mean():.0%}",
    ]  # fmt: skip


def write(tests: Sequence[Backtest], docs: Path) -> None:
    """Put the table between its marks in ``calibration.md``, and draw the fans."""
    page = docs / "calibration.md"
    made = rewritten(page.read_text(encoding="utf-8"), {"back-tests": summary(tests)})
    folder = docs / "figures" / "calibration"
    folder.mkdir(parents=True, exist_ok=True)
    with style():
        save(backtest_figure(tests), folder, "backtests")
    page.write_text(made, encoding="utf-8")


def main() -> None:
    """Judge every fit given."""
    parser = argparse.ArgumentParser(prog="python -m experiments.backtest", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--replicates", type=int, default=200)
    parser.add_argument("--workers", type=int, default=cores())
    parser.add_argument("--write", action="store_true", help="put the result into docs")
    options = parser.parse_args()
    compile_model()
    tests = []
    for folder in options.folders:
        with progress("paths") as report:
            posterior = load_posterior(folder / "posterior.parquet")
            tests.append(judge(posterior, options.replicates, options.workers, report))
    print(summary(tests))
    if options.write:
        write(tests, DOCS)


if __name__ == "__main__":
    main()
