"""Fields of a measure that a scenario file leaves open, or gives as a range: what is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from annotated_types import Ge, Le

from scenarios.declared_fields import Field, check_fields
from scenarios.yaml_reader import Source, Trail
from sim.core.plausible_range import PlausibleRange, Scale, Span
from sim.core.range_quantiles import quantile
from sim.interventions import KINDS
from sim.interventions.intervention import bounds_of, uncertainty_of

Number = Annotated[float, Ge(-1e12), Le(1e12)]
FIGURES = 6
KEYS = {
    "low": Field(Number, required=True, right="a number, the 5th percentile"),
    "high": Field(Number, required=True, right="a number, the 95th percentile"),
    "scale": Field(
        Literal[tuple(each.value for each in Scale)], right=f"one of {', '.join(Scale)}"
    ),
    "central": Field(Number, right="a number from low to high, used where nothing is drawn"),
}
"""Keys of a range; the last two may be left out."""
Ranges = tuple[tuple[str, Span], ...]


def read_ranges(
    source: Source, trail: Trail, kind: str, given: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Span]]:
    """Split ranges from the values of an intervention; faults are noted in the source.

    Args:
        source: The file.
        trail: Where in it the intervention stands.
        kind: Its kind.
        given: Its keys and values, without the kind.

    Returns:
        The values, with the central value of each range, and the ranges. A range with a fault is
        in neither.
    """
    numbers, values, spans = bounds_of(KINDS[kind]), dict(given), {}
    for key, value in given.items():
        if not isinstance(value, dict) or key not in numbers:
            continue
        del values[key]
        before = len(source.faults)
        right = check_fields(source, (*trail, key), value, KEYS, f"a range of {key}")
        if len(source.faults) > before:
            continue
        span = _span(source, (*trail, key), kind, right)
        if span is not None:
            values[key], spans[key] = _central(source, (*trail, key), kind, right, span), span
    return values, spans


def open_fields(kind: str, given: Mapping[str, Any], spans: Mapping[str, Span]) -> Ranges:
    """Fields that are drawn: those given as a range, and those not given, over their own range.

    A field whose default lies outside its range does nothing unless it is given, and is not drawn.

    Args:
        kind: The kind of intervention.
        given: Keys that the file has, with a value or a range.
        spans: Its ranges.
    """
    found = []
    for key, known in uncertainty_of(KINDS[kind]).items():
        default: Any = KINDS[kind].__dataclass_fields__[key].default
        if key in spans:
            found.append((key, spans[key]))
        elif (
            key not in given
            and isinstance(known, PlausibleRange)
            and known.low <= default <= known.high
        ):
            found.append((key, known.span))
    return tuple(found)


def as_written(value: float, span: Span | None) -> Any:
    """A value as a scenario file holds it: with its range, if it has one."""
    if span is None:
        return value
    return {"low": span.low, "high": span.high, "scale": span.scale.value, "central": value}


def _span(source: Source, trail: Trail, kind: str, right: Mapping[str, Any]) -> Span | None:
    key, known = str(trail[-1]), uncertainty_of(KINDS[kind])[str(trail[-1])]
    low, high, _ = bounds_of(KINDS[kind])[key]
    for end in ("low", "high"):
        if not low <= right[end] <= high:
            message = f"{end} is {right[end]:.10g}; it must be from {low:.10g} to {high:.10g}"
            source.fault(source.indices[*trail, end], message)
            return None
    if not right["low"] < right["high"]:
        message = f"high is {right['high']:.10g}; it must be above low, {right['low']:.10g}"
        source.fault(source.indices[*trail, "high"], message)
        return None
    usual = known.scale if isinstance(known, PlausibleRange) else Scale.LINEAR
    scale = Scale(right.get("scale", usual))
    try:
        return Span(float(right["low"]), float(right["high"]), scale)
    except ValueError:
        if "scale" not in right:
            return Span(float(right["low"]), float(right["high"]), Scale.LINEAR)
        message = f"scale is {scale}, which has no place for {right['low']:g} to {right['high']:g}"
        source.fault(source.indices[*trail, "scale"], f"{message}; give scale: linear")
        return None


def _central(
    source: Source, trail: Trail, kind: str, right: Mapping[str, Any], span: Span
) -> float | int:
    """The central value: what is given, the default if it lies in the range, or the middle."""
    key = str(trail[-1])
    low, high, whole = bounds_of(KINDS[kind])[key]
    default: Any = KINDS[kind].__dataclass_fields__[key].default
    if "central" in right:
        value = right["central"]
        if not span.low <= value <= span.high:
            message = f"central is {value:.10g}; it must be from {span.low:g} to {span.high:g}"
            source.fault(source.indices[*trail, "central"], message)
    elif isinstance(default, int | float) and span.low <= default <= span.high:
        value = default
    else:
        value = float(f"{float(quantile(span, 0.5, (low, high))):.{FIGURES}g}")
    if value == default:
        value = default
    elif whole:
        value = round(value)
    number: float | int = value
    return number
