"""Dose curves of a study, as coordinates: what more of its lever does, with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from narrows.view.finished_studies import Study
from narrows.view.page.chart_coordinates import short
from narrows.view.study_labels import lever_name, lever_value
from runs.number_format import signed, span
from runs.reporting.markdown import capital
from runs.reporting.outcome_names import NAMES

OUTCOMES = ("arrivals", "averted", "expected_deaths")
WIDE, HIGH = 280.0, 172.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 270.0, 8.0, 138.0
ROOM = 44.0
"""Least distance between two labels below the axis."""


def dose_curves(study: Study) -> list[dict[str, Any]]:
    """One curve an outcome; none of a study that has no lever with enough values."""
    if not study.doses:
        return []
    rows = study.effects()
    return [
        _curve(study, name, [rows[point][name] for point in study.doses])
        for name in OUTCOMES
        if all(name in rows[point] for point in study.doses)
    ]


def _curve(study: Study, outcome: str, effects: Sequence[Any]) -> dict[str, Any]:
    values, unit = list(study.doses.values()), effects[0].unit
    shown = [each.shown for each in effects]
    ends = [0.0, *(end for each in shown for end in (each.low, each.high))]
    least, most = min(ends), max(ends)
    size, length = (most - least) or 1.0, (values[-1] - values[0]) or 1.0

    def x(value: float) -> float:
        return round(LEFT + 8 + (value - values[0]) / length * (RIGHT - LEFT - 16), 1)

    def y(value: float) -> float:
        return round(TOP + (most - value) / size * (BOTTOM - TOP), 1)

    at = [x(value) for value in values]
    forth = [f"{left},{y(each.high)}" for left, each in zip(at, shown, strict=True)]
    back = [f"{left},{y(each.low)}" for left, each in zip(at, shown, strict=True)][::-1]
    return {
        "id": outcome,
        "title": capital(NAMES[outcome]),
        "lever": capital(lever_name(study.lever)),
        "box": f"0 0 {WIDE:.0f} {HIGH:.0f}",
        "zero": f"M{LEFT},{y(0.0)}H{RIGHT}",
        "band": f"M{'L'.join([*forth, *back])}Z",
        "mean": f"M{'L'.join(f'{left},{y(e.mean)}' for left, e in zip(at, shown, strict=True))}",
        "dots": [
            [left, y(each.shown.mean), bool(each.direction)]
            for left, each in zip(at, effects, strict=True)
        ],
        "ticks": [[y(value), short(value)] for value in _round_values(least, most)],
        "labels": _labels(study.lever, values, at),
        "says": f"{capital(NAMES[outcome])}: "
        + "; ".join(
            f"{lever_value(study.lever, value)}: {signed(each.mean, unit)} "
            f"({span(each.low, each.high, unit)})"
            for value, each in zip(values, shown, strict=True)
        ),
    }


def _labels(lever: str, values: Sequence[float], at: Sequence[float]) -> list[list[Any]]:
    """Values below the axis, as many as there is room for."""
    kept: list[list[Any]] = []
    for value, left in zip(values, at, strict=True):
        if not kept or left - kept[-1][0] >= ROOM:
            kept.append([left, lever_value(lever, value)])
    return kept


def _round_values(least: float, most: float) -> list[float]:
    """Round values between two ends, zero among them if it is there."""
    from matplotlib.ticker import MaxNLocator  # takes its time, and only this needs it

    values = MaxNLocator(nbins=4, steps=[1, 2, 2.5, 5, 10]).tick_values(least, most)
    return [float(value) for value in values if least <= value <= most]
