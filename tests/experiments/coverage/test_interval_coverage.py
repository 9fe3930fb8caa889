"""What is counted of intervals on runs: for one world, and of the mean."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from experiments.coverage.interval_coverage import (
    coverage,
    coverage_table,
    effects_of,
    together,
)
from experiments.coverage.interval_widths import widths_table
from scenarios.packaged_places import OUTCOMES


def test_coverage_tells_the_interval_of_the_mean_from_that_for_one_world():
    effect = np.random.default_rng(1).normal(100.0, 10.0, 400)
    found = coverage(effect)
    assert found.truths == 400
    assert found.world == pytest.approx(0.95, abs=0.03)
    assert found.mean >= 0.8
    expected = 0.24
    """A mean of 40 has an error of a sixth of the spread; 24 in 100 lie within two of these."""
    assert found.world_in_mean == pytest.approx(expected, abs=0.06)


def folder(tmp_path, name, spread):
    random = np.random.default_rng(len(name))
    base = random.normal(100.0, 5.0, (80, len(OUTCOMES)))
    frames = []
    for scenario, values in (
        ("baseline", base),
        ("a", base + spread * random.normal(size=base.shape)),
    ):
        frame = pd.DataFrame(values, columns=list(OUTCOMES))
        frames.append(frame.assign(scenario=scenario, replicate=range(80)))
    made = tmp_path / name
    made.mkdir()
    pq.write_table(pa.Table.from_pandas(pd.concat(frames)), made / "outcomes.parquet")
    return made


def test_folders_of_comparisons_become_tables(tmp_path):
    drawn, central = (
        effects_of(folder(tmp_path, name, spread)) for name, spread in (("drawn", 3.0), ("c", 1.0))
    )
    rows = coverage_table(together([drawn, central]))
    assert rows[2].startswith("| a: people averted | 160 | ") and "mean of all" in rows[-1]
    ratios = [float(row.split(" | ")[3]) for row in widths_table(drawn, central)[2:]]
    assert len(ratios) == 2 and all(2.0 < ratio < 4.5 for ratio in ratios)
