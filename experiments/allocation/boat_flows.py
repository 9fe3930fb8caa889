"""What the bound needs of the world without new money: boats on each corridor, and who looks."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from calibration.known_world import known_world
from experiments.allocation.allocation_design import Allocation
from scenarios.world_tables import load_world
from sim.core.events import Event
from sim.interventions.intervention import DAYS_PER_YEAR
from sim.scenario_values import named_values
from sim.simulation import Simulation

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Flows:
    """One run of the baseline as a flow that is conserved, and what more officers could add to it.

    Corridors come first. Then, for every hub, an arc from the source with the boats that leave it
    beyond those that come (bought, or from store), and one to the sink with those that stay (at the
    coast, in store, or seized before).

    Attributes:
        boats: Boats a year on each arc; of a corridor, those that set out on it.
        origin, destination: Node at either end: hubs, then source and sink.
        source, sink: Their numbers.
        gain: Share of an arc's boats stopped for each GBP million a year of a place, were all
            of it there; 0 where its officers may not look. Shape (places, arcs).
    """

    boats: Floats
    origin: Ints
    destination: Ints
    source: int
    sink: int
    gain: Floats


def measure(question: Allocation, replicate: int) -> Flows:
    """Run the baseline once, without run-out, and measure what flows.

    The share stopped is ``interception * (1 - exp(-rate * officers))``; its slope at the officers
    who are there is the most that another one adds.
    """
    world, base = known_world(question.data), question.baseline.with_run_out(0)
    base = replace(question, baseline=base).comparison((), 1, replicate).drawn(replicate)[0]
    model = Simulation(world, base, question.seed, replicate, log=True)
    model.run()
    network, values, units = world.network, model.values, model.units
    log = model.log.table() if model.log is not None else {}
    sent = (log["event"] == Event.SENT) & (log["day"] >= base.start.toordinal())
    boats = np.bincount(
        log["corridor"][sent], log["amount"][sent], minlength=len(network.corridors)
    )
    rate = float(values.equipment_detection)
    slope = values.equipment_interception * rate * np.exp(-rate * units.equipment)
    officers = _officers(question)
    yields = np.array([
        (values.liaison_leverage if unit.kind == "liaison" else 1.0) * targeting
        for unit, targeting in zip(world.units, values.targeting, strict=True)
    ])  # fmt: skip
    searching = np.array(["equipment" in unit.powers for unit in world.units])
    reach = units.jurisdiction[:, : len(network.corridors)] & network.equipment
    each = (yields * searching)[:, None] * reach
    most = (officers[:, :, None] * each[None, :, :]).max(axis=1)
    return _conserved(
        boats * DAYS_PER_YEAR / base.days, network.origin, network.destination,
        len(network.hubs), most * slope,
    )  # fmt: skip


def _conserved(boats: Floats, origin: Ints, destination: Ints, hubs: int, gain: Floats) -> Flows:
    """Flows of the corridors, with what enters and leaves at every hub."""
    leaving = np.bincount(origin, boats, minlength=hubs)
    coming = np.bincount(destination, boats, minlength=hubs)
    each, source, sink = np.arange(hubs), hubs, hubs + 1
    return Flows(
        np.concatenate([boats, np.maximum(leaving - coming, 0), np.maximum(coming - leaving, 0)]),
        np.concatenate([origin, np.full(hubs, source), each]),
        np.concatenate([destination, each, np.full(hubs, sink)]),
        source, sink, np.pad(gain, ((0, 0), (0, 2 * hubs))),
    )  # fmt: skip


def _officers(question: Allocation) -> Floats:
    """Officers whom GBP 1 million a year adds, by place and unit."""
    world = load_world()
    names = [unit.name for unit in world.units]
    values = named_values(world, question.baseline)
    found = np.zeros((len(question.places), len(names)))
    for row, place in enumerate(question.places):
        for bought in place.interventions(1.0):
            for change in bought.modifiers(values):
                if change.value == "officers" and change.how == "add" and change.entity in names:
                    found[row, names.index(change.entity)] += change.amount
    return found
