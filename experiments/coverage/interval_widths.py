"""How wide intervals are with and without drawn strengths: ``make widths``."""

from __future__ import annotations

import sys
from pathlib import Path

from experiments.coverage.interval_coverage import SHOWN, Effects, effects_of
from experiments.uncertainty.single_worlds import single_world
from runs.intervals import Interval, of_means
from runs.number_format import rounded
from runs.reporting.markdown import table
from runs.reporting.outcome_names import NAMES


def widths_table(drawn: Effects, central: Effects) -> list[str]:
    """Widths of both intervals of each effect, as Markdown.

    Args:
        drawn: Effects of runs that draw strengths.
        central: Effects of the same runs with central strengths.
    """
    rows = []
    for name in drawn:
        for outcome in SHOWN if name in central else ():
            both = [of[name][outcome] for of in (drawn, central)]
            means = of_means(both[0][None, :])[0], of_means(both[1][None, :])[0]
            worlds = single_world(both[0]), single_world(both[1])
            rows.append([f"{name}: {NAMES[outcome]}", *_cells(*means), *_cells(*worlds)])
    header = ["Effect", "Mean, strengths drawn", "Mean, central", "Ratio of widths",
              "One world, drawn", "One world, central", "Ratio of widths"]  # fmt: skip
    return table(header, rows)


def _cells(drawn: Interval, central: Interval) -> list[str]:
    ratio = drawn.half_width / central.half_width if central.half_width else float("nan")
    return [*(_ends(each) for each in (drawn, central)), f"{ratio:.2f}"]


def _ends(found: Interval) -> str:
    ends = (f"{rounded(end):+,g}" for end in (found.low, found.high))
    return " to ".join(ends).replace("-", "\N{MINUS SIGN}")


if __name__ == "__main__":
    print("\n".join(widths_table(*(effects_of(Path(each)) for each in sys.argv[1:3]))))
