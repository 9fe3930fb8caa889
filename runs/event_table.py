"""The event table: one row an event of one run, with readable names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from runs.comparison_design import Comparison
from runs.identity_names import gang_name, subject_id
from runs.progress import Progress
from runs.results_tables import KEY, read_provenance, write_table
from runs.runner import RunError
from sim.core.columns import Index
from sim.core.events import MEANINGS, Columns, Event, EventLog
from sim.core.network import Network
from sim.simulation import Simulation
from sim.world import World

FILE = "events.parquet"
EPOCH = date(1970, 1, 1).toordinal()
TEXTS = ("event", "gang", "boat", "consignment", "case", "place", "other", "unit")
COLUMNS = ("date", *TEXTS[:-1], "amount", TEXTS[-1])
LABELS = {event.label: event for event in Event}


@dataclass(frozen=True)
class IndexedEvent:
    """One row of the event table; what does not apply is None."""

    date: date
    event: Event
    gang: str | None = None
    boat: str | None = None
    consignment: str | None = None
    case: str | None = None
    place: str | None = None
    other: str | None = None
    amount: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """As the table has it, the amount to three decimals."""
        amount = None if self.amount is None else round(self.amount, 3)
        changed = {"date": self.date.isoformat(), "event": self.event.label, "amount": amount}
        return vars(self) | changed | {"unit": MEANINGS[self.event].unit}


def logged_run(world: World, comparison: Comparison, progress: Progress | None = None) -> Any:
    """Run the first replicate of the first scenario and return its event table.

    Args:
        world: Network and tables.
        comparison: The design.
        progress: Called after each day.

    Raises:
        RunError: If the run fails.
    """
    seed, replicate = comparison.seed, comparison.first
    scenario = comparison.drawn(replicate)[0]
    try:
        model = Simulation(world, scenario, seed, replicate, log=True)
        model.run(progress)
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise RunError(scenario.name, replicate, seed, reason) from error
    return event_table(model.log or EventLog(), world.network)


def event_table(log: EventLog, network: Network) -> Any:
    """The table of a log, in the order in which things happened."""
    return table_of(log.table(), network)


def table_of(rows: Columns, network: Network) -> Any:
    """The table of a log's columns, in their order."""
    of = {event: np.flatnonzero(rows["event"] == event) for event in Event}
    names: dict[str, NDArray[np.object_]] = {
        name: np.full(rows["day"].size, None, dtype=object) for name in TEXTS
    }
    counted = np.zeros(rows["day"].size, dtype=bool)
    names["gang"][:] = _named(gang_name, rows["gang"])
    for event, meaning in MEANINGS.items():
        names["event"][of[event]] = event.label
        names["unit"][of[event]] = meaning.unit
        counted[of[event]] = meaning.unit is not None
        for column, kind in (("subject", meaning.subject), ("other", meaning.other)):
            if kind == "gang":
                there = of[event][rows[column][of[event]] != 0]
                names["other"][there] = _named(gang_name, rows[column][there])
            elif kind:
                names[kind][of[event]] = _named(subject_id, rows[column][of[event]])
    names["place"][:] = _indices(rows["corridor"].astype("i8"), rows["hub"].astype("i8"), network)
    columns = {
        name: pa.array(texts, pa.string()).dictionary_encode() for name, texts in names.items()
    }
    columns["date"] = pa.array((rows["day"] - EPOCH).astype("i4")).cast(pa.date32())
    columns["amount"] = pa.array(rows["amount"], pa.float32(), mask=~counted)
    return pa.table({name: columns[name] for name in COLUMNS})


def write_events(folder: Path, table: Any, comparison: Comparison, facts: dict[str, Any]) -> None:
    """Write ``events.parquet``, whose rows are of the first replicate alone."""
    about = {b"events_replicate": str(comparison.first).encode()}
    write_table(folder / FILE, table.replace_schema_metadata(about), facts)


def read_events(path: Path) -> tuple[Any, dict[str, Any]]:
    """The event table in a file, and its provenance.

    Raises:
        ValueError: If the file is no event table that Narrows wrote.
    """
    try:
        schema = pq.read_schema(path)
    except (OSError, pa.ArrowException) as error:
        raise ValueError(f"{path} cannot be read as Parquet") from error
    if tuple(schema.names) != COLUMNS or KEY not in (schema.metadata or {}):
        raise ValueError(f"{path} holds no events")
    table = pq.read_table(path)
    unknown = set(table["event"].unique().to_pylist()) - LABELS.keys()
    if unknown:
        raise ValueError(f"{path} holds the unknown event {min(unknown)!r}")
    return table, read_provenance(path)


def indexed_events(table: Any) -> list[IndexedEvent]:
    """The rows of an event table."""
    columns = table.drop_columns(["unit"]).to_pydict()
    columns["event"] = [LABELS[label] for label in columns["event"]]
    return [IndexedEvent(*row) for row in zip(*columns.values(), strict=True)]


def _named(name: Callable[[int], str], identities: Iterable[Any]) -> NDArray[np.object_]:
    """Names of identities, each worked out once."""
    known, index = np.unique(np.asarray(identities, "u8"), return_inverse=True)
    names = np.empty(known.size, dtype=object)
    names[:] = [name(int(identity)) for identity in known]
    return names[index]


def _indices(corridor: Index, hub: Index, network: Network) -> NDArray[np.object_]:
    """Names of corridors, else of hubs, else None; row -1 is none."""
    corridors = np.array([*(each.name for each in network.corridors), None], dtype=object)
    hubs = np.array([*(each.name for each in network.hubs), None], dtype=object)
    return np.where(corridor >= 0, corridors[corridor], hubs[hub])
