"""The fit: an ensemble run over the past and moved towards what was seen, and what it teaches.

Runs are kept in parts as they are made, each whole or absent, so that a fit goes on where it was
stopped. The parts of another design, or of other code, are never taken for this one's.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import sim
from calibration.data_series.data_source import DataSource
from calibration.ensemble_smoother import Observed, smooth
from calibration.known_world import known_world
from calibration.linear_emulator import Belief, Emulator, adjusted
from calibration.measures import Table
from calibration.observations import Observations
from calibration.past_scenario import BEGIN, HISTORY, as_facts, past
from calibration.posterior import ASSUMED, POSTERIOR, Posterior
from calibration.priors import FILE as PRIORS_FILE
from calibration.priors import Priors, load_priors
from calibration.target import Target, distance
from calibration.targets import load_targets
from calibration.warm_start import started
from runs import worker_pool
from runs.atomic_files import digest_of, writing
from runs.batches import Batch
from runs.progress import Progress, stretch
from runs.provenance import code_digest
from runs.run_store import Facts, RunStore
from scenarios.loader import load_scenario
from scenarios.packaged_places import DAILY_COLUMNS
from sim.scenario import Scenario
from sim.simulation import Simulation
from sim.world import World

Floats = NDArray[np.float64]

INFLATIONS = (6.0, 3.0, 2.0)
OF_WORLDS = (12.0, 8.0, 6.0, 4.0, 8.0 / 3.0)
"""The same of a fit in which what is assumed is free: worlds lie farther from the record, and the
last ensemble is the posterior."""
FROM_POSTERIOR = (1.0,)
"""The same of a fit that starts from an earlier posterior, whose members lie near the targets."""
PASSES_LEARNT_FROM = 4
"""Last passes, whose runs the emulator learns from; the first pass, of the prior, is too far from
the targets."""
WAVES = 4
"""Times that the emulator is learnt anew and draws from what it leaves are run; the last of them
are the posterior. The smoother's runs lie closer together than the emulator's draws, so that it is
first learnt where few of them were."""
ENSEMBLE, MEMBERS = 87, 88
"""Streams of the ensemble drawn from the prior and of the waves' draws; steps have their number."""
MEMBERS_IN_PART = 5
NOTE = "fit.json"
KEPT = re.compile(r"step-\d+/part-\d{5,}\.(npz|json)")
FARTHEST = 10.0
"""Distance, in errors, beyond which a draw is no farther: lest a few rule the regression."""
MOST_MISSING = 0.2
"""A member that lacks more than this share of its targets has failed; fewer are filled in."""


def inflations_of(start: Posterior | None, assumed: bool) -> tuple[float, ...]:
    """Factors on the variance of errors, one a step.

    Args:
        start: Posterior that a fit starts from.
        assumed: Whether what is assumed is free.
    """
    if start is not None:
        return FROM_POSTERIOR
    return OF_WORLDS if assumed else INFLATIONS


@dataclass(frozen=True)
class Design:
    """What a fit is of.

    Attributes:
        cutoff: Last day that is known.
        members: Runs in each pass, and posterior draws.
        seed: Of everything drawn.
        whole: Whether the series go on to the cut-off through the months that are held out.
        inflations: Factor on the variance of the errors in each step.
        data: Where the series are read from.
        history: What was in force while the data were made; the baseline if None.
        start: Posterior whose members the ensemble starts from; the priors if None.
        targets_file: What is fitted to; the project's targets if None.
        priors_file: What is free; the project's priors if None.
        assumed: Whether parameters that are assumed are free too, over their plausible ranges.
    """

    cutoff: date
    members: int = 200
    seed: int = 1
    whole: bool = False
    inflations: tuple[float, ...] = INFLATIONS
    data: DataSource = field(default_factory=DataSource)
    history: Scenario | None = None
    start: Posterior | None = None
    targets_file: Path | None = None
    priors_file: Path | None = None
    assumed: bool = False

    @property
    def runs(self) -> int:
        """Runs in all."""
        return self.members * self.passes

    @property
    def passes(self) -> int:
        """Sets of runs: one a step, one of the moved ensemble, and one a wave.

        Where what is assumed is free, the moved ensemble is the posterior.
        """
        return len(self.inflations) + 1 + (0 if self.assumed else WAVES)

    @cached_property
    def past(self) -> Scenario:
        """The scenario that is run, from ``BEGIN`` to the cut-off."""
        return past(self.history or load_scenario("baseline"), self.cutoff)

    @cached_property
    def priors(self) -> Priors:
        """What is free, from the first day of the warm-up on."""
        first = date.fromordinal(self.past.first_day)
        found = load_priors(first, self.cutoff, self.priors_file or PRIORS_FILE)
        return found.with_assumed() if self.assumed else found

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """What it is fitted to."""
        known = load_targets(
            Observations(self.cutoff, self.data),
            self.targets_file,
            own=self.targets_file is not None,
        )
        series = {target.statistic for target in known if target.use == "fitted"}
        return tuple(
            target
            for target in known
            if target.use == "fitted" or (self.whole and target.statistic in series)
        )

    @property
    def facts(self) -> dict[str, Any]:
        """What tells one design from another."""
        files = {"targets_file": self.targets_file, "priors_file": self.priors_file}
        return {
            "cutoff": self.cutoff.isoformat(),
            "members": self.members,
            "seed": self.seed,
            "whole": self.whole,
            "inflations": list(self.inflations),
            "data": self.data.sha256,
            HISTORY: as_facts(self.history and self.past),
            "from": self.start and self.start.digest,
            **{name: path and digest_of(path) for name, path in files.items()},
            ASSUMED: sorted(self.priors.assumed),
        }


