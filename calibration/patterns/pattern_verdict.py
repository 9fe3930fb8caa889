"""Whether a pattern is reproduced, by rule, in one sentence."""

from __future__ import annotations

import math
from collections.abc import Mapping

from calibration.patterns.declared_patterns import Declared, Pattern, Span
from calibration.patterns.pattern_values import Value
from runs.intervals import Interval
from runs.number_format import UNDEFINED, amount, percent, signed, signed_percent

HALF = 0.5
"""Share of measures below which a pattern counts as missed."""
SIGNED = ("change", "points")
REPRODUCED, PARTLY, MISSED = "Reproduced", "Partly reproduced", "Missed"


def holds(declared: Declared, found: Value) -> bool:
    """Whether the mean over replicates lies in the band."""
    low, high = declared.band(found.seen)
    return low <= found.simulated.mean <= high


def sure(declared: Declared, found: Value) -> bool:
    """Whether the whole interval lies on the same side of the band's ends as the mean."""
    low, high = declared.band(found.seen)
    if holds(declared, found):
        return found.simulated.low >= low and found.simulated.high <= high
    return found.simulated.low > high or found.simulated.high < low


def target_fit(declared: Declared, found: Value) -> str:
    """Whether a measure lies in its band, and whether its interval leaves that open."""
    answer = "yes" if holds(declared, found) else "**no**"
    return answer if sure(declared, found) else f"{answer}, by its mean"


def word(pattern: Pattern, values: Mapping[str, Value]) -> str:
    """Whether a pattern is reproduced, partly reproduced or missed."""
    inside, outside = _parted(pattern, values)
    if not outside:
        return REPRODUCED
    return MISSED if len(outside) / len(inside + outside) > HALF else PARTLY


def _parted(pattern: Pattern, values: Mapping[str, Value]) -> tuple[list[Declared], list[Declared]]:
    """Measures inside their bands, and outside."""
    judged = [each for each in pattern.measures if each.judged]
    outside = [each for each in judged if not holds(each, values[each.measure])]
    return [each for each in judged if each not in outside], outside


def verdict(pattern: Pattern, values: Mapping[str, Value]) -> str:
    """Reproduced, partly or missed, and by how much each measure outside its band misses it."""
    inside, outside = _parted(pattern, values)
    unsure = sum(not sure(each, values[each.measure]) for each in inside)
    alone = f" ({unsure} by the mean alone)" if unsure else ""
    number = f"{len(inside)} of {len(inside + outside)} measures lie in their bands{alone}"
    found = f"**{word(pattern, values)}.** {number}."
    if not outside:
        return found
    missed = "; ".join(_miss(each, values[each.measure]) for each in outside)
    return f"{found} Outside: {missed}."


def _miss(declared: Declared, found: Value) -> str:
    mean, (low, high) = found.simulated.mean, declared.band(found.seen)
    what, unit = declared.what, declared.unit
    if not math.isfinite(mean):
        return f"{what}, undefined in a replicate"
    end, side = (low, "below") if mean < low else (high, "above")
    gap = written(abs(mean - end), "share" if unit in SIGNED else unit.removesuffix(", change"))
    reach = "" if sure(declared, found) else ", though its interval reaches the band"
    return f"{what}, {written(mean, unit)}, {gap} {side} its band{reach}"


def written(value: float, unit: str, scale: float | None = None) -> str:
    """A value of a measure in its unit."""
    if not math.isfinite(value):
        return UNDEFINED
    if unit in SIGNED:
        return signed_percent(value, 1)
    if unit == "share":
        return percent(value, 1)
    if unit.endswith("change"):
        return signed(value, unit, scale)
    return amount(value, unit, scale)


def interval_text(found: Interval, unit: str) -> str:
    """A mean with its interval in brackets."""
    if not found.known:
        return written(found.mean, unit)
    ends = f"{written(found.low, unit)} to {written(found.high, unit)}"
    return f"{written(found.mean, unit)} ({ends})"


def span_text(span: Span | None, unit: str) -> str:
    """A range, with an open end in words, or one number where both ends are the same."""
    if span is None:
        return "not seen"
    low, high = (written(end, unit) for end in span)
    if math.isinf(span[0]):
        return f"at most {high}"
    if math.isinf(span[1]):
        return f"at least {low}"
    return low if low == high else f"{low} to {high}"
