"""How time and memory grow with people and with days."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any

from benchmarks.timing import Spread, ratios, seconds
from benchmarks.worlds import STANDARD, YEAR, twin, warmed
from sim.simulation import Simulation

FOUR_YEARS = 1_461


def people(numbers: tuple[int, ...], progress: Callable[[str], None]) -> dict[str, Any]:
    """Seconds of a year at each number of people, and the exponent from the first to the last."""
    taken = {}
    for number in numbers:
        progress(f"a year of {number:,} people")
        model = warmed(number)
        taken[number] = seconds(partial(_days, model, YEAR))
    first, last = numbers[0], numbers[-1]
    exponent = math.log(taken[last] / taken[first]) / math.log(last / first)
    return {"seconds": taken, "exponent": exponent, "bytes_per_person": bytes_per_person(model)}


def days(rounds: int, progress: Callable[[str], None]) -> Spread:
    """Time of four years over that of one."""
    short: list[float] = []
    long: list[float] = []
    start = warmed(STANDARD, FOUR_YEARS)
    for number in range(rounds):
        progress(f"round {number + 1} of {rounds}: one year and four")
        for taken, length in ((short, YEAR), (long, FOUR_YEARS)):
            taken.append(seconds(partial(_days, twin(start), length)))
    return ratios(long, short)


def bytes_per_person(model: Simulation) -> float:
    """Memory that people take, calendars and queue included, over all who ever entered."""
    calendars = (model.journeys, model.patience, model.resting, model.restless)
    kept = model.travellers.bytes() + model.coast.bytes() + sum(each.bytes() for each in calendars)
    return kept / len(model.travellers)


def _days(model: Simulation, number: int) -> None:
    model.run_until(model.day + number)
