"""Why replicates differ, as plain values for JSON."""

from __future__ import annotations

from typing import Any

from experiments.uncertainty.comparison_draws import Spread
from experiments.uncertainty.drivers import Driver
from narrows.json_numbers import number_or_none
from runs.intervals import Interval


def spread_as_json(spread: Spread) -> dict[str, Any]:
    """Shares of variance by source and the inputs that matter most; undefined numbers are None.

    ``variance_shares`` has four keys that add up to 1; ``held_fixed`` names the sources of which
    nothing was drawn, whose share of 0 is not evidence that they do not matter.
    """
    shares = spread.shares
    return {
        "variance_shares": {
            source.value: number_or_none(share.mean) for source, share in shares.shares.items()
        },
        "variance_share_intervals": {
            source.value: _ends(share) for source, share in shares.shares.items()
        },
        "held_fixed": [source.value for source in shares.held_fixed],
        "drivers": [_driver(each) for each in spread.drivers],
    }


def _driver(driver: Driver) -> dict[str, Any]:
    return {
        "input": driver.name,
        "source": driver.source.value,
        "share": number_or_none(driver.share.mean),
        "share_interval": _ends(driver.share),
        "direction": "rises" if driver.direction > 0 else "falls",
        "value_p05": number_or_none(driver.value_low),
        "value_p95": number_or_none(driver.value_high),
        "difference_at_p05": number_or_none(driver.low),
        "difference_at_p95": number_or_none(driver.high),
        "clear": driver.clear,
    }


def _ends(share: Interval) -> list[float | None]:
    return [number_or_none(share.low), number_or_none(share.high)]
