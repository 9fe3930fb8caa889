"""How each of the patterns is looked for."""

from __future__ import annotations

from collections.abc import Callable

from experiments.patterns import (
    deaths,
    displacement,
    load,
    prevention,
    prices,
    takedowns,
    upstream,
    weather,
)
from experiments.patterns.finding import Finding
from experiments.patterns.runs import Runs

FIND: dict[str, Callable[[Runs], Finding]] = {
    "weather": weather.find,
    "load": load.find,
    "prevention": prevention.find,
    "upstream": upstream.find,
    "takedowns": takedowns.find,
    "displacement": displacement.find,
    "deaths": deaths.find,
    "prices": prices.find,
}
"""Each pattern's module, by the name under which the pattern is declared."""
