"""Forecasts: the fitted past goes on, with all that is uncertain about it.

Each path is one posterior draw, run over the past and on beyond the cut-off under a scenario; the
discrepancy that remained between the fitted model and the record goes on as well, and so does the
growth of people per boat.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from calibration.discrepancy import Discrepancy
from calibration.known_world import known_world
from calibration.load_trend import load_trend
from calibration.measures import by_part, later, ratio
from calibration.observations import Observations
from calibration.past_scenario import BEGIN, continued, past_of, with_known
from calibration.posterior import Posterior
from runs import worker_pool
from runs.effect_draws import EffectSizes, with_effects
from runs.progress import Progress
from sim.scenario import Scenario
from sim.simulation import Simulation
from sim.world import World

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

UNITS = {
    "arrivals": "people",
    "boats": "boats",
    "people_per_boat": "people/boat",
    "preventions": "attempts",
    "deaths": "people",
    "expected_deaths": "people",
}
"""Outcomes of a forecast with their units."""
WHOLE = ("arrivals", "boats", "preventions", "deaths")
"""Outcomes that are counts; the others have three digits."""
DIGITS = 3
STREAM = 77
"""Sets the draws of the discrepancy apart from those of the model, which have the same seed."""
LEARNT_FROM = 24
"""Months before the cut-off, at most, that the discrepancy is learnt from."""
LEARNT_WITH = 40
"""Draws that it is learnt with: the first ones, however many paths are asked for, so that the first
paths of many are the paths of few."""
_COLUMNS = ("arrivals", "boats_arrived", "preventions", "deaths", "expected_deaths")


@dataclass(frozen=True)
class Forecast:
    """Paths of the months to come.

    Attributes:
        months: First day of each month.
        series: Paths by outcome, each of shape (replicates, months); people per boat are missing in
            a month without boats.
    """

    months: tuple[date, ...]
    series: Mapping[str, Floats]

    @property
    def replicates(self) -> int:
        """Number of paths."""
        return len(next(iter(self.series.values())))

    def since(self, skipped: int) -> Forecast:
        """The forecast without its first months."""
        kept = {name: paths[:, skipped:] for name, paths in self.series.items()}
        return Forecast(self.months[skipped:], kept)


def forecast(
    posterior: Posterior,
    scenario: Scenario,
    months: int,
    replicates: int,
    workers: int,
    progress: Progress,
    *,
    seed: int | None = None,
    observations: Observations | None = None,
    effects: EffectSizes = EffectSizes.CENTRAL,
) -> Forecast:
    """Run posterior draws on from the day after the fit's last, and add the discrepancy.

    The first paths of many are the paths of few. Two scenarios have the same paths until the
    measures of one of them begin. Measures that had begun by the cut-off have their central
    strengths, since the fit learnt from a record that they had made.

    Args:
        posterior: Draws of a fit that ends with a month.
        scenario: What is done from when; its own period is not used.
        months: Number of months to come.
        replicates: Number of paths.
        workers: Processes at once.
        progress: Called with the runs done and in all.
        seed: Orders the draws and gives the random numbers; that of the fit if None.
        observations: The record that the fit knew; the packaged one at its cut-off if None.
        effects: Whether each path draws the strengths that the scenario leaves open.
    """
    seed = int(posterior.facts["seed"]) if seed is None else seed
    first, cutoff = begins(posterior), cutoff_of(posterior)
    end = later(first, months)
    record = observations or Observations(cutoff)
    world = known_world(record.data, cutoff)
    coming = continued(with_known(scenario, cutoff), posterior)
    coming = replace(coming, start=BEGIN, days=(end - BEGIN).days, run_out_days=0)
    fitted = replace(past_of(posterior, cutoff), days=coming.days)
    same_past = coming.same_until(fitted) >= first.toordinal()
    past = replace(fitted, days=(first - BEGIN).days)
    base, own = (_Job(world, posterior, each, seed, effects) for each in (past, coming))
    shared = min(replicates, LEARNT_WITH) if same_past else 0
    extra = range(shared, LEARNT_WITH)
    tasks = [*((own, number) for number in range(replicates)), *((base, each) for each in extra)]
    runs = worker_pool.run_chunks(_run_all, tasks, workers, progress)
    starts = [later(BEGIN, number) for number in range(months_between(BEGIN, end))]
    cut = starts.index(first)
    calendar = np.array([start.month - 1 for start in starts])
    learnt = range(max(cut - LEARNT_FROM, 0), cut)
    before = np.array([run[:, learnt] for run in (*runs[:shared], *runs[replicates:])])
    people, load = (
        _drawn(Discrepancy.learn(each, calendar[learnt]), calendar[cut:], seed, number, replicates)
        for number, each in enumerate(_residuals(before, starts[learnt[0]], cutoff, record))
    )
    made = np.array(runs[:replicates])[..., cut:]
    load = load + load_trend(record, months)
    return Forecast(tuple(starts[cut:]), _corrected(made, people, load))


def _corrected(made: Floats, people: Floats, load: Floats) -> dict[str, Floats]:
    """Paths with the discrepancy: of arrivals, which preventions and deaths share, and of load.

    Args:
        made: Sums of the model by month, shape (replicates, columns, months).
        people: Logarithm by which arrivals differ, shape (replicates, months).
        load: Logarithm by which people per boat differ, of the same shape.
    """
    of = {name: made[:, number] for number, name in enumerate(_COLUMNS)}
    arrivals = np.expm1(np.log1p(of["arrivals"]) + people).clip(0.0)
    per_boat = of["arrivals"] / np.maximum(of["boats_arrived"], 1.0) * np.exp(load)
    boats = np.where(arrivals >= 1.0, arrivals / np.maximum(per_boat, 1.0), 0.0)
    scale = arrivals / np.maximum(of["arrivals"], 1.0)
    arrivals, boats = np.round(arrivals), np.ceil(np.round(boats, 6))
    found = {
        "arrivals": arrivals,
        "boats": boats,
        "people_per_boat": ratio(arrivals, boats),
        **{name: of[name] * scale for name in ("preventions", "deaths", "expected_deaths")},
    }
    return {name: np.round(paths, 0 if name in WHOLE else DIGITS) for name, paths in found.items()}


def _drawn(found: Discrepancy, calendar: Ints, seed: int, number: int, replicates: int) -> Floats:
    """Paths of a discrepancy, each with random numbers of its own: shape (replicates, months)."""
    return np.concatenate(
        [
            found.draw(calendar, 1, np.random.default_rng((seed, STREAM, number, replicate)))
            for replicate in range(replicates)
        ]
    )


def cutoff_of(posterior: Posterior) -> date:
    """Last day that a posterior knows."""
    return date.fromisoformat(posterior.facts["cutoff"])


def begins(posterior: Posterior) -> date:
    """First day that a posterior does not know."""
    return cutoff_of(posterior) + timedelta(days=1)


@dataclass(frozen=True)
class _Job:
    world: World
    posterior: Posterior
    base: Scenario
    seed: int
    effects: EffectSizes

    def run(self, replicate: int) -> Floats:
        """Sums of the columns by month, shape (columns, months)."""
        strong = with_effects(self.base, self.effects, self.seed, replicate)
        scenario = self.posterior.scenario(strong, self.seed, replicate)
        daily = Simulation(self.world, scenario, self.seed, replicate).run().daily
        return by_part(np.array([daily[name] for name in _COLUMNS]), BEGIN, months=1)


def _run_all(tasks: Sequence[tuple[_Job, int]]) -> list[Floats]:
    return [job.run(replicate) for job, replicate in tasks]


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
