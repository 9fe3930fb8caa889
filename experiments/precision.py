"""Add replicates until the effect on arrivals is known well enough."""

from __future__ import annotations

import math
from dataclasses import replace

from experiments.comparison import Comparison
from experiments.paired import effect
from experiments.results import Results
from experiments.runner import Progress, execute
from sim.world import World

STEP = 10
MARGIN = 1.1


def relative_half_width(results: Results) -> float:
    """Widest half-width of a paired interval for arrivals, as a share of baseline arrivals.

    NaN counts as infinite: what is unknown is not precise.
    """
    names = results.comparison.names
    arrivals = {name: results.outcome(name, "arrivals") for name in names}
    widths = [
        effect("arrivals", arrivals[names[0]], arrivals[name]).relative.half_width
        for name in names[1:]
    ]
    return max((math.inf if math.isnan(width) else width for width in widths), default=0.0)


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
        comparison: The design to begin with.
        target: Half-width of the paired interval for arrivals to reach, as a share of the
            baseline's mean arrivals.
        most: Replicates at which to stop, however wide the interval.
        workers: Processes that run at once.
        progress: Told of runs done and runs now planned.

    Raises:
        RunError: If a run fails.
    """
    comparison = replace(comparison, replicates=min(comparison.replicates, most))
    results = execute(world, comparison, workers, progress)
    while (width := relative_half_width(results)) > target:
        done = results.comparison.replicates
        more = min(wanted(done, width / target), most) - done
        if more <= 0:
            break
        following = results.comparison.following(more)
        report = _after(done * len(comparison.scenarios), progress)
        results = results.with_more(execute(world, following, workers, report, comparison.first))
    return results


def wanted(done: int, excess: float) -> int:
    """Replicates that should suffice, at most twice those done and at least one step more."""
    enough = done * min(2.0, MARGIN * excess**2)
    return max(done + STEP, math.ceil(enough / STEP) * STEP)


def _after(before: int, progress: Progress | None) -> Progress | None:
    if progress is None:
        return None
    return lambda done, total: progress(before + done, before + total)
