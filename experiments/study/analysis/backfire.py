"""Where in the uncertainties a policy backfires: more deaths to be expected, or no fewer arrivals.

Uncertainties are the levers that were drawn and the parameters that replicates drew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from experiments.study.analysis.point_effects import Pairs
from experiments.study.analysis.prim_boxes import find_box
from experiments.study.analysis.study_tables import Rows

Floats = NDArray[np.float64]

FEWEST = 40
"""Paired runs of a policy that a search needs."""
MOST = 2_000
"""Paired runs that are searched; evenly chosen, if there are more."""
BACKFIRES: dict[str, tuple[str, Callable[[Floats], NDArray[np.bool_]]]] = {
    "more expected deaths": ("expected_deaths", lambda change: change > 0),
    "no fewer arrivals": ("arrivals", lambda change: change >= 0),
}
"""What counts as backfiring: the outcome, and whether a change of it does. Deaths are expected
deaths, which are the risk without the random outcome of each crossing."""


def backfire_rows(pairs: Pairs) -> Rows:
    """The box of each policy and way of backfiring: a row a limit, or one without any limit."""
    rows: Rows = []
    scenarios = list(dict.fromkeys(pairs.kept.points[at]["scenario"] for at in pairs.compared))
    for scenario in scenarios:
        mine = [at for at in pairs.compared if pairs.kept.points[at]["scenario"] == scenario]
        names, variables, changes = _cases(pairs, mine)
        if not names or len(variables) < FEWEST:
            continue
        for what, (outcome, is_case) in BACKFIRES.items():
            rows += _rows(scenario, what, names, variables, is_case(changes[outcome]))
    return rows


def _cases(pairs: Pairs, points: list[int]) -> tuple[list[str], Floats, dict[str, Floats]]:
    """Names and values of all that varies over the runs of some points, and their changes."""
    kept, rows = pairs.kept, []
    levers = [name for name in kept.facts["levers"] if _is_number(kept.points[points[0]][name])]
    members = kept.members
    outcomes = [outcome for outcome, _ in BACKFIRES.values()]
    changes: dict[str, list[Floats]] = {outcome: [] for outcome in outcomes}
    for point in _evenly(points, MOST):
        replicates = pairs.sound((point, pairs.references[point]))
        chosen = _evenly(range(len(replicates)), max(1, MOST // len(points)))
        baseline, values = (both[:, chosen] for both in pairs.pair(point))
        replicates = replicates[chosen]
        for outcome in outcomes:
            position = pairs.outcomes.index(outcome)
            changes[outcome].append(values[position] - baseline[position])
        set_here = [float(kept.points[point][name]) for name in levers]
        drawn = [column[kept.draws(replicates)] for column in members.values()]
        rows.append(np.column_stack([np.tile(set_here, (len(replicates), 1)), *drawn]))
    table = np.concatenate(rows)
    varies = np.ptp(table, axis=0) > 0 if len(table) else np.zeros(table.shape[1], np.bool_)
    names = [name for name, there in zip([*levers, *members], varies, strict=True) if there]
    found = {name: np.concatenate(each) for name, each in changes.items()}
    return names, table[:, varies], found


def _evenly(numbers: Sequence[int], most: int) -> list[int]:
    """So many of the numbers at most, spread evenly."""
    indices = np.linspace(0, len(numbers) - 1, min(len(numbers), most)).astype(np.int64)
    return [numbers[position] for position in indices.tolist()]


def _rows(
    scenario: str, what: str, names: list[str], variables: Floats, cases: NDArray[np.bool_]
) -> Rows:
    about = {"scenario": scenario, "backfire": what, "runs": len(cases),
             "overall": float(cases.mean())}  # fmt: skip
    box = find_box(variables, cases)
    empty = {"within": None, "density": None, "low": None, "high": None, "coverage": None,
             "chance": None, "variable": None, "from": None, "to": None}  # fmt: skip
    if box is None or not box.limits:
        return [about | empty]
    content = about | {
        "within": box.points, "density": box.density.mean, "low": box.density.low,
        "high": box.density.high, "coverage": box.coverage, "chance": box.chance,
    }  # fmt: skip
    return [
        content | {"variable": names[at], "from": low, "to": high}
        for at, (low, high) in box.limits.items()
    ]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)