@dataclass(frozen=True)
class Part:
    """Some draws of one step, and where their runs are kept."""

    design: Design
    world: World
    step: int
    first: int
    scores: Floats
    batch: Batch

    def read(self) -> Floats | None:
        """Daily tables of shape (draws, days, columns), if these very draws were run."""
        if self.batch.kept() is None:
            return None
        with np.load(self.batch.files[0]) as kept:
            if kept["scores"].tobytes() != self.scores.tobytes():
                return None
            return np.asarray(kept["daily"], dtype=np.float64)

    def run(self) -> None:
        """Run the draws, and keep what they gave."""
        daily = np.array([self._run(*each) for each in enumerate(self.scores, start=self.first)])

        def write(path: Path) -> None:
            with path.open("wb") as file:
                np.savez(file, scores=self.scores, daily=daily.astype(np.float32))

        self.batch.keep({"batch": self.batch.name, "members": len(self.scores)}, write)

    def _run(self, member: int, scores: Floats) -> Floats:
        design = self.design
        scenario = design.priors.scenario(design.past, scores)
        replicate = member + design.members * (design.passes - 1 - self.step)
        run = Simulation(self.world, scenario, design.seed, replicate).run()
        return np.column_stack([run.daily[name] for name in DAILY_COLUMNS])


def _run_parts(parts: Sequence[Part]) -> list[None]:
    for part in parts:
        part.run()
    return [None] * len(parts)


