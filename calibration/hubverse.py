"""A forecast in the format of modelling hubs (hubverse schema 6.0.0): rows, and a hub around them.

One row a task and output. The samples' ids number replicates: one id is one path over months and
targets, and in two scenarios with the same seed it is the same draw.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import sim
from calibration.forecast_quantiles import quantiles
from calibration.forecast_record import ForecastRecord
from calibration.forecast_table import PARQUET
from calibration.forecasts import UNITS, WHOLE
from calibration.measures import later
from runs.atomic_files import writing
from scenarios.errors import InputError

TEAM, MODEL = "narrows", "abm"
NAME = f"{TEAM}-{MODEL}"
LOCATION = "UK"
TARGETS = {
    "arrivals": ("monthly arrivals", "Monthly arrivals by small boat", "people"),
    "boats": ("monthly boats", "Monthly boats arrived", "boats"),
    "people_per_boat": ("monthly people per boat", "People per boat by month", "people per boat"),
    "preventions": ("monthly preventions", "Monthly attempts prevented", "attempts"),
    "deaths": ("monthly deaths", "Monthly deaths at sea", "people"),
    "expected_deaths": ("monthly expected deaths", "Monthly expected deaths at sea", "people"),
}
"""Outcomes by target, name and unit."""
LEVELS = (0.01, 0.025, *(round(0.05 * step, 2) for step in range(1, 20)), 0.975, 0.99)
"""The 23 quantile levels that hubs ask for."""
COLUMNS = (
    "origin_date", "target", "horizon", "location", "target_end_date", "scenario_id",
    "output_type", "output_type_id", "value",
)  # fmt: skip
CONSTANT = ("origin_date", "location")
"""Task ids that are the same within one sample; over all others a sample is one path."""
ID_DIGITS = 5
SCHEMA = "hubverse-org/schemas/main/v6.0.0"


def rows(record: ForecastRecord) -> pd.DataFrame:
    """Quantiles and samples of all outcomes, with the columns of a model-output file.

    Horizon 0 is the month that begins on the origin date; a month is dated by its last day. Draws
    whose value is undefined, as people per boat without boats, are left out.
    """
    parts = []
    for name, (target, _, _) in TARGETS.items():
        paths = record.made.series[name]
        levels = quantiles(paths, LEVELS)
        ids = [f"s{number:0{ID_DIGITS}d}" for number in range(len(paths))]
        outputs = (
            ("quantile", [f"{level:g}" for level in LEVELS], levels),
            ("sample", ids, paths),
        )
        parts += [_part(record, target, *output) for output in outputs]
    made = pd.concat(parts, ignore_index=True)
    return made[made["value"].notna()].reset_index(drop=True)


def _part(
    record: ForecastRecord, target: str, kind: str, ids: list[str], values: Any
) -> pd.DataFrame:
    months = record.made.months
    number, times = len(ids), len(months)
    return pd.DataFrame(
        {
            "origin_date": months[0],
            "target": target,
            "horizon": np.tile(np.arange(times, dtype=np.int32), number),
            "location": LOCATION,
            "target_end_date": [end_of(month) for month in months] * number,
            "scenario_id": record.scenario.name,
            "output_type": kind,
            "output_type_id": np.repeat(ids, times),
            "value": values.ravel(),
        },
        columns=list(COLUMNS),
    )


def check(path: Path) -> None:
    """Make sure that a model-output file can be written there.

    Raises:
        InputError: If there is no such folder, or somebody's own file would be replaced.
    """
    if not path.parent.is_dir():
        raise InputError(f"there is no folder {path.parent}; make it first")
    if path.exists() and _columns(path) != COLUMNS:
        raise InputError(f"{path} holds something else; give another name")


def _columns(path: Path) -> tuple[str, ...]:
    try:
        if path.suffix == PARQUET:
            import pyarrow.parquet as pq

            return tuple(pq.read_schema(path).names)
        with path.open(encoding="utf-8") as file:
            return tuple(file.readline().strip().split(","))
    except (OSError, ValueError):
        return ()


def write_rows(path: Path, record: ForecastRecord) -> list[Path]:
    """Write a model-output file, as CSV or Parquet by the suffix, and return its path."""
    made = rows(record)
    with writing(path) as scratch:
        if path.suffix == PARQUET:
            _write_parquet(scratch, made)
        else:
            made = made.assign(value=[f"{value:.10g}" for value in made["value"]])
            made.to_csv(scratch, index=False, lineterminator="\n")
    return [path]


def _write_parquet(path: Path, made: pd.DataFrame) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"origin_date": pa.date32(), "target_end_date": pa.date32(), "horizon": pa.int32(),
             "value": pa.float64()}  # fmt: skip
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in COLUMNS])
    table = pa.Table.from_pandas(made, schema, preserve_index=False)
    pq.write_table(table.replace_schema_metadata(None), path, compression="zstd")


def files(first: date) -> tuple[str, ...]:
    """All files of a hub whose round begins on a day, the one with the configuration first."""
    output = f"model-output/{NAME}/{first}-{NAME}.csv"
    return ("hub-config/tasks.json", "hub-config/admin.json", f"model-metadata/{NAME}.yml", output)


def write_hub(folder: Path, record: ForecastRecord) -> None:
    """Write a hub with one model and one round: configuration, metadata and model output.

    Args:
        folder: Empty.
        record: The forecast.
    """
    for place in ("hub-config", "model-metadata", f"model-output/{NAME}"):
        (folder / place).mkdir(parents=True)
    for name, content in (("tasks", tasks(record)), ("admin", admin())):
        text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
        (folder / "hub-config" / f"{name}.json").write_text(text, encoding="utf-8")
    (folder / "model-metadata" / f"{NAME}.yml").write_text(metadata(), encoding="utf-8")
    write_rows(folder / files(record.made.months[0])[-1], record)


def admin() -> dict[str, Any]:
    """``admin.json``: what the hub is."""
    return {
        "schema_version": _schema("admin"),
        "name": "Narrows forecasts",
        "maintainer": "The Narrows contributors",
        "contact": {"name": "The Narrows contributors", "email": "narrows@example.org"},
        "repository": {"host": "local", "owner": "narrows", "name": "narrows-forecasts"},
        "file_format": ["csv", "parquet"],
        "timezone": "Europe/London",
        "model_output_dir": "model-output",
    }


def tasks(record: ForecastRecord) -> dict[str, Any]:
    """``tasks.json``: what one forecast holds, for validators and readers."""
    return {
        "schema_version": _schema("tasks"),
        "output_type_id_datatype": "character",
        "derived_task_ids": ["target_end_date"],
        "rounds": [
            {
                "round_id_from_variable": True,
                "round_id": "origin_date",
                "model_tasks": [_task(record, name) for name in TARGETS],
                "submissions_due": {"relative_to": "origin_date", "start": -366, "end": 31},
            }
        ],
    }


def _task(record: ForecastRecord, name: str) -> dict[str, Any]:
    target, title, unit = TARGETS[name]
    months, counted = record.made.months, name in WHOLE
    ends = [end_of(month).isoformat() for month in months]
    return {
        "task_ids": {
            "origin_date": _optional([months[0].isoformat()]),
            "target": {"required": [target], "optional": None},
            "horizon": _optional(list(range(len(months)))),
            "location": {"required": [LOCATION], "optional": None},
            "target_end_date": _optional(ends),
            "scenario_id": _optional([record.scenario.name]),
        },
        "output_type": {
            "quantile": {
                "output_type_id": {"required": list(LEVELS)},
                "value": {"type": "double", "minimum": 0},
                "is_required": False,
            },
            "sample": {
                "output_type_id_params": {
                    "type": "character",
                    "max_length": ID_DIGITS + 1,
                    "min_samples_per_task": 1,
                    "max_samples_per_task": 100_000,
                    "compound_taskid_set": list(CONSTANT),
                },
                "value": {"type": "integer" if counted else "double", "minimum": 0},
                "is_required": False,
            },
        },
        "target_metadata": [
            {
                "target_id": target,
                "target_name": title,
                "target_units": unit,
                "target_keys": {"target": target},
                "description": f"{title}, {UNITS[name]}; a month is dated by its last day.",
                "target_type": "discrete" if counted else "continuous",
                "is_step_ahead": True,
                "time_unit": "month",
            }
        ],
    }


def metadata() -> str:
    """The model's metadata as YAML."""
    return "\n".join(
        [
            f"team_abbr: {TEAM}",
            f"model_abbr: {MODEL}",
            "team_name: The Narrows contributors",
            "model_name: Narrows agent-based model",
            f'model_version: "{sim.__version__}"',
            "license: MIT",
            "designated_model: true",
            "methods: Agent-based model of gangs, boats and people, fitted to public figures;",
            "  paths are posterior draws run on, with the discrepancy that remained in the fit.",
            "",
        ]
    )


def end_of(month: date) -> date:
    """Last day of a month."""
    return later(month, 1) - timedelta(1)


def _optional(values: list[Any]) -> dict[str, Any]:
    return {"required": None, "optional": values}


def _schema(name: str) -> str:
    return f"https://raw.githubusercontent.com/{SCHEMA}/{name}-schema.json"
