"""Results as Parquet, with units in the columns' metadata and provenance in the file's."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from runs.arrivals_accounting import PARTS, UNIT, account
from runs.atomic_files import writing
from runs.plain_tables import write_csv
from runs.results import Floats, Results
from scenarios.packaged_places import DAILY_COLUMNS, OUTCOMES

KEY = b"narrows"
LOW, HIGH = 0.05, 0.95


def write(folder: Path, results: Results, facts: dict[str, Any]) -> None:
    """Write outcomes and days as Parquet, and beside it as CSV, which has no provenance.

    Args:
        folder: An existing folder.
        results: What to write.
        facts: Provenance, kept as JSON under the key ``narrows`` of each file's metadata.
    """
    for name, table in (("outcomes", outcomes_table(results)), ("daily", daily_table(results))):
        write_table(folder / f"{name}.parquet", table, facts)
        write_csv(folder / f"{name}.csv", [table])


def read_provenance(path: Path) -> dict[str, Any]:
    """Provenance of a results file.

    Raises:
        ValueError: If the file holds none.
    """
    metadata = pq.read_schema(path).metadata or {}
    if KEY not in metadata:
        raise ValueError(f"{path} holds no provenance; give a file that Narrows wrote")
    facts: dict[str, Any] = json.loads(metadata[KEY])
    return facts


def outcomes_table(results: Results) -> Any:
    """One row a scenario and replicate, one column an outcome or part of the fall in arrivals."""
    design = results.comparison
    numbers = range(design.first, design.first + design.replicates)
    arrays = [
        pa.array(np.repeat(design.names, design.replicates)),
        pa.array(np.tile(numbers, len(design.names)), pa.int32()),
    ]
    fields = [pa.field("scenario", pa.string()), pa.field("replicate", pa.int32())]
    for index, outcome in enumerate(OUTCOMES.values()):
        arrays.append(_column(results.outcomes[:, :, index].ravel()))
        about = {"unit": outcome.unit, "counts": outcome.counts, "definition": outcome.definition}
        fields.append(pa.field(outcome.name, pa.float64(), metadata=about))
    for name, values in _parts(results).items():
        arrays.append(_column(values.ravel()))
        about = {"unit": UNIT, "counts": "people", "definition": PARTS[name].definition}
        fields.append(pa.field(name, pa.float64(), metadata=about))
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields))


def _parts(results: Results) -> dict[str, Floats]:
    """Parts of the fall in arrivals, shape (scenarios, replicates); zero in the baseline."""
    indices = {name: index for index, name in enumerate(OUTCOMES)}
    changes = results.outcomes - results.outcomes[:1]
    return account(lambda name: changes[:, :, indices[name]])


def daily_table(results: Results) -> Any:
    """One row a scenario and day: mean over replicates, and the quantiles ``_p05`` and ``_p95``."""
    design = results.comparison
    columns = {
        "scenario": pa.array(np.repeat(design.names, len(design.dates))),
        "date": pa.array(design.dates * len(design.names), pa.date32()),
    }
    for index, name in enumerate(DAILY_COLUMNS):
        values = results.daily[:, :, :, index]
        low, high = np.quantile(values, [LOW, HIGH], axis=1)
        columns[name] = _column(values.mean(axis=1).ravel())
        columns[f"{name}_p05"] = _column(low.ravel())
        columns[f"{name}_p95"] = _column(high.ravel())
    replicates = str(results.daily.shape[1]).encode()
    return pa.table(columns).replace_schema_metadata({b"daily_replicates": replicates})


def _column(values: Any) -> Any:
    """Doubles in which an undefined value is null."""
    return pa.array(values, pa.float64(), mask=np.isnan(values))


def write_tables(folder: Path, tables: Mapping[str, Any], names: Iterable[str] = ()) -> None:
    """Write tables as Parquet and CSV, each whole or not at all.

    Args:
        folder: Made if it is not there.
        tables: By name.
        names: Tables that a former answer may have left there; those not made now are removed.
    """
    folder.mkdir(exist_ok=True)
    remove_former(folder, names, (".parquet", ".csv"), tables)
    for name, table in tables.items():
        with writing(folder / f"{name}.parquet") as scratch:
            pq.write_table(table, scratch, compression="zstd")
        with writing(folder / f"{name}.csv") as scratch:
            pc.write_csv(table, scratch)


def remove_former(
    folder: Path, names: Iterable[str], kinds: Iterable[str], made: Container[str]
) -> None:
    """Remove files that a former answer has left and this one does not make; no others."""
    for name in names:
        for kind in kinds if name not in made else ():
            (folder / f"{name}{kind}").unlink(missing_ok=True)


def write_table(path: Path, table: Any, facts: dict[str, Any]) -> None:
    """Write one table with its provenance."""
    metadata = {**(table.schema.metadata or {}), KEY: json.dumps(facts, sort_keys=True).encode()}
    pq.write_table(table.replace_schema_metadata(metadata), path, compression="zstd")
