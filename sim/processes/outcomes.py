"""Outcomes: note the day's stocks beside its flows."""

from __future__ import annotations

import numpy as np

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
    record.add("gangs", gangs.active.sum())
    record.add("price", gangs.market_price())
    worth = gangs.boat_worth[gangs.active]
    record.add("boat_worth", worth.mean() if worth.size else np.nan)
    record.add("officers", values.officers.sum() + values.investigators.sum())
