"""Outcomes: note the day's stocks beside its flows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.enforcement.cases import Stage
from sim.state import ModelState


def run(model: ModelState) -> None:
    """Complete today's row of the daily table."""
    record, gangs, values = model.record, model.gangs, model.values
    seized = ("boats_seized_upstream", "boats_seized_cache", "boats_seized_beach")
    record.add("boats_seized", sum(record.today(name) for name in seized))
    record.add("people_moving", model.hub_people.sum())
    record.add("people_waiting", gangs.waiting.sum())
    record.add("people_resting", model.at_rest)
    record.add("boats_in_supply", (gangs.boats + gangs.boats_on_order).sum())
    record.add("engines_in_supply", (gangs.engines + gangs.engines_on_order).sum())
    record.add("boats_in_store", model.consignments.boats[model.stored].sum())
    active = np.flatnonzero(gangs.active)
    size = gangs.size()[active]
    record.add("gangs", active.size)
    record.add("concentration", _concentration(size))
    record.add("members", size.sum())
    record.add("in_custody", gangs.custody.sum())
    record.add("cash", gangs.capital.sum())
    record.add("escrow", model.escrow)
    record.add("ways_used", _mean(gangs.people_ways[active]))
    record.add("open_cases", (model.cases.stage == Stage.STRIKE).sum())
    record.add("price", gangs.market_price())
    record.add("boat_worth", _mean(gangs.boat_worth[active]))
    record.add("person_worth", _mean(gangs.person_worth[active]))
    record.add("officers_recruiting", values.officers_recruiting)
    record.add("officers_training", values.officers_training)
    record.add("officers", values.officers.sum() + values.investigators.sum())


def _mean(values: NDArray[np.generic]) -> float:
    return float(values.mean()) if values.size else float("nan")


def _concentration(size: NDArray[np.float64]) -> float:
    """Sum of the squared shares of all gangs' members: 1 if there is one gang alone."""
    total = size.sum()
    return float(((size / total) ** 2).sum()) if total > 0 else float("nan")
