"""Run packages that visitors might choose, and learn from them what others would do.

``make view-emulator`` runs it, after ``make view-runs``, whose presets are points too. Most points
run over a few of the replicates of the presets, in turn, so that all of these count. What these
have in common, their draws of parameters above all, moves the whole curve; so others, which cost
more, run over replicates of their own and say how high it lies. As many are a check, and nothing is
learned from them.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from experiments.comparison.paired_effects import compare_values
from experiments.comparison.planned_looks import FIRST
from experiments.emulator.additive_process import scaled
from narrows.view.effect_summary import ANSWER
from narrows.view.emulated_answer import FILE, Learned, learned, table, write
from narrows.view.included_runs import folder, included, world_key
from narrows.view.lever_catalogue import BASELINE, Positions, presets
from narrows.view.lever_design import points
from narrows.view.lever_positions import pair
from narrows.view.page_link import DEFAULT_DAYS, State
from narrows.view.paired_replicate import Outturn, Question, run_pair
from narrows.view.value_changes import value_changes
from runs.compilation import compile_model
from runs.cores import cores
from runs.progress import progress
from runs.provenance import code_digest, provenance
from runs.worker_pool import run_chunks
from scenarios.packaged_places import OUTCOMES

Floats = NDArray[np.float64]
Runs = Mapping[int, Floats]
"""Effects of one point, in the order of ``ANSWER``, by replicate."""
Ran = tuple[list[Positions], list[Runs]]
"""Points, and the runs of each."""

EACH = 4
"""Replicates of each point."""
OF = FIRST
"""Replicates among which points are dealt out."""
SEED_APART = 1_000
"""Replicates of different seeds are numbered so far apart."""
REACH = 1.645
"""Standard errors that 90 % intervals reach."""


@dataclass(frozen=True)
class Batch:
    """Points that are run under one seed.

    Attributes:
        count: How many.
        seed: Of the points and of their runs.
        shared: Whether they share replicates.
    """

    count: int
    seed: int
    shared: bool

    @property
    def replicates(self) -> list[list[int]]:
        """Replicates of each point: of those shared, all run as often."""
        if not self.shared:
            return [list(range(EACH * at, EACH * (at + 1))) for at in range(self.count)]
        turns = OF // EACH
        return [[at % turns + turns * each for each in range(EACH)] for at in range(self.count)]


CURVE, LEVEL, CHECK = Batch(1_000, 1, True), Batch(120, 3, False), Batch(120, 4, False)


def question(asked: Positions, seed: int, preset: str = BASELINE) -> Question:
    """What the page asks when levers stand so."""
    return Question(*pair(preset, asked, DEFAULT_DAYS), seed)


def run(batch: Batch, workers: int) -> Ran:
    """Run a batch: its points, and the runs of each."""
    asked, whose = points(batch.count, batch.seed), defaultdict[int, list[int]](list)
    for at, those in enumerate(batch.replicates):
        for each in those:
            whose[each].append(at)
    work = partial(_some, asked, dict(whose), batch.seed)
    with progress("replicates") as watch:
        rows = run_chunks(work, sorted(whose), workers, watch)
    found: list[dict[int, Floats]] = [{} for _ in asked]
    for replicate, row in zip(sorted(whose), rows, strict=True):
        for at, effects in row.items():
            found[at][SEED_APART * batch.seed + replicate] = effects
    return asked, [*found]


def _some(
    asked: Sequence[Positions], whose: Mapping[int, Sequence[int]], seed: int,
    replicates: Sequence[int],
) -> list[dict[int, Floats]]:  # fmt: skip
    """Effects of those points that some replicates run."""
    return [
        {at: changes(*run_pair(question(asked[at], seed), each)) for at in whose[each]}
        for each in replicates
    ]


def changes(baseline: Outturn, changed: Outturn) -> Floats:
    """Effects of one replicate, in the order of ``ANSWER``."""
    both = [dict(zip(OUTCOMES, each.record.outcomes[:, None], strict=True))
            for each in (baseline, changed)]  # fmt: skip
    found = compare_values(*both)
    return np.array([float(found[name][1][0] - found[name][0][0]) for name in ANSWER])


def preset_runs() -> Ran:
    """Presets that assume nothing beyond the baseline, with the runs that come with them."""
    asked, runs, seed = list[Positions](), list[Runs](), State().seed
    for preset in presets().values():
        if not preset.positions or preset.parameters:
            continue
        kept = included(question(preset.positions, seed, preset.name))
        if kept is not None and not kept.older:
            asked.append(preset.positions)
            runs.append({SEED_APART * seed + at: changes(*both) for at, both in kept.pairs.items()})
    return asked, runs


def learn(shared: Ran, own: Ran) -> tuple[Learned, dict[str, Floats]]:
    """What is learned of points and their runs, with the means that the curves were fitted to.

    Args:
        shared: Points that share replicates.
        own: Points that do not.
    """
    found = [value_changes(question(each, State().seed).changed) for each in shared[0]]
    names = tuple(sorted({name for each in found for name in each}))
    means = dict(zip(ANSWER, _means(shared[1]).T, strict=True))
    curves = learned(names, table(found, names), [sorted(each) for each in shared[1]], means)
    place, values = _within(curves, own)
    levelled = {
        name: scaled(process, place, row, EACH)
        for (name, process), row in zip(curves.processes.items(), values.T, strict=True)
    }
    return replace(curves, processes=levelled), means


def check(kept: Learned, ran: Ran) -> tuple[dict[str, float], int]:
    """Share of points not learned from whose means lie in the 90 % intervals, by outcome.

    Also how many points that is: those that are not beyond what was tried.
    """
    place, values = _within(kept, ran)
    held = {}
    for (name, process), row in zip(kept.processes.items(), values.T, strict=True):
        mean, error = process.at(place)
        spread = np.hypot(error, process.error_of_runs(place, EACH))
        held[name] = float((np.abs(row - mean) < REACH * spread).mean())
    return held, len(place)


def _within(kept: Learned, ran: Ran) -> tuple[Floats, Floats]:
    """Inputs and means of those points that are not beyond what was tried."""
    found = [value_changes(question(each, State().seed).changed) for each in ran[0]]
    inside = [at for at, each in enumerate(found) if not kept.beyond(each)]
    return kept.placed([found[at] for at in inside]), _means([ran[1][at] for at in inside])


def _means(runs: Sequence[Runs]) -> Floats:
    """Means over replicates: shape (points, outcomes)."""
    return np.array([np.mean(list(each.values()), axis=0) for each in runs])


def main() -> None:
    """Run all points, learn from them, check it and write the file."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--workers", type=int, default=cores())
    workers = words.parse_args().workers
    compile_model()
    known, made = preset_runs(), run(CURVE, workers)
    shared = known[0] + made[0], known[1] + made[1]
    save(shared, run(LEVEL, workers), run(CHECK, workers))


