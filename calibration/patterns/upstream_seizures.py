"""Pattern 4: upstream seizures bite slowly, on load before volume."""

from __future__ import annotations

from calibration.patterns import event_study, observed
from calibration.patterns.dated_shocks import DAY
from calibration.patterns.pattern_runs import DETECTION, DETECTIONS, level
from calibration.patterns.pattern_values import Floats, Value, change, ratio, value
from runs.results import Results

MORE, MOST = DETECTIONS
EARLY = 56


def seized_share(results: Results, scenario: str) -> Floats:
    """Boats seized upstream of those launched or seized there, by replicate, after the shock."""
    taken, launched = (
        event_study.after(results, scenario, column, DAY)
        for column in ("boats_seized_upstream", "boats_launched")
    )
    return ratio(taken, taken + launched)


def _load(results: Results, scenario: str, *days: int) -> Floats:
    return ratio(
        event_study.after(results, scenario, "arrivals", DAY, *days),
        event_study.after(results, scenario, "boats_arrived", DAY, *days),
    )


def _load_less_fall(results: Results, base: str, scenario: str, *days: int) -> Floats:
    """Change of load plus change of arrivals, which is negative where volume moves further."""
    load = change(_load(results, base, *days), _load(results, scenario, *days))
    return load + event_study.changed(results, scenario, "arrivals", DAY, *days)


def measure_values(results: Results, base: str) -> dict[str, Value]:
    """Values of the declared measures, by name."""
    more, most = level(DETECTION, MORE), level(DETECTION, MOST)
    deaths = event_study.after(results, most, "deaths", DAY) - event_study.after(
        results, base, "deaths", DAY
    )
    return {
        "seized": value(seized_share(results, base), *observed.span("P297")),
        "early": value(event_study.changed(results, more, "arrivals", DAY, 0, EARLY)),
        "year": value(event_study.changed(results, more, "arrivals", DAY)),
        "load": value(change(_load(results, base), _load(results, most))),
        "price": value(event_study.changed(results, most, "price", DAY)),
        "order": value(_load_less_fall(results, base, most)),
        "early_order": value(_load_less_fall(results, base, most, 0, EARLY)),
        "deaths": value(deaths),
    }
