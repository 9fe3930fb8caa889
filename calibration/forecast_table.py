"""Paths of a forecast as a table of one row a replicate and month: CSV or Parquet, written, read.

Parquet holds units and the whole record in its metadata; beside CSV stands a file of the same name
that ends in ``.json``.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from calibration.forecast_record import ForecastRecord
from calibration.forecasts import DIGITS, UNITS, WHOLE, Forecast
from runs.atomic_files import write_text, writing
from scenarios.errors import InputError, Location

CSV, PARQUET = ".csv", ".parquet"
KEYS = ("replicate", "month")
HEADER = (*KEYS, *UNITS)
"""Columns; a month is written as ``2025-11``."""
KEY = b"narrows"
"""Of the record in the metadata of Parquet; units are under ``unit`` in those of each column."""
RIGHT = "give a file that narrows forecast --out wrote with --format paths"


@dataclass(frozen=True)
class ForecastTable:
    """Paths that were read.

    Attributes:
        made: The paths of the outcomes that the file has.
        cutoff: Last day that the forecast knew: as the file says, or the day before its first
            month.
    """

    made: Forecast
    cutoff: date


def write_table(path: Path, record: ForecastRecord) -> None:
    """Write the paths as CSV, with the record as JSON beside, or as Parquet, by the suffix."""
    if path.suffix == PARQUET:
        _write_parquet(path, record)
        return
    with writing(path) as scratch, scratch.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(HEADER)
        made = record.made
        for replicate in range(made.replicates):
            for number, month in enumerate(record.months):
                cells = (_cell(name, made.series[name][replicate, number]) for name in UNITS)
                rows.writerow([replicate, month, *cells])
    write_text(about(path), _as_text(record))


def about(path: Path) -> Path:
    """The file that says what a CSV file holds."""
    return path.with_suffix(".json")


def is_forecast(path: Path) -> bool:
    """Whether a file holds paths of a forecast, or says what one holds."""
    try:
        if path.suffix == PARQUET:
            import pyarrow.parquet as pq

            return tuple(pq.read_schema(path).names[:2]) == KEYS
        with path.open(encoding="utf-8") as file:
            if path.suffix == CSV:
                return tuple(file.readline().strip().split(",")[:2]) == KEYS
            return json.load(file).get("kind") == "narrows forecast"
    except (OSError, ValueError, AttributeError):
        return False


def read_table(path: Path) -> ForecastTable:
    """Read paths; columns that are no outcome of a forecast are passed over.

    Raises:
        InputError: If the file is missing, or holds no whole paths.
    """
    if not path.is_file():
        raise InputError(f"there is no file {path}; {RIGHT}")
    try:
        table, facts = _read(path)
        months = pd.PeriodIndex(table["month"].astype(str), freq="M")
    except (OSError, ValueError, KeyError) as error:
        raise InputError(f"{path} cannot be read as a forecast; {RIGHT}") from error
    names = [name for name in UNITS if name in table]
    if not names or "replicate" not in table:
        raise InputError(f"it has no {'outcome' if not names else 'replicate'}; {RIGHT}", _at(path))
    table = table.assign(month=months)
    if table.duplicated(list(KEYS)).any():
        row = int(np.flatnonzero(table.duplicated(list(KEYS)))[0]) + 2
        raise InputError("a month of a replicate is there twice; delete one", _at(path, row))
    series = {}
    for name in names:
        numbers = pd.to_numeric(table[name], errors="coerce")
        wrong = np.flatnonzero(numbers.isna() & table[name].notna())
        if wrong.size:
            message = f"{name} is {table[name].iloc[wrong[0]]!r}; it must be a number or empty"
            raise InputError(message, _at(path, int(wrong[0]) + 2))
        wide = table.assign(**{name: numbers}).pivot(
            index="replicate", columns="month", values=name
        )
        series[name] = wide.to_numpy(dtype=np.float64)
    if len(table) != wide.size:
        raise InputError("a replicate lacks a month; every path must have all", _at(path))
    starts = tuple(each.start_time.date() for each in pd.PeriodIndex(wide.columns))
    before = date.fromordinal(starts[0].toordinal() - 1)
    known = facts.get("cutoff")
    return ForecastTable(Forecast(starts, series), date.fromisoformat(known) if known else before)


def _read(path: Path) -> tuple[pd.DataFrame, dict[str, Any]]:
    if path.suffix == PARQUET:
        import pyarrow.parquet as pq

        found = pq.read_table(path, use_threads=False)
        return found.to_pandas(), json.loads((found.schema.metadata or {}).get(KEY, b"{}"))
    facts = {}
    if is_forecast(about(path)):
        facts = json.loads(about(path).read_text(encoding="utf-8"))
    return pd.read_csv(path, comment="#"), facts


def _write_parquet(path: Path, record: ForecastRecord) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    made = record.made
    columns: dict[str, Any] = {
        "replicate": pa.array(np.repeat(np.arange(made.replicates), len(made.months)), pa.int32()),
        "month": pa.array(record.months * made.replicates, pa.string()),
    }
    for name in UNITS:
        values = made.series[name].ravel()
        kind = pa.int64() if name in WHOLE else pa.float64()
        columns[name] = pa.array(values, kind, mask=np.isnan(values), safe=True)
    table = pa.table(columns)
    fields = [
        each.with_metadata({"unit": UNITS[each.name]}) if each.name in UNITS else each
        for each in table.schema
    ]
    schema = pa.schema(fields, {KEY: _as_text(record).encode()})
    with writing(path) as scratch:
        pq.write_table(table.cast(schema), scratch, compression="zstd")


def _as_text(record: ForecastRecord) -> str:
    return json.dumps(record.as_json(), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _cell(name: str, value: float) -> str:
    """A value as text; empty where it is undefined."""
    if np.isnan(value):
        return ""
    return f"{value:.0f}" if name in WHOLE else f"{value:.{DIGITS}f}"


def _at(path: Path, row: int = 1) -> Location:
    return Location(str(path), row, 1)
