from __future__ import annotations

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from runs.comparison_design import Comparison
from runs.event_table import (
    COLUMNS,
    event_table,
    indexed_events,
    logged_run,
    read_events,
    write_events,
)
from runs.identity_names import gang_identity, subject_identity
from runs.provenance import provenance
from sim.core.events import MEANINGS, Event, EventLog

DAY = date(2024, 3, 12).toordinal()
OF_GANG_7 = 7 << 24


@pytest.fixture
def table(world):
    """Every event once, of boat, consignment or case 3 of gang 7, with order 5 or gang 8 beside."""
    log = EventLog()
    for event, meaning in MEANINGS.items():
        other = 8 if meaning.other == "gang" else OF_GANG_7 + 5
        corridor = 3 if meaning.place == "corridor" else -1
        hub = world.network.hub_index["BOL"] if corridor < 0 and meaning.place else -1
        log.add(event, DAY, 7, OF_GANG_7 + 3, other, corridor, hub, amount=54)
    return event_table(log, world.network)


def test_every_event_is_a_row_with_its_day_gang_and_unit(table):
    assert tuple(table.column_names) == COLUMNS
    assert pa.types.is_date32(table.schema.field("date").type)
    assert table["event"].to_pylist() == [event.label for event in Event]
    assert set(table["gang"].to_pylist()) == {"gang 7"}
    assert table["unit"].to_pylist() == [meaning.unit for meaning in MEANINGS.values()]
    counted = [amount is not None for amount in table["amount"].to_pylist()]
    assert counted == [meaning.unit is not None for meaning in MEANINGS.values()]


def test_names_stand_in_the_column_of_their_kind(table, world):
    rows = {row.event: row for row in indexed_events(table)}
    assert (rows[Event.BUILT].boat, rows[Event.BUILT].consignment) == ("7/3", "7/5")
    assert (rows[Event.SENT].consignment, rows[Event.SENT].boat) == ("7/3", None)
    assert (rows[Event.CACHE_TAKEN].boat, rows[Event.CACHE_TAKEN].case) == ("7/3", "7/5")
    assert rows[Event.TAKEN_OVER].other == "gang 8"
    assert rows[Event.SENT].place == world.network.corridors[3].name
    assert rows[Event.LAUNCHED].place == "BOL" and rows[Event.LEFT].place is None
    assert rows[Event.LAUNCHED].date == date(2024, 3, 12) and rows[Event.LAUNCHED].amount == 54


def test_a_gang_that_split_from_none_has_no_other(world):
    log = EventLog()
    log.add(Event.FOUNDED, DAY, [7, 9], other=[0, 7], amount=12)
    assert event_table(log, world.network)["other"].to_pylist() == [None, "gang 7"]


def test_an_empty_log_is_an_empty_table(world):
    table = event_table(EventLog(), world.network)
    assert tuple(table.column_names) == COLUMNS and indexed_events(table) == []


@pytest.fixture(scope="module")
def runs(world, make_scenario):
    """A design and the events of its first replicate, run twice."""
    comparison = Comparison((make_scenario(),), 5, 3, first=2)
    return comparison, [logged_run(world, comparison) for _ in range(2)]


def test_the_same_run_gives_the_same_bytes(runs, tmp_path):
    comparison, tables = runs
    facts = provenance(comparison)
    for name, table in zip("ab", tables, strict=True):
        (tmp_path / name).mkdir()
        write_events(tmp_path / name, table, comparison, facts)
    first, second = (tmp_path / name / "events.parquet" for name in "ab")
    assert first.read_bytes() == second.read_bytes()
    read, found = read_events(first)
    assert indexed_events(read) == indexed_events(tables[0]) and read.num_rows > 1_000
    assert (found["seed"], found["first_replicate"]) == (5, 2)
    assert pq.read_schema(first).metadata[b"events_replicate"] == b"2"


def test_names_of_a_real_run_lead_back_to_what_was_logged(runs, world):
    from sim.model import SmugglingModel

    comparison, (table, _) = runs
    model = SmugglingModel(world, comparison.baseline, 5, 2, log=True)
    model.run()
    logged, shown = model.log.table(), table.to_pydict()
    assert [gang_identity(name) for name in shown["gang"]] == logged["gang"].tolist()
    for row, event in enumerate(logged["event"]):
        if kind := MEANINGS[event].subject:
            assert subject_identity(shown[kind][row]) == logged["subject"][row]


def test_files_that_hold_no_events_are_refused(tmp_path):
    path = tmp_path / "events.parquet"
    path.write_text("no Parquet")
    with pytest.raises(ValueError, match="cannot be read as Parquet"):
        read_events(path)
    pq.write_table(pa.table({"a": [1]}), path)
    with pytest.raises(ValueError, match="holds no events"):
        read_events(path)


def test_an_event_of_another_version_is_refused(tmp_path, runs):
    comparison, (table, _) = runs
    strange = table.set_column(1, "event", pa.array(["wished"] * table.num_rows))
    write_events(tmp_path, strange, comparison, {})
    with pytest.raises(ValueError, match="unknown event 'wished'"):
        read_events(tmp_path / "events.parquet")
