"""How each of the patterns is looked for."""

from __future__ import annotations

from collections.abc import Callable

from calibration.patterns.pattern_runs import Runs
from calibration.reporting.pattern_figures import (
    absorbed_takedowns_figure,
    clustered_deaths_figure,
    corridor_displacement_figure,
    fuller_boats_figure,
    repeated_attempts_figure,
    scarcity_prices_figure,
    upstream_seizures_figure,
    weather_gating_figure,
)
from calibration.reporting.pattern_figures.finding import Finding

FIND: dict[str, Callable[[Runs], Finding]] = {
    "weather": weather_gating_figure.find,
    "load": fuller_boats_figure.find,
    "prevention": repeated_attempts_figure.find,
    "upstream": upstream_seizures_figure.find,
    "takedowns": absorbed_takedowns_figure.find,
    "displacement": corridor_displacement_figure.find,
    "deaths": clustered_deaths_figure.find,
    "prices": scarcity_prices_figure.find,
}
"""Each pattern's module, by the name under which the pattern is declared."""
