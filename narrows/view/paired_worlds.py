"""Two worlds in step: the baseline and the chosen interventions, same seed and random draws."""

from __future__ import annotations

import copy
import json
import zlib
from collections import OrderedDict
from threading import Lock

import numpy as np

from calibration.posterior import Posterior
from narrows.view.day_frames import Camera, Frame
from narrows.view.people_log import PeopleLog
from runs.progress import Progress
from sim.core.events import Columns, EventLog
from sim.model import SmugglingModel
from sim.scenario import Scenario
from sim.world import World

Pair = tuple[Frame, Frame]

MOST_DAYS = 1_827
"""Days of one view: five years, of which each day is kept as a frame."""
MOST_TRUNKS = 4
"""Warmed-up worlds that are kept for the next visitor."""


class Timeline:
    """One world and all its days so far.

    Attributes:
        model: The world as it stands after the last day that was run.
        people: What changed for those of its people who can be followed.

    Args:
        model: A world that has run its warm-up, with its log.
    """

    def __init__(self, model: SmugglingModel) -> None:
        self.model = model
        self._camera, self.people = Camera(model), PeopleLog(model)
        self._events = [] if model.log is None else [model.log.table()]
        self._frames: list[bytes] = []

    def __len__(self) -> int:
        """Days that count and have been run."""
        return len(self._frames)

    def step(self) -> None:
        """Run one more day."""
        self.model.log = EventLog()
        self.model.step()
        events = self.model.log.table()
        self.people.note(self.model)
        frame = self._camera.take(self.model, events)
        frame["people"] = self.people.today()
        self._events.append(events)
        self._frames.append(zlib.compress(json.dumps(frame, separators=(",", ":")).encode(), 1))

    def frame(self, day: int) -> Frame:
        """The frame of a day that has been run, by its number from 0."""
        kept: Frame = json.loads(zlib.decompress(self._frames[day]))
        return kept

    def fork(self, scenario: Scenario) -> Timeline:
        """A timeline with the same past that goes on under another scenario."""
        other = copy.copy(self)
        other.model = self.model.branch(scenario)
        other._camera, other.people = copy.deepcopy(self._camera), self.people.fork()
        other._events, other._frames = [*self._events], [*self._frames]
        return other

    def events(self, days: int) -> Columns:
        """Events of the warm-up and of the first ``days`` days that count."""
        parts = self._events[: days + 1]
        return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}

    def series(self, column: str, days: int) -> list[float]:
        """A daily column over the first ``days`` days that count."""
        daily = self.model.record.daily(self.model.run_scenario.warmup_days)
        return [float(value) for value in daily[column][:days]]

    def bytes(self) -> int:
        """Memory of the frames that are kept."""
        return sum(map(len, self._frames))


class Worlds:
    """The baseline's world and the changed one, shown on the same day.

    Both run forward day by day; days that have been run are kept, so that going back is instant.
    As long as the two scenarios are the same, one world is run for both.

    Attributes:
        day: Number of the day that is shown, from 0.
        days: Days in all.

    Args:
        world: Network and tables.
        baseline, changed: Scenarios of the same period.
        seed, replicate: Which weather, people and random draws.
        posterior: Posterior whose draw for this replicate both worlds share, if any.

    Raises:
        ValueError: If the two differ in period, or cover more than ``MOST_DAYS`` days.
    """

    def __init__(
        self,
        world: World,
        baseline: Scenario,
        changed: Scenario,
        seed: int,
        replicate: int,
        posterior: Posterior | None = None,
    ) -> None:
        if (baseline.first_day, baseline.end) != (changed.first_day, changed.end):
            raise ValueError("the two worlds cover different days; give both the same period")
        if baseline.days > MOST_DAYS:
            raise ValueError(f"{baseline.days} days are too many to show; give at most {MOST_DAYS}")
        if posterior is not None:
            baseline, changed = (
                posterior.scenario(s, seed, replicate) for s in (baseline, changed)
            )
        self.baseline, self.changed = baseline, changed
        self.days, self.day = baseline.days, 0
        self._start = baseline.start.toordinal()
        self._apart = baseline.same_until(changed)
        self._first = Timeline(_warmed(world, baseline, seed, replicate))
        self._second: Timeline | None = None
        if self._apart < self._start:
            self._second = Timeline(_warmed(world, changed, seed, replicate))
        self._run()

    @property
    def frames(self) -> Pair:
        """Frames of the day that is shown: the baseline's and the changed world's."""
        first, second = self.timelines
        return first.frame(self.day), second.frame(self.day)

    @property
    def last(self) -> Pair:
        """Frames of the last day that has been run."""
        first, second = self.timelines
        return first.frame(self.run_days - 1), second.frame(self.run_days - 1)

    @property
    def timelines(self) -> tuple[Timeline, Timeline]:
        """Both worlds; the same one twice as long as they do not differ."""
        return self._first, self._second or self._first

    @property
    def run_days(self) -> int:
        """Days that have been run and can be shown at once."""
        return len(self._first)

    def step(self) -> Pair:
        """Show the next day; on the last day, stay."""
        return self.go(self.day + 1)

    def go(self, day: int, progress: Progress | None = None) -> Pair:
        """Show a day by its number, the nearest there is; days not run yet are run.

        Args:
            day: Number from 0.
            progress: Called after each day that is run with days done and in all; what it raises
                stops the run between two days.
        """
        wanted = min(max(day, 0), self.days - 1)
        first = len(self._first)
        while len(self._first) <= wanted:
            self._run()
            if progress is not None:
                progress(len(self._first) - first, wanted + 1 - first)
        self.day = wanted
        return self.frames

    def differences(self) -> dict[str, float]:
        """What has changed so far: totals of the changed world less the baseline's."""
        first, second = (frame["totals"] for frame in self.frames)
        return {name: round(second[name] - first[name], 3) for name in first}

    def series(self, column: str) -> dict[str, list[float]]:
        """A daily column of both worlds, from the first day that counts to the one shown."""
        first, second = (one.series(column, self.day + 1) for one in self.timelines)
        return {"baseline": first, "changed": second}

    def _run(self) -> None:
        """Run one more day of both worlds."""
        if self._second is None and self._start + len(self._first) >= self._apart:
            self._second = self._first.fork(self.changed)
        self._first.step()
        if self._second is not None:
            self._second.step()


_trunks: OrderedDict[tuple[str, int, int], SmugglingModel] = OrderedDict()
_guard = Lock()


def _warmed(world: World, scenario: Scenario, seed: int, replicate: int) -> SmugglingModel:
    """A world at the end of its warm-up, of one that is kept where there is one."""
    key = (repr(scenario), seed, replicate)
    with _guard:
        trunk = _trunks.get(key)
    if trunk is None:
        trunk = SmugglingModel(world, scenario, seed, replicate, log=True)
        trunk.run_until(scenario.start.toordinal())
    with _guard:
        _trunks[key] = trunk
        _trunks.move_to_end(key)
        while len(_trunks) > MOST_TRUNKS:
            _trunks.popitem(last=False)
    return trunk.branch(scenario)
