"""Forecasts: the fitted past goes on, with all that is uncertain about it.

Each replicate is a posterior draw, run on beyond the cut-off under a scenario; the discrepancy that
remained between model and record goes on as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

import numpy as np
from numpy.typing import NDArray

from calibration.discrepancy import Discrepancy
from calibration.known_world import known_world
from calibration.measures import by_part, later
from calibration.observations import Observations
from calibration.past_scenario import BEGIN, continued
from calibration.posterior import Posterior
from runs import worker_pool
from runs.progress import Progress
from sim.scenario import Scenario
from sim.simulation import Simulation
from sim.world import World

Floats = NDArray[np.float64]

STREAM = 77
"""Sets the draws of the discrepancy apart from those of the fit, which have the same seed."""
LEARNT_FROM = 24
"""Months before the cut-off, at most, that the discrepancy is learnt from."""


@dataclass(frozen=True)
class Forecast:
    """Paths of the months to come.

    Attributes:
        months: First day of each month.
        arrivals, boats, deaths: Shape (replicates, months).
    """

    months: tuple[date, ...]
    arrivals: Floats
    boats: Floats
    deaths: Floats

    @property
    def load(self) -> Floats:
        """People per boat; undefined without boats."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(self.arrivals / self.boats)


def forecast(
    posterior: Posterior,
    scenario: Scenario,
    months: int,
    replicates: int,
    workers: int,
    progress: Progress,
    observations: Observations | None = None,
) -> Forecast:
    """Run draws on from the day after the fit's last, and add what parted model and record.

    Args:
        posterior: Draws of a fit that ends with a month.
        scenario: What is done from when; its own period is not used.
        months: Number of months to come.
        replicates: Number of paths; draws take turns.
        workers: Processes at once.
        progress: Called with runs done and in all.
        observations: The record that the fit knew; the packaged one at its cut-off if None.
    """
    cutoff, seed = date.fromisoformat(posterior.facts["cutoff"]), int(posterior.facts["seed"])
    first = begins(posterior)
    end = later(first, months)
    record = observations or Observations(cutoff)
    base = replace(continued(scenario, posterior), start=BEGIN, days=(end - BEGIN).days)
    job = _Job(known_world(record.data, cutoff), posterior, base, seed)
    runs = worker_pool.run_chunks(partial(_run_all, job), range(replicates), workers, progress)
    whole = np.array(runs)
    starts = [later(BEGIN, number) for number in range(months_between(BEGIN, end))]
    cut = starts.index(first)
    learnt = range(max(cut - LEARNT_FROM, 0), cut)
    residuals = _residuals(whole[:, :, learnt], starts[learnt[0]], cutoff, record)
    chance = np.random.default_rng((seed, STREAM))
    calendar = np.array([start.month - 1 for start in starts])
    paths = [
        Discrepancy.learn(each, calendar[learnt]).draw(calendar[cut:], replicates, chance)
        for each in residuals
    ]
    arrivals = np.expm1(np.log1p(whole[:, 0, cut:]) + paths[0]).clip(0.0)
    load = whole[:, 0, cut:] / np.maximum(whole[:, 1, cut:], 1.0) * np.exp(paths[1])
    boats = np.where(arrivals >= 1.0, arrivals / np.maximum(load, 1.0), 0.0)
    return Forecast(
        months=tuple(starts[cut:]),
        arrivals=np.round(arrivals),
        boats=np.ceil(np.round(boats, 6)),
        deaths=whole[:, 2, cut:] * arrivals / np.maximum(whole[:, 0, cut:], 1.0),
    )


def begins(posterior: Posterior) -> date:
    """First day that a posterior does not know."""
    return date.fromisoformat(posterior.facts["cutoff"]) + timedelta(days=1)


@dataclass(frozen=True)
class _Job:
    world: World
    posterior: Posterior
    base: Scenario
    seed: int

    def run(self, replicate: int) -> Floats:
        """Arrivals, boats and deaths by month, shape (3, months)."""
        scenario = self.posterior.scenario(self.base, self.seed, replicate)
        daily = Simulation(self.world, scenario, self.seed, replicate).run().daily
        counted = np.array([daily[name] for name in ("arrivals", "boats_arrived", "deaths")])
        return by_part(counted, BEGIN, months=1)


def _run_all(job: _Job, replicates: Sequence[int]) -> list[Floats]:
    return [job.run(replicate) for replicate in replicates]


def _residuals(
    made: Floats, first: date, cutoff: date, record: Observations
) -> tuple[Floats, Floats]:
    """Logarithms of seen over simulated arrivals and load, of the months from ``first`` on."""
    seen = record.monthly(first, cutoff)
    arrivals = np.log1p(seen["arrivals"].to_numpy()) - np.log1p(made[:, 0])
    load = np.log(seen["load"].to_numpy()) - np.log(
        np.maximum(made[:, 0], 1.0) / np.maximum(made[:, 1], 1.0)
    )
    return arrivals, load


def months_between(first: date, day: date) -> int:
    """Months from that of ``first`` to that of ``day``."""
    return (day.year - first.year) * 12 + day.month - first.month
