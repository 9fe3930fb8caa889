"""The scoreboard in numbers and words: what pages, tables and JSON say of a target or a pattern."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from calibration.patterns.pattern_verdict import holds, interval_text, span_text, written
from calibration.target_fit import TargetFit
from calibration.validation.scoreboard import USES, Judged, Row, Scoreboard, Use
from runs.number_format import MINUS, UNDEFINED
from runs.parameter_source import KEY, parameter_source

UNITS = {
    "monthly_arrivals": "people", "half_yearly_arrivals": "people",
    "monthly_boats": "boats", "quarterly_load": "people/boat",
    "monthly_active_days": "days", "active_run": "days", "prevention_share": "share",
    "prevention_event_share": "share", "upstream_share": "share", "boats_seized_inland": "boats",
    "bulgarian_boats": "boats", "monthly_deaths": "people", "yearly_deaths": "people",
    "yearly_incidents": "incidents",
    "mean_price": "GBP", "arrivals_change": "ratio", "load_change": "ratio",
    "price_change": "ratio", "balkan_change": "ratio", "balkan_yearly_change": "ratio",
    "croatia_share": "share", "taxi_boat_share": "share", "share_over_60": "share",
    "people_per_event": "people/event", "preventions": "people", "events_prevented": "events",
}  # fmt: skip
"""Unit of each statistic."""
USE_IN_WORDS: dict[Use, str] = {"fitted": "fitted", "held-out": "held out"}


def unit(row: Row) -> str:
    """Unit of a target."""
    return UNITS[row.target.statistic]


def seen(row: Row, part: int = 0) -> str:
    """What was seen of a part."""
    return span_text((row.target.low[part], row.target.high[part]), unit(row))


def simulated(row: Row, part: int = 0) -> str:
    """What was simulated of a part, with its band."""
    return _banded(row.target_fit, part, unit(row))


def without(row: Row, part: int = 0) -> str:
    """The same in the world without the shock that the target needs; empty if it needs none."""
    return "" if row.without is None else _banded(row.without, part, unit(row))


def added(row: Row, part: int = 0) -> str:
    """What the shock adds to a part, with its interval; empty if it needs none."""
    return interval_text(row.added[part], f"{unit(row)}, change") if row.added else ""


def _banded(found: TargetFit, part: int, unit: str) -> str:
    median, low, high = (written(v[part], unit) for v in (found.median, found.low, found.high))
    return f"{median} ({low} to {high})"


def distance(row: Row) -> str:
    """Z of a target, or the root mean square of those of its parts."""
    found = row.target_fit
    if len(row.starts) == 1:
        return score(found.z[0])
    return f"{found.rms_z:.1f} rms" if math.isfinite(found.rms_z) else UNDEFINED


def parts_in(row: Row) -> str:
    """How many parts of a target lie in their bands."""
    return f"{int(row.target_fit.inside.sum())} of {len(row.starts)}"


def score(z: float) -> str:
    """A z-score with its sign."""
    if not math.isfinite(z):
        return UNDEFINED
    text = f"{abs(z):.1f}"
    return text if text == "0.0" else f"{'+' if z > 0 else MINUS}{text}"


def targets_in(board: Scoreboard, use: Use) -> str:
    """How many targets of a use lie in their bands, and how many of their parts."""
    rows = board.of(use)
    if not rows:
        return f"no target is {USE_IN_WORDS[use]}"
    inside = sum(int(row.target_fit.inside.sum()) for row in rows)
    parts = sum(len(row.starts) for row in rows)
    kept = sum(row.target_fit.holds for row in rows)
    return (
        f"{kept} of {len(rows)} {USE_IN_WORDS[use]} targets lie in their bands "
        f"({inside} of {parts} parts)"
    )


def headline(board: Scoreboard) -> list[str]:
    """What the scoreboard comes to."""
    patterns = f"{board.reproduced} of {len(board.patterns)} patterns are reproduced"
    return [*(targets_in(board, use) for use in USES), patterns]


def parts(board: Scoreboard) -> Iterator[dict[str, Any]]:
    """Every part of every target, with six figures; None where undefined."""
    for row in board.rows:
        for part, label in enumerate(row.labels):
            found = row.target_fit
            yield {
                "target": row.target.name,
                "use": row.use,
                "declared": row.target.use,
                "part": label,
                "unit": unit(row),
                "seen_low": _figures(row.target.low[part]),
                "seen_high": _figures(row.target.high[part]),
                "simulated": _figures(found.median[part]),
                "low": _figures(found.low[part]),
                "high": _figures(found.high[part]),
                "z": _figures(found.z[part]),
                "in": bool(found.inside[part]),
                **_shock(row, part),
            }


def _shock(row: Row, part: int) -> dict[str, float | None]:
    """A part in the world without the shock that its target needs, and what the shock adds."""
    plain, added = row.without, row.added[part] if row.added else None
    return {
        "without_shock": None if plain is None else _figures(plain.median[part]),
        "without_shock_low": None if plain is None else _figures(plain.low[part]),
        "without_shock_high": None if plain is None else _figures(plain.high[part]),
        "shock_adds": None if added is None else _figures(added.mean),
        "shock_adds_low": None if added is None else _figures(added.low),
        "shock_adds_high": None if added is None else _figures(added.high),
    }


def write_parts(board: Scoreboard, path: Path) -> None:
    """Write every part of every target as a CSV, each with the SHA-256 of the posterior's file."""
    source = {"posterior_sha256": parameter_source(board.posterior)["sha256"]}
    with path.open("w", newline="", encoding="utf-8") as file:
        found = [part | source for part in parts(board)]
        rows = csv.DictWriter(file, list(found[0]), lineterminator="\n")
        rows.writeheader()
        rows.writerows(found)


