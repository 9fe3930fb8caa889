"""Effects as plain values, for JSON and downloads."""

from __future__ import annotations

from typing import Any

from experiments.comparison.paired_effects import Effect
from narrows.json_numbers import number_or_none


def effect_as_json(effect: Effect) -> dict[str, Any]:
    """One effect as plain values; undefined numbers are None.

    ``low`` and ``high`` are of the simultaneous interval for outcomes that get a verdict, and of
    the interval of this outcome alone for the others; ``interval`` says which.
    """
    judgement, shown = effect.judgement, effect.shown
    return {
        "unit": effect.unit,
        "mean": number_or_none(effect.level.mean),
        "difference": number_or_none(shown.mean),
        "low": number_or_none(shown.low),
        "high": number_or_none(shown.high),
        "interval": "simultaneous" if judgement else "single",
        "verdict": judgement.verdict.value if judgement else None,
        "margin": number_or_none(judgement.margin) if judgement else None,
        "detectable": number_or_none(judgement.detectable) if judgement else None,
        "replicates_to_tell": judgement.replicates or None if judgement else None,
        "single_low": number_or_none(effect.difference.low),
        "single_high": number_or_none(effect.difference.high),
        "p05": number_or_none(effect.middle[0]),
        "p95": number_or_none(effect.middle[1]),
        "mean_low": number_or_none(effect.level.low),
        "mean_high": number_or_none(effect.level.high),
    }
