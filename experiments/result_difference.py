"""Which outcomes of two results differ beyond noise.

Replicates with the same number and seed had the same random draws: their differences are taken one
by one. Otherwise the means of two independent samples are compared. Intervals hold all at once: the
5 % of error is divided among all comparisons (Bonferroni), so that two results that differ in
nothing but their random draws show a difference in at most one case in twenty.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from experiments.study.stored_study import NOTE, open_study
from runs.intervals import LEVEL
from runs.parameter_source import KEY
from runs.results_tables import read_provenance
from runs.stored_tables import read_table
from scenarios.errors import InputError
from scenarios.packaged_places import OUTCOMES

Floats = NDArray[np.float64]
FILE = "outcomes.parquet"
FACTS = ("version", "commit", "seed", "start", "days", "run_out_days", KEY, "members_digest",
         "code", "python", "libraries")  # fmt: skip
"""What two results may have been made with otherwise."""
SAME, WITHIN, BEYOND, UNKNOWN = "same values", "within noise", "differs", "cannot tell"


@dataclass(frozen=True)
class Outcomes:
    """All runs of a folder.

    Attributes:
        facts: What they were made with.
        first: Number of the first replicate.
        values: By name of the scenario or point and by outcome, one a replicate; NaN where
            undefined.
    """

    facts: Mapping[str, Any]
    first: int
    values: Mapping[str, Mapping[str, Floats]]


@dataclass(frozen=True)
class Difference:
    """One outcome of one scenario in two results.

    Attributes:
        scenario, outcome: Which.
        one, other: Means over replicates.
        low, high: Ends of the interval of the second less the first; NaN where there is none.
        verdict: One of ``SAME``, ``WITHIN``, ``BEYOND`` and ``UNKNOWN``.
    """

    scenario: str
    outcome: str
    one: float
    other: float
    low: float
    high: float
    verdict: str


@dataclass(frozen=True)
class Compared:
    """What came of it.

    Attributes:
        differences: A row a scenario and outcome that both have.
        paired: Whether replicates were compared one by one.
        alone: Scenarios that only the first, and only the second, has.
        facts: What they were made with that differs, by name.
    """

    differences: list[Difference]
    paired: bool
    alone: tuple[list[str], list[str]]
    facts: dict[str, tuple[Any, Any]]

    @property
    def differs(self) -> list[Difference]:
        """Those that differ beyond noise."""
        return [each for each in self.differences if each.verdict == BEYOND]


def read_outcomes(folder: Path) -> Outcomes:
    """All outcomes of a results folder or of a study.

    Raises:
        InputError: If it is neither.
    """
    if (folder / NOTE).is_file():
        kept = open_study(folder)
        found = kept.values(list(OUTCOMES)).outcomes
        names = [about["name"] for about in kept.points]
        values = {
            name: {outcome: rows[at] for outcome, rows in found.items()}
            for at, name in enumerate(names)
        }
        return Outcomes(kept.facts, kept.first, values)
    path = folder / FILE
    if not path.is_file():
        message = f"{folder} holds no results; give a folder of narrows run, compare or study"
        raise InputError(message)
    try:
        facts, table = read_provenance(path), read_table(path)
        kinds = np.array(table["scenario"].to_pylist())
        columns = {
            name: np.asarray(table[name].to_numpy(), np.float64)
            for name in table.column_names
            if pa.types.is_floating(table.schema.field(name).type)
        }
        values = {
            str(name): {outcome: column[kinds == name] for outcome, column in columns.items()}
            for name in dict.fromkeys(kinds.tolist())
        }
        return Outcomes(facts, int(facts["first_replicate"]), values)
    except (OSError, ValueError, LookupError, pa.ArrowException):
        raise InputError(f"{path} is damaged; run it again") from None


def compare_results(one: Outcomes, other: Outcomes) -> Compared:
    """Compare two results, outcome by outcome.

    Args:
        one: The first.
        other: The second.

    Raises:
        InputError: If they share no scenario.
    """
    shared = [name for name in one.values if name in other.values]
    if not shared:
        raise InputError("the two have no scenario in common; give results of the same scenarios")
    paired, mine, theirs = _replicates(one, other)
    cells = [
        (name, outcome, one.values[name][outcome][mine], other.values[name][outcome][theirs])
        for name in shared
        for outcome in one.values[name]
        if outcome in other.values[name]
    ]
    tested = sum(not _equal(a, b) for *_, a, b in cells)
    error = (1 - LEVEL) / max(1, tested)
    alone = tuple([name for name in each.values if name not in shared] for each in (one, other))
    facts = {
        key: (one.facts.get(key), other.facts.get(key))
        for key in FACTS
        if key in one.facts and key in other.facts and one.facts[key] != other.facts[key]
    }
    found = [_difference(*cell, error, paired) for cell in cells]
    return Compared(found, paired, (alone[0], alone[1]), facts)


def _replicates(one: Outcomes, other: Outcomes) -> tuple[bool, slice, slice]:
    """Whether replicates are paired, and which of each result are compared."""
    sizes = [len(next(iter(next(iter(each.values.values())).values()))) for each in (one, other)]
    begin = max(one.first, other.first)
    end = min(one.first + sizes[0], other.first + sizes[1])
    if one.facts.get("seed") != other.facts.get("seed") or end <= begin:
        return False, slice(None), slice(None)
    return (
        True,
        slice(begin - one.first, end - one.first),
        slice(begin - other.first, end - other.first),
    )


def _difference(
    scenario: str, outcome: str, one: Floats, other: Floats, error: float, paired: bool
) -> Difference:
    means = [float(each[np.isfinite(each)].mean()) if np.isfinite(each).any() else math.nan
             for each in (one, other)]  # fmt: skip
    if _equal(one, other):
        return Difference(scenario, outcome, means[0], means[1], 0.0, 0.0, SAME)
    if paired:
        both = np.isfinite(one) & np.isfinite(other)
        low, high = _reach(other[both] - one[both], error)
    else:
        low, high = _apart(one[np.isfinite(one)], other[np.isfinite(other)], error)
    clear = low > 0 or high < 0
    verdict = UNKNOWN if math.isnan(low) else BEYOND if clear else WITHIN
    return Difference(scenario, outcome, means[0], means[1], low, high, verdict)


def _equal(one: Floats, other: Floats) -> bool:
    return bool(np.array_equal(one, other, equal_nan=True))


def _reach(differences: Floats, error: float) -> tuple[float, float]:
    """The t-interval of a mean."""
    from scipy.special import stdtrit

    if differences.size < 2:
        return math.nan, math.nan
    half = differences.std(ddof=1) / math.sqrt(differences.size)
    half *= stdtrit(differences.size - 1, 1 - error / 2)
    return float(differences.mean() - half), float(differences.mean() + half)


def _apart(one: Floats, other: Floats, error: float) -> tuple[float, float]:
    """Welch's interval of the difference of two means."""
    from scipy.special import stdtrit

    if min(one.size, other.size) < 2:
        return math.nan, math.nan
    parts = one.var(ddof=1) / one.size, other.var(ddof=1) / other.size
    difference = float(other.mean() - one.mean())
    if not sum(parts):
        return difference, difference
    freedom = sum(parts) ** 2 / sum(
        part**2 / (each.size - 1) for part, each in zip(parts, (one, other), strict=True)
    )
    half = float(math.sqrt(sum(parts)) * stdtrit(freedom, 1 - error / 2))
    return difference - half, difference + half
