"""Levels of entries: the carried tables follow to the byte, and no later sum is used."""

from __future__ import annotations

from datetime import date

import pytest

from calibration.data_series.data_source import DataSource
from calibration.entry_levels import entry_levels
from calibration.press_detections import later_months
from calibration.weather_record import entries_table
from scenarios.packaged_data import PRESS, USUAL, VINTAGES


@pytest.mark.parametrize("vintage", VINTAGES.values(), ids=VINTAGES)
def test_the_carried_table_is_made_anew_to_the_byte(vintage):
    for name, text in entries_table(DataSource(vintage)).items():
        assert (vintage.folder / name).read_text(encoding="utf-8") == text, name


def test_a_sum_over_later_months_is_not_used():
    months, levels = entry_levels(DataSource())
    earlier, known = entry_levels(DataSource(), date(2025, 9, 29))
    assert earlier == months[:-2]
    assert known[-1] == pytest.approx(levels[-3])
    earlier, known = entry_levels(DataSource(), date(2025, 7, 31))
    assert earlier[-1] == (2025, 7)
    assert known[-1, 1] == levels[len(known) - 1, 1]
    assert known[-1, 0] != levels[len(known) - 1, 0], "July shares what August's sum tells"


def test_a_day_before_the_sums_has_the_months_of_the_file():
    months, _ = entry_levels(DataSource(), date(2025, 3, 30))
    assert months[-1] == (2025, 2)


def test_without_sums_there_is_no_later_month(tmp_path):
    known = {(2025, 4): 10.0}
    assert later_months(tmp_path, "Eastern Mediterranean Route", known, date.max) == {}
    assert (USUAL.folder / PRESS).is_file()
    assert later_months(USUAL.folder, "Black Sea Route", known, date.max) == {}
