"""Targets and priors of one's own: the same from YAML and CSV, faults with their places."""

from __future__ import annotations

from datetime import date

import pytest

from calibration.observations import Observations
from calibration.priors import FILE, load_priors
from calibration.targets import load_targets
from scenarios.errors import InputError

DAYS = date(2022, 1, 1), date(2022, 12, 31)
TARGETS = """\
name,what,statistic,first,last,value,low,high,scale,measurement,structural,use
boats,Boats by month.,monthly_boats,2024-01-01,,,,,log-count,0.01,0.3,fitted
price,Price of a seat.,mean_price,2023-01-01,2023-12-31,,2000,2500,log,0.1,0.2,held-out
"""
PRIORS = """\
parameter,low,high,scale,reason
price_reference,2200,4000,log,what was quoted
leave_hazard,0.002,0.01,log,people wait
"""
YAML = """\
parameters:
  - parameter: price_reference
    range: [2200, 4000]
    scale: log
    reason: what was quoted
"""


def test_a_table_of_targets_is_read_to_the_last_that_is_known(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(TARGETS)
    boats, price = load_targets(path=path, own=True)
    assert boats.low.size == 10 and boats.period.last == date(2024, 10, 31)
    assert (price.low[0], price.high[0], price.use) == (2000, 2500, "held-out")
    [early] = load_targets(Observations(date(2024, 3, 15)), path, own=True)[:1]
    assert early.low.size == 2
    assert boats.structural.why == "not stated"


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("monthly_boats", "monthly_boat", "mine.csv:2:", "did you mean 'monthly_boats'"),
        ("2024-01-01", "1.1.2024", "mine.csv:2:", "a date of the calendar"),
        ("0.3,fitted", "wide,fitted", "mine.csv:2:", "must be a number"),
        ("held-out", "unseen", "mine.csv:3:", "fitted, held-out"),
        ("price,Price", "boats,Price", "mine.csv:3:", "is there twice"),
        ("2000,2500", "2600,2500", "mine.csv:3:", "crossed"),
        (",statistic", ",statistics", "mine.csv", "unknown column 'statistics'"),
        ("log-count", "cubic", "mine.csv:2:", "log, log-count, relative, absolute"),
    ],
)
def test_a_fault_of_a_table_of_targets_has_its_place(tmp_path, old, new, place, message):
    path = tmp_path / "mine.csv"
    path.write_text(TARGETS.replace(old, new, 1))
    with pytest.raises(InputError) as error:
        load_targets(path=path, own=True)
    assert place in str(error.value) and message in str(error.value)


def test_priors_are_the_same_from_both_kinds_of_file(tmp_path):
    table, text = tmp_path / "mine.csv", tmp_path / "mine.yaml"
    table.write_text(PRIORS)
    text.write_text(YAML)
    found = load_priors(*DAYS, table)
    assert found.parameters[:1] == load_priors(*DAYS, text).parameters
    usual = load_priors(*DAYS)
    assert (found.volatility, found.fades) == (usual.volatility, usual.fades)
    assert usual == load_priors(*DAYS, FILE)


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("leave_hazard", "leave_hazzard", "mine.csv:3:1", "did you mean 'leave_hazard'"),
        ("0.002,0.01", "0.01,0.002", "mine.csv:3:14", "it must rise"),
        ("0.002,0.01,log", "-1,0.01,log", "mine.csv:3:14", "above 0 on a log scale"),
        ("2200", "many", "mine.csv:2:17", "two numbers, such as"),
        ("log,what", "cubic,what", "mine.csv:2:27", "linear, log or logit"),
        ("leave_hazard,0.002,0.01", "price_reference,2200,4000", "mine.csv:3:1", "is there twice"),
        ("reason", "reasons", "mine.csv", "unknown column 'reasons'"),
    ],
)
def test_a_fault_of_a_table_of_priors_has_its_place(tmp_path, old, new, place, message):
    path = tmp_path / "mine.csv"
    path.write_text(PRIORS.replace(old, new, 1))
    with pytest.raises(InputError) as error:
        load_priors(*DAYS, path)
    assert place in str(error.value) and message in str(error.value)


def test_a_file_that_is_not_there_is_said_to_be():
    for path in (FILE.with_name("none.csv"), FILE.with_name("none.yaml")):
        with pytest.raises(InputError, match="there is no such file"):
            load_priors(*DAYS, path)