def as_json(board: Scoreboard) -> dict[str, Any]:
    """The scoreboard as one JSON object; undefined numbers are None."""
    every = list(parts(board))
    return {
        KEY: parameter_source(board.posterior),
        "seed": board.posterior.facts["seed"],
        "replicates": board.replicates,
        "pattern_replicates": board.pattern_replicates,
        "targets_in": {
            use: {"in": sum(r.target_fit.holds for r in board.of(use)), "of": len(board.of(use))}
            for use in USES
        },
        "patterns_reproduced": {"in": board.reproduced, "of": len(board.patterns)},
        "targets": [
            {
                "target": row.target.name,
                "what": row.target.what,
                "use": row.use,
                "declared": row.target.use,
                "in": row.target_fit.holds,
                "share_in": _figures(row.target_fit.share_in),
                "rms_z": _figures(row.target_fit.rms_z),
                "worst": row.labels[row.target_fit.worst],
                "parts": [
                    {key: value for key, value in part.items() if key not in REPEATED}
                    for part in every
                    if (part["target"], part["use"]) == (row.target.name, row.use)
                ],
            }
            for row in board.rows
        ],
        "patterns": [pattern_as_json(each) for each in board.patterns],
    }  # fmt: skip


REPEATED = ("target", "use", "declared")
"""What the parts of a target have in common."""


def pattern_as_json(judged: Judged) -> dict[str, Any]:
    """A pattern with its measures as one JSON object; undefined numbers are None."""
    measures = []
    for declared in judged.pattern.measures:
        found = judged.values[declared.measure]
        low, high = declared.band(found.seen) if declared.judged else (None, None)
        measures.append(
            {
                "measure": declared.measure,
                "what": declared.what,
                "unit": declared.unit,
                "seen": None if found.seen is None else [_figures(end) for end in found.seen],
                "simulated": _figures(found.simulated.mean),
                "low": _figures(found.simulated.low),
                "high": _figures(found.simulated.high),
                "band": None if low is None else [_figures(low), _figures(high)],
                "in": holds(declared, found) if declared.judged else None,
            }
        )
    return {
        "pattern": judged.pattern.name,
        "title": judged.pattern.title,
        "verdict": judged.word.lower(),
        "measures": measures,
    }


def _figures(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else float(f"{value:.6g}")
