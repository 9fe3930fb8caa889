"""Tables that an earlier version wrote are read by the names of today."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from runs.stored_tables import current_columns, read_table


@pytest.fixture
def stored(tmp_path):
    def write(**columns):
        path = tmp_path / "table.parquet"
        pq.write_table(pa.table(columns), path)
        return path

    return write


def test_columns_of_outcomes_have_their_names_of_today(stored):
    table = read_table(stored(point=[0], arrivals=[1.0], left=[2.0], price=[3.0]))
    assert table.column_names == ["point", "arrivals", "people_gave_up", "price"]


def test_columns_are_chosen_by_their_names_of_today(stored):
    path = stored(arrivals=[1.0], left=[2.0], cost_gbp=[3.0])
    table = read_table(path, ["public_cost", "arrivals"])
    assert table.to_pydict() == {"public_cost": [3.0], "arrivals": [1.0]}


def test_rows_of_outcomes_have_their_names_of_today(stored):
    table = read_table(stored(outcome=["left", "averted", "cost_gbp"], mean=[1.0, 2.0, 3.0]))
    assert table["outcome"].to_pylist() == ["people_gave_up", "averted", "public_cost"]


def test_a_lever_keeps_its_name():
    assert current_columns(["point", "scenario", "left"]) == ["point", "scenario", "left"]


def test_what_a_file_notes_is_kept(tmp_path):
    path = tmp_path / "table.parquet"
    table = pa.table({"arrivals": [1.0], "left": [2.0]}).replace_schema_metadata({"narrows": "{}"})
    pq.write_table(table, path)
    assert read_table(path).schema.metadata[b"narrows"] == b"{}"
