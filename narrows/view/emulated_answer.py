"""The answer to a question that was not run, learned from others that were.

A file that comes with the project holds the effects of packages that were run, and the processes
that were fitted to them (:mod:`narrows.view.make_emulator`). They speak of the same period,
posterior and data, of any seed, and of nothing beyond the changes that were tried.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from experiments.emulator.additive_process import (
    AdditiveProcess,
    Level,
    Numbers,
    Points,
    fit,
    settled,
)
from narrows.view.effect_summary import ANSWER
from narrows.view.included_runs import facts_of, folder, said_if_older, world_key
from narrows.view.lever_catalogue import Positions, levers, named
from narrows.view.paired_replicate import Question
from narrows.view.value_changes import HALVES, Changes, value_changes
from runs.atomic_files import writing
from runs.intervals import Interval
from runs.results_tables import write_table
from sim.scenario import Scenario

Floats = NDArray[np.float64]

FILE, FORM = "emulator.parquet", 1
"""Name of the file, and the form of what it says of itself; another form is not read."""
SAID = {
    "checked", "code", "days", "held", "key", "levels", "names", "numbers", "packages", "runs",
    "seed", "start", "version",
}  # fmt: skip
"""What a file must say of itself."""
_reading = Lock()
REACH = 1.96
"""Standard errors that 95 % intervals reach."""
SLACK = 0.25
"""By how much of what was tried a change may lie beyond: draws do not reach ends of levers."""
NOT_MADE = "nothing was run to learn it from"
OTHER_PERIOD = "it was learned for {} days from {}"
OTHER_WORLD = "it was learned for another posterior, other data or other assumptions"
OUTSIDE = "{} together would change more than anything that was run"
ALONE = "{} would change more than anything that was run"
EARLY = "{} begins before the first day that counts"
LATE = "{} begins too near the last day"
LAST_DAYS = 120
"""Days before the last in which no measure may begin, other than the library has it: what it does
after the last day, to people delayed, is in no input."""
LACKING = (OSError, ValueError, LookupError, TypeError, AttributeError, pa.ArrowException)
"""What a file raises that is damaged or of another form."""


@dataclass(frozen=True)
class Emulated:
    """Estimated effects of one question.

    Attributes:
        effects: Means with 95 % intervals, by outcome of the answer.
        packages, runs: How many were run to learn it, and runs of them in all.
        held: Share of packages that were run as a check whose mean lies in the 90 % interval, by
            outcome, and how many packages these are.
        older: What is said of the file if the model has changed since; empty if it has not.
    """

    effects: Mapping[str, Interval]
    packages: int
    runs: int
    held: Mapping[str, float]
    checked: int
    older: str


@dataclass(frozen=True)
class Refused:
    """Why there is no estimate, in words."""

    reason: str


def emulated(question: Question) -> Emulated | Refused:
    """The estimate of a question, or why there is none."""
    found = _there(folder() / FILE) if question.fitted else None
    if found is None:
        return Refused(NOT_MADE)
    facts, kept = found
    base = question.baseline
    if (base.start.isoformat(), base.days) != (facts["start"], facts["days"]):
        return Refused(OTHER_PERIOD.format(facts["days"], facts["start"]))
    if world_key(base, replace(question, seed=facts["seed"])) != facts["key"]:
        return Refused(OTHER_WORLD)
    if said := _too_early_or_late(question):
        return Refused(said)
    changes = value_changes(question.changed)
    if beyond := kept.beyond(changes):
        return Refused(_outside(question.changed, beyond))
    place = kept.placed([changes])
    effects = {}
    for name, process in kept.processes.items():
        mean, error = (float(each[0]) for each in process.at(place))
        effects[name] = Interval(mean, mean - REACH * error, mean + REACH * error)
    return Emulated(
        effects, facts["packages"], facts["runs"], facts["held"], facts["checked"],
        said_if_older(facts),
    )  # fmt: skip


@dataclass(frozen=True)
class Learned:
    """What a file holds, ready to speak.

    Attributes:
        names: Changes that are inputs, in their order.
        scales: What each is divided by.
        lowest, highest: Ends of what was tried: shape (names, halves).
        points: What was run.
        processes: By outcome.
    """

    names: tuple[str, ...]
    scales: Floats
    lowest: Floats
    highest: Floats
    points: Points
    processes: Mapping[str, AdditiveProcess]

    def placed(self, changes: Sequence[Changes]) -> Floats:
        """Changes as inputs: shape (places, names, halves)."""
        return table(changes, self.names) / self.scales[:, None]

    def beyond(self, changes: Changes) -> str:
        """The first change that is further from nothing than what was tried, if any is."""
        for name, means in changes.items():
            if name not in self.names:
                return name
            at = self.names.index(name)
            low, high = self.lowest[at], self.highest[at]
            reach = SLACK * (high - low)
            if ((means < low - reach) | (means > high + reach)).any():
                return name
        return ""


def _there(path: Path) -> tuple[Mapping[str, Any], Learned] | None:
    """What a file says of itself and what it holds; None if it cannot be read or lacks anything."""
    with _reading:
        return _read(path)


@cache
def _read(path: Path) -> tuple[Mapping[str, Any], Learned] | None:
    facts = facts_of(path)
    try:
        if facts["form"] != FORM or not facts.keys() >= SAID:
            return None
        if any(set(facts[part]) != set(ANSWER) for part in ("numbers", "levels", "held")):
            return None
        return facts, read(path)
    except LACKING:
        return None


def read(path: Path) -> Learned:
    """What a file holds; it takes a second to make ready."""
    kept, facts = pq.read_table(path), facts_of(path)
    names = tuple(facts["names"])
    inputs = np.array(kept["inputs"].to_pylist()).reshape(len(kept), len(names), HALVES)
    numbers = {name: _as_numbers(given) for name, given in facts["numbers"].items()}
    levels = {name: Level(**given) for name, given in facts["levels"].items()}
    means = {name: kept[name].to_numpy() for name in numbers}
    made = learned(names, inputs, kept["replicates"].to_pylist(), means, numbers)
    processes = {name: replace(each, level=levels[name]) for name, each in made.processes.items()}
    return replace(made, processes=processes)


def learned(
    names: tuple[str, ...],
    inputs: Floats,
    replicates: Sequence[Sequence[int]],
    means: Mapping[str, Floats],
    numbers: Mapping[str, Numbers] | None = None,
) -> Learned:
    """Processes of what was run; fitted, unless their numbers are known.

    Args:
        names: Changes that are inputs.
        inputs: Shape (points, names, halves).
        replicates: Those of each point.
        means: Of each point over its replicates, by outcome.
        numbers: By outcome.
    """
    scales = np.array([_scale(group) for group in inputs.swapaxes(0, 1)])
    columns = {each: at for at, each in enumerate(sorted(set().union(*replicates)))}
    shares = np.zeros((len(inputs), len(columns)))
    for row, those in zip(shares, replicates, strict=True):
        row[[columns[each] for each in those]] = 1.0 / len(those)
    points = Points(inputs / scales[:, None], shares)
    made = {
        name: settled(points, values, numbers[name]) if numbers else fit(points, values)
        for name, values in means.items()
    }
    return Learned(names, scales, inputs.min(axis=0), inputs.max(axis=0), points, made)


def table(changes: Sequence[Changes], names: Sequence[str]) -> Floats:
    """Changes as an array: shape (places, names, halves)."""
    nothing = (0.0,) * HALVES
    return np.array([[each.get(name, nothing) for name in names] for each in changes])


def write(
    path: Path,
    kept: Learned,
    asked: Sequence[Positions],
    replicates: Sequence[Sequence[int]],
    means: Mapping[str, Floats],
    facts: Mapping[str, Any],
) -> None:
    """Write what was learned, with the points that it was learned from.

    Args:
        path: The file.
        kept: What was learned.
        asked: Positions of the levers of each point.
        replicates: Those of each point.
        means: Of each point, by outcome.
        facts: What it is of.
    """
    flat = (kept.points.inputs * kept.scales[:, None]).reshape(len(asked), -1)
    columns = {
        "positions": pa.array([json.dumps(each, sort_keys=True) for each in asked]),
        "replicates": pa.array([list(each) for each in replicates], pa.list_(pa.int32())),
        "inputs": pa.array(flat.tolist(), pa.list_(pa.float64())),
        **{name: pa.array(values) for name, values in means.items()},
    }
    processes = kept.processes.items()
    said = {
        **facts, "form": FORM, "names": kept.names,
        "numbers": {name: _plain(each.numbers) for name, each in processes},
        "levels": {name: asdict(each.level) for name, each in processes},
    }  # fmt: skip
    with writing(path) as part:
        write_table(part, pa.table(columns), said)


def _plain(numbers: Numbers) -> dict[str, Any]:
    return {
        name: value.tolist() if isinstance(value, np.ndarray) else value
        for name, value in asdict(numbers).items()
    }


def _as_numbers(plain: Mapping[str, Any]) -> Numbers:
    made: dict[str, Any] = {
        key: np.array(value) if isinstance(value, list) else value for key, value in plain.items()
    }
    return Numbers(**made)


def _scale(group: Floats) -> float:
    """Root of the mean square of a group's inputs where they are not all zero."""
    there = group[group.any(axis=1)]
    return float(np.sqrt((there**2).sum(axis=1).mean())) if len(there) else 1.0


def _outside(changed: Scenario, change: str) -> str:
    """Which measures make a change that lies beyond what was tried."""
    titles = [
        levers()[key].title for key, made in named(changed.interventions)
        if change in value_changes(replace(changed, interventions=(made,)))
    ]  # fmt: skip
    return (ALONE if len(titles) == 1 else OUTSIDE).format(" and ".join(titles))


def _too_early_or_late(question: Question) -> str:
    """What is said of the first measure that begins when none did, but for those of the library."""
    base = question.baseline
    last = base.end - timedelta(days=LAST_DAYS)
    for key, made in named(question.changed.interventions):
        lever = levers()[key]
        if made.start != lever.start and not base.start <= made.start <= last:
            return (EARLY if made.start < base.start else LATE).format(lever.title)
    return ""
