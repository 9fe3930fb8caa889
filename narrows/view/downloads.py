"""Downloads: effects and daily tables as CSV and Parquet, figures as PNG and SVG, all as bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from narrows.effect_values import effect_as_json
from narrows.view.day_frames import COUNTED
from narrows.view.effect_summary import SO_FAR, Findings, number
from narrows.view.paired_worlds import Worlds
from runs.provenance import provenance
from runs.results_tables import KEY, daily_table, outcomes_table
from scenarios.errors import InputError, instead

FORMATS = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
IMAGES = {"png": "image/png", "svg": "image/svg+xml"}
drawing = Lock()
"""Held while a figure is drawn; its settings are of the whole process."""


def table(what: str, suffix: str, findings: Findings) -> bytes:
    """A table of the effects of one question.

    Args:
        what: ``effects`` (one row an outcome), ``outcomes`` (one row a scenario and replicate),
            ``daily`` (one row a scenario and day) or ``flows`` (one row a corridor).
        suffix: ``csv`` or ``parquet``; the latter carries its provenance.
        findings: What the replicates say so far.

    Raises:
        InputError: If there is no such table or format.
    """
    if what not in _TABLES:
        raise InputError(f"there is no table {what!r}{instead(what, _TABLES)}")
    facts = provenance(findings.results.comparison)
    return _written(_TABLES[what](findings), suffix, facts)


def days(worlds: Worlds, suffix: str) -> bytes:
    """What frames count, day by day up to the one shown, of both worlds of one replicate.

    Raises:
        InputError: If there is no such format.
    """
    columns: dict[str, list[Any]] = {"world": [], "date": [], "day": []}
    for world, timeline in zip(("baseline", "changed"), worlds.timelines, strict=True):
        frames = [timeline.frame(day) for day in range(worlds.day + 1)]
        columns["world"] += [world] * len(frames)
        columns["date"] += [frame["day"] for frame in frames]
        columns["day"] += [frame["number"] for frame in frames]
        for name in COUNTED:
            columns.setdefault(name, []).extend(float(frame["today"][name]) for frame in frames)
    return _written(pa.table(columns), suffix, {"product": "narrows"})


def figure(what: str, suffix: str, findings: Findings) -> bytes:
    """A figure of the effects of one question.

    Args:
        what: ``effects`` or ``timeline``.
        suffix: ``png`` or ``svg``.
        findings: What the replicates of a planned look say.

    Raises:
        InputError: If there is no such figure or format, or no planned look was reached yet.
    """
    from experiments.reporting.effects_figure import effects_figure
    from experiments.reporting.timeline_figure import timeline_figure
    from runs.reporting.figure_style import save, style

    if suffix not in IMAGES:
        raise InputError(f"there is no format {suffix!r}{instead(suffix, IMAGES)}")
    drawn = {
        "effects": lambda: effects_figure(findings.results.comparison, findings.effects),
        "timeline": lambda: timeline_figure(findings.results),
    }
    if what not in drawn:
        raise InputError(f"there is no figure {what!r}{instead(what, drawn)}")
    if not findings.judged:
        raise InputError(f"the figure shows verdicts. {SO_FAR}")
    with drawing, style(), TemporaryDirectory() as folder:
        save(drawn[what](), Path(folder), what)
        return (Path(folder) / f"{what}.{suffix}").read_bytes()


def _effects(findings: Findings) -> Any:
    rows = [
        {
            "outcome": effect.outcome,
            "baseline": number(effect.baseline),
            **effect_as_json(effect),
            "same_sign": number(effect.agreement),
            "replicates": findings.done,
        }
        for effect in findings.changed.values()
    ]
    return pa.Table.from_pylist(rows)


def _flows(findings: Findings) -> Any:
    displaced = findings.displaced()
    rows = [
        {
            "flow": flow,
            "corridor": card["id"],
            "baseline": card["baseline"],
            **card["difference"],
            "interval": card["interval"],
            "verdict": card["verdict"] or None,
        }
        for flow in ("people", "boats")
        for card in displaced[flow]
    ]
    return pa.Table.from_pylist(rows)


_TABLES: dict[str, Callable[[Findings], Any]] = {
    "effects": _effects,
    "outcomes": lambda findings: outcomes_table(findings.results),
    "daily": lambda findings: daily_table(findings.results),
    "flows": _flows,
}


def _written(kept: Any, suffix: str, facts: dict[str, Any]) -> bytes:
    if suffix not in FORMATS:
        raise InputError(f"there is no format {suffix!r}{instead(suffix, FORMATS)}")
    out = BytesIO()
    if suffix == "csv":
        pa_csv.write_csv(kept, out)
    else:
        metadata = {**(kept.schema.metadata or {}), KEY: json.dumps(facts, sort_keys=True).encode()}
        pq.write_table(kept.replace_schema_metadata(metadata), out, compression="zstd")
    return out.getvalue()
