"""Add replicates until the effect on arrivals is known well enough.

Stopping looks at the width of intervals alone, never at what they claim. ``LEAST`` replicates run
before the first look: a small sample that misses the tail of a skewed effect looks too precise.
What errors the rule makes is measured in ``docs/decisions/0016-verdicts.md``.
"""

from __future__ import annotations

import math
from dataclasses import replace

from experiments.comparison.paired_effects import effects
from experiments.comparison.verdicts import FEWEST_JUDGED
from runs.comparison_design import Comparison
from runs.progress import Progress, stretch
from runs.results import Results
from runs.runner import execute
from sim.world import World

LEAST = FEWEST_JUDGED
"""Replicates before the first look."""
STEP = 10
MARGIN = 1.1


def relative_half_width(results: Results) -> float:
    """Widest half-width of a simultaneous interval for arrivals, as a share of the baseline's.

    NaN counts as infinite: what is unknown is not precise.
    """
    found = effects(results)
    widths = [found[name]["arrivals"].relative.half_width for name in results.comparison.names[1:]]
    return max((math.inf if math.isnan(width) else width for width in widths), default=0.0)


def width_in_words(width: float) -> str:
    """A half-width as a share of the baseline, or that there is none."""
    return f"{width:.1%}" if math.isfinite(width) else "no interval"


def execute_to_precision(
    world: World,
    comparison: Comparison,
    target: float,
    most: int,
    workers: int = 1,
    progress: Progress | None = None,
) -> Results:
    """Run the design, then more replicates in steps until precise enough or at the maximum.

    Results equal those of the final number of replicates run at once.

    Args:
        world: Network and tables.
        comparison: The design to begin with; it runs ``LEAST`` replicates if it asks for fewer.
        target: Half-width of the simultaneous interval for arrivals to reach, as a share of the
            baseline's mean arrivals.
        most: Replicates at which to stop, however wide the interval.
        workers: Processes that run at once.
        progress: Called with runs done and runs now planned.

    Raises:
        RunError: If a run fails.
    """
    first = min(max(comparison.replicates, LEAST), most)
    comparison = replace(comparison, replicates=first)
    results = execute(world, comparison, workers, progress)
    while (width := relative_half_width(results)) > target:
        done = results.comparison.replicates
        more = min(wanted(done, width / target), most) - done
        if more <= 0:
            break
        following = results.comparison.following(more)
        report = stretch(progress, done * len(comparison.scenarios))
        results = results.with_more(execute(world, following, workers, report, comparison.first))
    return results


def wanted(done: int, excess: float) -> int:
    """Replicates that should suffice, at most twice those done and at least one step more."""
    enough = done * min(2.0, MARGIN * excess**2)
    return max(done + STEP, math.ceil(enough / STEP) * STEP)