@dataclass
class Fit:
    """A fit under way.

    Args:
        design: What it is of.
        folder: Where its runs are kept.
        workers: Processes at once.
        progress: Called with runs done and in all.
        observed: Distances to move towards, if not those of the record, which are 0.
    """

    design: Design
    folder: Path
    workers: int
    progress: Progress
    observed: Observed | None = None

    def posterior(self) -> tuple[Posterior, Table]:
        """Fit, and run the posterior's draws once more over the past.

        Raises:
            InputError: If the folder holds the runs of another design or other code, or another
                process writes it.
        """
        with self._claimed():
            return self._fitted()

    def save(self, begun: Callable[[], None] = lambda: None) -> tuple[Posterior, Table]:
        """As :meth:`posterior`, and write the posterior into the folder.

        Args:
            begun: Called once the folder is this fit's, before anything runs.

        Raises:
            InputError: If the folder holds the runs of another design or other code, or another
                process writes it.
        """
        with self._claimed():
            begun()
            posterior, simulated = self._fitted()
            with writing(self.folder / POSTERIOR) as scratch:
                posterior.write(scratch)
            return posterior, simulated

    def remove(self) -> None:
        """Remove what the fit has written into its folder."""
        self._store.remove()

    def _fitted(self) -> tuple[Posterior, Table]:
        design = self.design
        free = len(design.priors.names)
        first = np.random.default_rng((design.seed, ENSEMBLE)).standard_normal(
            (design.members, free)
        )
        if design.start is not None:
            first = started(design.priors, design.start, first)
        parts = sum(target.low.size for target in design.targets)
        observed = self.observed or Observed(np.zeros(parts), np.ones(parts))
        made: list[tuple[Floats, Floats]] = []

        def simulate(step: int, scores: Floats) -> Floats:
            made.append((scores, self._simulate(step, scores)))
            return made[-1][1]

        local = design.priors.is_assumed if design.assumed else None
        scores = smooth(first, simulate, observed, design.inflations, design.seed, local)
        moved = len(design.inflations)
        for step in range(moved, design.passes):
            if step > moved:
                belief = _learned(made[1:][-PASSES_LEARNT_FROM:], observed)
                chance = np.random.default_rng((design.seed, MEMBERS, step))
                scores = belief.draw(design.members, chance)
            simulate(step, scores)
        daily = self.run(design.passes - 1, scores)
        return Posterior.of(design.priors, scores, self._facts()), self.table(daily)

    def run(self, step: int, scores: Floats) -> Floats:
        """Daily tables of all draws, shape (draws, days, columns)."""
        index = f"step-{step}"
        (self.folder / index).mkdir(parents=True, exist_ok=True)
        design = self.design
        parts = [
            Part(
                design, self.world, step, first, scores[first : first + MEMBERS_IN_PART],
                Batch(self.folder, f"part-{first:05}", ".npz", (index,)),
            )
            for first in range(0, len(scores), MEMBERS_IN_PART)
        ]  # fmt: skip
        kept = {part.first: part.read() for part in parts}
        missing = [part for part in parts if kept[part.first] is None]
        before = step * design.members + MEMBERS_IN_PART * (len(parts) - len(missing))
        if missing:
            report = stretch(self.progress, before, design.runs, MEMBERS_IN_PART)
            worker_pool.run_chunks(_run_parts, missing, self.workers, report)
        kept |= {part.first: part.read() for part in missing}
        return np.concatenate([each for each in kept.values() if each is not None])

    @cached_property
    def world(self) -> World:
        """As it was known at the cut-off."""
        return known_world(self.design.data, self.design.cutoff)

    def table(self, daily: Floats) -> Table:
        """Daily tables as targets read them."""
        columns = {name: daily[:, :, index] for index, name in enumerate(DAILY_COLUMNS)}
        return Table(BEGIN, columns)

    def _simulate(self, step: int, scores: Floats) -> Floats:
        return _filled(self.distances(self.run(step, scores)))

    def distances(self, daily: Floats) -> Floats:
        """Distances of runs from the record, in errors, shape (draws, parts)."""
        table = self.table(daily)
        residuals = [distance(target, target.simulated(table)) for target in self.design.targets]
        return np.column_stack(residuals).clip(-FARTHEST, FARTHEST)

    def _facts(self) -> dict[str, Any]:
        design = self.design
        return {
            "product": "narrows",
            "version": sim.__version__,
            **design.facts,
            "data": design.data.facts,
            "runs": design.runs,
            "targets": [target.name for target in design.targets],
        }

    def _made(self) -> dict[str, str]:
        """What tells a fit of made data from one of the record."""
        if self.observed is None:
            return {}
        kept = self.observed.values.tobytes() + self.observed.errors.tobytes()
        return {"observed": hashlib.sha256(kept).hexdigest()}

    @property
    def _store(self) -> RunStore:
        return RunStore(self.folder, "fit", NOTE, KEPT, form=_as_text)

    @contextmanager
    def _claimed(self) -> Iterator[None]:
        """Make the folder this fit's, or go on with it; nobody else may write meanwhile."""
        facts = {**self.design.facts, "code": code_digest(), **self._made()}
        with self._store.claimed():
            if not self._store.is_begun:
                self._store.begin(facts)
            self._store.check_same(facts)
            yield


def _as_text(facts: Facts) -> str:
    return json.dumps(facts, sort_keys=True)


def _learned(made: Sequence[tuple[Floats, Floats]], observed: Observed) -> Belief:
    """What these runs teach: each the scores of a pass and what it gave."""
    scores, given = (np.concatenate(each) for each in zip(*made, strict=True))
    whole = np.isfinite(given).all(axis=1)
    return adjusted(Emulator.learn(scores[whole], given[whole]), observed)


def _filled(residuals: Floats) -> Floats:
    """Missing targets at the mean of the draws that have them; draws with many are missing."""
    missing = ~np.isfinite(residuals)
    failed = missing.mean(axis=1) > MOST_MISSING
    means = np.nanmean(np.where(missing, np.nan, residuals), axis=0)
    filled = np.where(missing, means, residuals)
    filled[failed] = np.nan
    return filled