def save(shared: Ran, own: Ran, others: Ran) -> None:
    """Learn from points, check it on others, and write the file."""
    kept, means = learn(shared, own)
    held, checked = check(kept, others)
    plain = question({}, State().seed)
    made = provenance(replace(plain.design(OF), scenarios=(plain.baseline,)))
    facts = {name: each for name, each in made.items()
             if name not in ("parameters", "interventions")}  # fmt: skip
    facts |= {
        "code": code_digest(), "key": world_key(plain.baseline, plain), "seed": plain.seed,
        "start": plain.baseline.start.isoformat(), "days": DEFAULT_DAYS,
        "packages": len(shared[0]) + len(own[0]),
        "runs": sum(map(len, shared[1])) + sum(map(len, own[1])),
        "held": held, "checked": checked,
    }  # fmt: skip
    path = folder() / FILE
    write(path, kept, shared[0], [sorted(each) for each in shared[1]], means, facts)
    print(f"{facts['packages']} packages, {path.stat().st_size / 1e6:.1f} MB; in 90 % intervals: "
          + ", ".join(f"{name} {share:.0%}" for name, share in held.items()))  # fmt: skip


if __name__ == "__main__":
    from narrows.view import make_emulator

    make_emulator.main()  # workers find its functions by the module's own name
