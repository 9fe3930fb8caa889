"""Fit data that the model itself has made, and say whether truths rank evenly among members.

``python -m calibration.sbc FOLDER [--sets N] [--members N] [--cutoff DATE] [--seed N]
[--workers N]`` goes on where it was stopped, and with more sets where it ended.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from calibration.cutoff_option import EARLIEST, cutoff, number
from calibration.fitting import Design
from calibration.rank_statistics import COVERAGES, Estimate, Ranks
from calibration.synthetic_fits import SEEDS, Study, finished
from runs.compilation import compile_model
from runs.cores import cores
from runs.progress import progress
from scenarios.errors import InputError

MOST_SEED = 2**32 // SEEDS - 1


def main() -> None:
    """Run what is missing, then print what the ranks show."""
    parser = argparse.ArgumentParser(prog="python -m calibration.sbc", description=__doc__)
    parser.add_argument("folder", type=Path, help="where everything is kept")
    parser.add_argument("--sets", type=number(2, SEEDS), default=40, help="2 or more")
    parser.add_argument("--members", type=number(20, 2_000), default=120, help="of each fit")
    parser.add_argument("--cutoff", type=cutoff, default=EARLIEST, help="last day")
    parser.add_argument("--seed", type=number(0, MOST_SEED), default=1, help="of the study")
    parser.add_argument("--workers", type=number(1, 512), default=cores())
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
        print(f"{kind}: {'; '.join(summary(each, normal=kind == 'free'))}")


def summary(ranks: Ranks, normal: bool) -> list[str]:
    """What the ranks of some numbers show, in a few phrases; squares of normal ones alone."""
    chance = ranks.histogram(1).chance
    held = [(level, ranks.coverage(level)) for level in COVERAGES]
    return [
        f"{ranks.sets} sets, {len(ranks.names)} numbers",
        f"chance of ranks as uneven {chance:.3f}",
        *(f"{level:.0%} intervals hold {estimate_text(share, 100)} %" for level, share in held),
        *([f"mean squared distance {estimate_text(ranks.squares())}"] if normal else []),
        f"outside their bands: {', '.join(ranks.uneven) or 'none'}",
    ]


def estimate_text(found: Estimate, scale: int = 1) -> str:
    """An estimate with its interval, and what would be right."""
    digits = 0 if scale == 100 else 2
    mean, low, high, right = (
        f"{scale * part:.{digits}f}" for part in (found.mean, found.low, found.high, found.right)
    )
    return f"{mean} ({low} to {high}; right: {right})"


if __name__ == "__main__":
    main()
