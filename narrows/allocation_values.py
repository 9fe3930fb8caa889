"""What an allocation says beyond its effects, as plain values for JSON."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.allocation.allocation_tables import Findings
from experiments.allocation.pessimistic_side import BASELINE, Pessimistic, at_the_bound
from narrows.json_numbers import interval_as_json, number_or_none
from narrows.uncertainty_values import robustness_as_json
from runs.intervals import interval

Json = dict[str, Any]
CHANCES = ("land", "roads", "beach")


def robust_choice_as_json(found: Findings) -> Json:
    """Which policy is robust, by each aim; ``choices`` is empty with too few draws."""
    robust = found.robustness
    return {
        "goals": [
            {"outcome": each.outcome, "difference": each.sign * each.at_least + 0.0}
            for each in robust.wanted
        ],
        "goals_reached": {name: number_or_none(share) for name, share in robust.reached.items()},
        "choices": [
            {
                "aim": each.aim.name,
                "unit": each.aim.unit,
                "robustness": robustness_as_json(each.robustness),
            }
            for each in robust.choices
        ],
    }


def bounds_as_json(found: Findings) -> Json:
    """Both sides: arrivals at the max-flow bound, and if gangs answered best for themselves."""
    stopped = [each.flow - each.left for each in found.bounds]
    return {
        "boats_a_year": _mean_of(np.array([each.flow for each in found.bounds])),
        "boats_stopped_at_best": _mean_of(np.array(stopped)),
        "arrivals_at_the_bound": at_the_bound(found.pessimistic, found.bounds),
        "best_answers": {
            name: _best_answer(found.pessimistic, name) for name in found.pessimistic.names
        },
    }


def _best_answer(worst: Pessimistic, name: str) -> Json:
    most = worst.values(name, "arrivals")
    return {
        "arrivals": _mean_of(worst.values(name, "simulated")),
        "arrivals_at_most": _mean_of(most),
        "left_of_effect": _mean_of(most - worst.values(BASELINE, "arrivals")),
        "people": float(worst.values(name, "people").mean()),
        "seats": float(worst.values(name, "seats").mean()),
        **{f"through_{what}": float(worst.values(name, what).mean()) for what in CHANCES},
    }


def _mean_of(values: NDArray[np.float64]) -> Json:
    return interval_as_json(interval(values))
