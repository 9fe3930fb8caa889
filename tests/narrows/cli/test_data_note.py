"""What is said where a posterior was fitted to other data than those in use."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from calibration.data_series.data_source import DataSource, data_source
from calibration.posterior import FILE, load_posterior
from narrows.cli.actions.sources import Sources
from runs.parameter_source import DATA


@pytest.mark.parametrize(
    ("data", "remedy"),
    [
        (DataSource(), "give them with --data"),
        (data_source("2024-10-31"), "leave --data out or give theirs, or fit to these"),
    ],
)
def test_the_note_on_other_data_names_what_can_be_done(data, remedy, capsys):
    posterior = load_posterior(Path(FILE))
    facts = {**posterior.facts, DATA: {"sha256": "0" * 64, "last_day": "2025-09-30"}}
    Sources(replace(posterior, facts=facts), data).announce()
    said = capsys.readouterr().err
    assert "the posterior was fitted to other data, to 2025-09-30" in said
    assert remedy in said
