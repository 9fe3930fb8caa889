"""Fit data that the model itself has made, and say whether truths rank evenly among members.

``python -m experiments.ranks FOLDER [--sets N] [--members N] [--cutoff DATE] [--seed N]
[--workers N]`` goes on where it was stopped, and with more sets where it ended.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from calibration.ranks import COVERAGES, Estimate, Ranks
from experiments.compilation import compile_model
from experiments.cores import cores
from experiments.fitting import BEGIN, Design
from experiments.progress import progress
from experiments.synthetic import SEEDS, Study, finished
from scenarios.errors import InputError
from scenarios.evidence import CUT_OFF

MOST_SEED = 2**32 // SEEDS - 1


def main() -> None:
    """Run what is missing, then print what the ranks show."""
    parser = argparse.ArgumentParser(prog="python -m experiments.ranks", description=__doc__)
    parser.add_argument("folder", type=Path, help="where everything is kept")
    parser.add_argument("--sets", type=_number(2, SEEDS), default=40, help="2 or more")
    parser.add_argument("--members", type=_number(20, 2_000), default=120, help="of each fit")
    parser.add_argument("--cutoff", type=_cutoff, default=date(BEGIN.year, 12, 31), help="last day")
    parser.add_argument("--seed", type=_number(0, MOST_SEED), default=1, help="of the study")
    parser.add_argument("--workers", type=_number(1, 512), default=cores())
    options = parser.parse_args()
    design = Design(options.cutoff, options.members, options.seed)
    compile_model()
    try:
        with progress("runs") as report:
            Study(design, options.folder).run(options.sets, options.workers, report)
        _, ranks = finished(options.folder)
    except InputError as error:
        sys.exit(f"{error}")
    for kind, each in ranks.items():
        print(f"{kind}: {'; '.join(summary(each))}")


def summary(ranks: Ranks) -> list[str]:
    """What the ranks of some numbers show, in a few phrases."""
    chance = ranks.histogram(1).chance
    held = [(level, ranks.coverage(level)) for level in COVERAGES]
    return [
        f"{ranks.sets} sets, {len(ranks.names)} numbers",
        f"chance of ranks as uneven {chance:.3f}",
        *(f"{level:.0%} intervals hold {estimate_text(share, 100)} %" for level, share in held),
        f"mean squared distance {estimate_text(ranks.squares())}",
        f"outside their bands: {', '.join(ranks.uneven) or 'none'}",
    ]


def estimate_text(found: Estimate, scale: int = 1) -> str:
    """An estimate with its interval, and what would be right."""
    digits = 0 if scale == 100 else 2
    mean, low, high, right = (
        f"{scale * part:.{digits}f}" for part in (found.mean, found.low, found.high, found.right)
    )
    return f"{mean} ({low} to {high}; right: {right})"


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isdigit() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"{text} is not a number from {least} to {most}")
        return int(text)

    return read


def _cutoff(text: str) -> date:
    earliest = date(BEGIN.year, 12, 31)
    try:
        cutoff = date.fromisoformat(text)
    except ValueError:
        cutoff = date.max
    if not earliest <= cutoff <= CUT_OFF:
        raise argparse.ArgumentTypeError(f"{text} is not a date from {earliest} to {CUT_OFF}")
    return cutoff


if __name__ == "__main__":
    main()
