"""Max-flow interdiction: the most that officers who search for boats could stop, if nobody adapts.

Boats flow from where they are bought to the coast and into store, over corridors that carry no
more than they do without new money. Officers take capacity away; gangs send what still goes
through. Which cut is tightest and where officers then do most is one mixed-integer program: a hub
is on the near side of the cut or on the far side, and corridors across it count what officers
leave of them.

In the linear program no other use of the officers stops more, as long as none of the corridors on
the cut is emptied: boats that pass several searches on their way can be stopped only once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from experiments.allocation.allocation_design import Allocation, Pool
from experiments.allocation.boat_flows import Flows, measure
from experiments.allocation.policy_evaluation import Evaluator, batch_of, keep, kept
from runs.progress import Progress
from runs.runner import each_replicate

Floats = NDArray[np.float64]
EMPTY = 1e-6


@dataclass(frozen=True)
class Bound:
    """The best interdiction of one world.

    Attributes:
        flow: Boats a year that are on the way without new officers.
        left: Boats a year that get through at best.
        emptied: Whether a corridor on the cut is left with nothing.
        million: GBP million a year at each place.
    """

    flow: float
    left: float
    emptied: bool
    million: Floats


def interdict(flows: Flows, pools: tuple[Pool, ...]) -> Bound:
    """Solve the program.

    Raises:
        RuntimeError: If the solver finds no optimum.
    """
    none = _solve(flows, tuple(Pool(0.0, pool.indices) for pool in pools))
    best = _solve(flows, pools)
    return Bound(none.flow, best.left, best.emptied, best.million)


def bounds(evaluator: Evaluator, progress: Progress) -> list[Bound]:
    """The bound in each replicate of the search, or what is on the disk of it."""
    question = evaluator.question
    names = [place.name for place in question.places]
    batch, note = batch_of(evaluator.folder, "bound"), "bound"
    table = kept(batch, note)
    if table is None:
        design = evaluator.comparison([], 0, question.replicates)
        found = each_replicate(partial(_one, question), design, evaluator.workers, progress)
        columns: dict[str, Any] = {
            "replicate": list(design.numbers),
            **{key: [getattr(each, key) for each in found] for key in ("flow", "left", "emptied")},
            **{name: [float(each.million[at]) for each in found] for at, name in enumerate(names)},
        }
        keep(batch, note, pa.table(columns))
        return found
    return [
        Bound(row["flow"], row["left"], row["emptied"], np.array([row[name] for name in names]))
        for row in table.to_pylist()
    ]


def _one(question: Allocation, replicate: int) -> Bound:
    return interdict(measure(question, replicate), question.pools)


def _solve(flows: Flows, pools: tuple[Pool, ...]) -> Bound:
    """Variables: side of each hub, what is left of each corridor, money by place and corridor."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_array, hstack, vstack

    hubs = int(max(flows.origin.max(), flows.destination.max())) + 1
    corridors, indices = flows.boats.size, len(flows.gain)
    each = np.arange(corridors)
    side = coo_array(
        (np.concatenate([-flows.boats, flows.boats]),
         (np.concatenate([each, each]), np.concatenate([flows.origin, flows.destination]))),
        shape=(corridors, hubs),
    )  # fmt: skip
    taken = coo_array(
        ((flows.gain * flows.boats).ravel(),
         (np.tile(each, indices), np.arange(indices * corridors))),
        shape=(corridors, indices * corridors),
    )  # fmt: skip
    whole = coo_array((np.ones(corridors), (each, each)), shape=(corridors, corridors))
    spent = np.zeros((len(pools), hubs + corridors + indices * corridors))
    for row, pool in enumerate(pools):
        for index in pool.indices:
            start = hubs + corridors + index * corridors
            spent[row, start : start + corridors] = 1.0
    low, high = np.zeros(spent.shape[1]), np.full(spent.shape[1], np.inf)
    high[:hubs] = 1.0
    low[flows.source], high[flows.sink] = 1.0, 0.0
    cost = np.zeros(spent.shape[1])
    cost[hubs : hubs + corridors] = 1.0
    found = milp(
        cost,
        integrality=np.arange(cost.size) < hubs,
        bounds=Bounds(low, high),
        constraints=LinearConstraint(
            vstack([hstack([side, whole, taken]), coo_array(spent)]).tocsr(),
            np.concatenate([np.zeros(corridors), np.full(len(pools), -np.inf)]),
            np.concatenate([np.full(corridors, np.inf), [pool.million for pool in pools]]),
        ),
    )
    if found.x is None:
        raise RuntimeError(f"no best interdiction was found: {found.message}")
    near = found.x[:hubs] > 0.5
    across = near[flows.origin] & ~near[flows.destination] & (flows.boats > EMPTY)
    left = found.x[hubs : hubs + corridors]
    money = found.x[hubs + corridors :].reshape(indices, corridors).sum(axis=1)
    emptied = bool((left[across] < EMPTY).any())
    return Bound(float(found.fun), float(found.fun), emptied, np.maximum(money, 0.0))
