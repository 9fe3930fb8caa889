from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from runs.provenance import provenance
from runs.results_tables import read_provenance, write
from scenarios.packaged_places import OUTCOMES
from sim.parameters import PARAMETERS


@pytest.fixture
def written(tmp_path, make_results):
    results = make_results(replicates=4, days=40, arrivals=(-50, 5))
    results.outcomes[1, 2, list(OUTCOMES).index("people_per_boat")] = np.nan
    write(tmp_path, results, provenance(results.comparison))
    return tmp_path, results


def test_outcomes_have_a_row_for_each_scenario_and_replicate(written):
    folder, results = written
    table = pq.read_table(folder / "outcomes.parquet").to_pydict()
    assert table["scenario"] == ["baseline"] * 4 + ["policy"] * 4
    assert table["replicate"] == [0, 1, 2, 3] * 2
    assert table["arrivals"][4:] == list(results.outcome("policy", "arrivals"))


def test_what_is_undefined_is_null(written):
    table = pq.read_table(written[0] / "outcomes.parquet")
    assert table["people_per_boat"].to_pylist()[6] is None
    assert table["people_per_boat"].null_count == 1


def test_columns_say_their_unit_and_definition(written):
    field = pq.read_schema(written[0] / "outcomes.parquet").field("deaths")
    assert field.metadata[b"unit"] == b"people"
    assert field.metadata[b"definition"].decode() == OUTCOMES["deaths"].definition


def test_days_have_mean_and_quantiles_over_replicates(written):
    folder, results = written
    table = pq.read_table(folder / "daily.parquet")
    days = results.days("policy", "arrivals")
    row = 40 + 3
    assert table.num_rows == 80 and table["date"][row].as_py() == date(2024, 1, 4)
    assert table["arrivals"][row].as_py() == days[:, 3].mean()
    assert table["arrivals_p95"][row].as_py() == np.quantile(days[:, 3], 0.95)
    assert table.schema.metadata[b"daily_replicates"] == b"4"


def test_each_file_says_how_it_came_about(written):
    folder, _ = written
    for name in ("outcomes.parquet", "daily.parquet"):
        facts = read_provenance(folder / name)
        assert (facts["seed"], facts["replicates"], facts["days"]) == (1, 4, 40)
        assert facts["scenarios"][1]["interventions"][0]["kind"] == "returns"
        assert facts["interventions"]["returns"]["caution"]
        assert facts["parameters"].keys() == PARAMETERS.keys()
        assert facts["version"] and facts["python"] and facts["libraries"]["numpy"]


def test_a_foreign_file_has_no_provenance(tmp_path):
    pq.write_table(pa.table({"a": [1]}), tmp_path / "other.parquet")
    with pytest.raises(ValueError, match="no provenance"):
        read_provenance(tmp_path / "other.parquet")
