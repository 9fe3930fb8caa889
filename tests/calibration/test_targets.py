"""Targets are well formed, rest on what was known, and measure model and record alike."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from calibration.data_series.data_source import data_source
from calibration.measures import GROWING, STATISTICS, Period, Table, by_part, observed
from calibration.observations import Observations
from calibration.target import distance
from calibration.targets import load_targets
from scenarios.errors import InputError
from scenarios.evidence import CUT_OFF, load_evidence
from scenarios.packaged_places import DAILY_COLUMNS
from scenarios.world_tables import DATA

TARGETS = load_targets()
BY_NAME = {target.name: target for target in TARGETS}
EARLIER = Observations(data=data_source("2024-10-31"))

GOOD = """\
load:
  what: People per boat.
  statistic: quarterly_load
  period: {first: 2022-01-01, last: 2022-12-31}
  error:
    scale: log
    measurement: {size: 0.01, why: counted}
    structural: {size: 0.1, why: simple}
  source: channel_daily.csv P037
  use: fitted
"""


def model_table(days, first=date(2022, 1, 1), replicates=3):
    rng = np.random.default_rng(1)
    columns = {name: rng.integers(1, 9, (replicates, days)).astype(float) for name in DAILY_COLUMNS}
    return Table(first, columns)


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_every_source_exists_and_was_known(target):
    known = {kept: one for one in load_evidence().values() for kept in (one.id, *one.covers)}
    for word in target.source:
        assert word in known or (DATA / word).is_file(), word
        assert word not in known or known[word].last_day <= CUT_OFF
    assert target.period.last <= CUT_OFF


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_every_statistic_can_be_worked_out_from_a_run(target):
    found = target.simulated(model_table((CUT_OFF - date(2022, 1, 1)).days + 1))
    assert found.shape == (3, target.low.size)
    assert np.isfinite(found).all()
    assert np.isfinite(distance(target, found)).all()


def test_what_is_fitted_leaves_out_the_last_four_months():
    monthly = {"monthly_arrivals", "monthly_boats", "quarterly_load", "monthly_active_days"}
    fitted = [target for target in TARGETS if target.use == "fitted"]
    assert {t.statistic for t in fitted} >= monthly | {"yearly_deaths", "mean_price"}
    assert all(t.period.last < date(2025, 7, 1) for t in fitted)
    assert {t.period.last for t in fitted if t.statistic in GROWING} == {date(2025, 6, 30)}
    held_out = [t for t in TARGETS if t.use == "held-out" and t.statistic in monthly]
    assert {t.period for t in held_out} == {Period(date(2025, 7, 1), date(2025, 10, 31))}


def test_quarters_agree_with_the_evidence():
    loads = [one["load"] for name, one in load_evidence()["P037"].value.items() if name >= "2022"]
    np.testing.assert_allclose(BY_NAME["load"].low, loads[:14], atol=0.051)


def test_prevention_of_the_record_agrees_with_the_evidence():
    seen = load_evidence()["P125"].value["2024Q2"]
    shares = [BY_NAME[name].low[0] for name in ("prevention-spring-2024", "events-spring-2024")]
    np.testing.assert_allclose(shares, [seen["share_people"], seen["share_events"]], atol=0.001)


@pytest.mark.parametrize(
    "name", ["summer-2024", "autumn-2024", "winter-2025", "spring-2025", "summer-2025"]
)
def test_prevention_targets_stand_on_whole_weeks(name):
    weekly = Observations().weekly
    for target in (BY_NAME[f"prevention-{name}"], BY_NAME[f"events-{name}"]):
        weeks = weekly.loc[str(target.period.first) : str(target.period.last)].sum()
        people, events = weeks["prevented"], weeks["events_prevented"]
        share = people / (people + weeks["arrivals"])
        if target.name.startswith("events"):
            share = events / (events + weeks["boats"])
        assert target.low[0] == pytest.approx(share)
        assert target.period.days % 7 == 0


def test_people_for_each_event_agree_with_the_evidence():
    seen = load_evidence()["P138"].value
    by_hand = seen["people"] / seen["boats"]
    assert BY_NAME["people-per-event-2022"].low[0] == pytest.approx(by_hand, abs=0.05)
    for name in ("2024", "early-2025", "late-2025"):
        people, events = BY_NAME[f"people-prevented-{name}"], BY_NAME[f"events-prevented-{name}"]
        both = people.low / events.low
        assert BY_NAME[f"people-per-event-{name}"].low == pytest.approx(both)


def test_shares_of_boats_above_sixty_are_those_of_the_written_answer():
    daily = Observations().daily["boats"]
    for year, above in ((2022, 45), (2023, 135), (2024, 304)):
        target = BY_NAME[f"over-60-{year}"]
        boats = daily.loc[str(target.period.first) : str(target.period.last)].sum()
        assert target.low[0] - 0.01 < above / boats < target.high[0] + 0.01


def test_an_earlier_vintage_has_the_targets_of_its_time():
    then = {target.name: target for target in load_targets(EARLIER)}
    assert then.keys() != BY_NAME.keys()
    assert then["deaths"].low.tolist() == [6, 16, 16]
    assert BY_NAME["deaths"].low[:3].tolist() == [5, 16, 77]
    assert then["arrivals"].period.last == date(2024, 6, 30)
    held_out = [t for t in then.values() if t.use == "held-out" and t.statistic in GROWING]
    assert {t.period for t in held_out} == {Period(date(2024, 7, 1), date(2024, 10, 31))}


def test_a_cut_off_of_october_2024_is_fitted_to_the_months_before_it():
    known = {target.name: target for target in load_targets(Observations(date(2024, 10, 31)))}
    assert known["arrivals"].period.last == date(2024, 10, 31)
    assert "prevention-summer-2024" in known
    assert not {"prevention-winter-2025", "arrivals-autumn-2025", "price-2025"} & known.keys()


def test_the_corridor_fell_and_the_channel_did_not():
    assert BY_NAME["operation-corridor"].low[0] == pytest.approx(
        ((1206 + 1062 + 1927) / (14207 + 16642 + 17125))
        / ((11228 + 7541 + 5023) / (16540 + 18877 + 19282))
    )
    assert BY_NAME["operation-channel"].low[0] > 1
    assert BY_NAME["takedown-load"].low[0] == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("cutoff", [date(2022, 12, 31), date(2023, 6, 14), date(2023, 12, 31)])
def test_an_earlier_analyst_has_fewer_targets_and_the_same_values(cutoff):
    known = load_targets(Observations(cutoff))
    assert 0 < len(known) < len(TARGETS)
    for target in known:
        later = target.period.other_year.last if target.period.beside else target.period.last
        assert max(target.period.last, later) <= cutoff
        if target.statistic.startswith("monthly"):
            full = BY_NAME[target.name].low
            np.testing.assert_array_equal(target.low, full[: target.low.size])
    assert ("takedown-load" in {target.name for target in known}) == (
        cutoff.month == 12 and cutoff.year == 2023
    )


def test_the_record_is_missing_where_nothing_was_counted():
    table = observed(Observations(date(2024, 6, 12)))
    week = Period(date(2024, 6, 3), date(2024, 6, 9))
    assert table.total("preventions", week)[0, 0] == 765
    assert np.isnan(table.total("preventions", Period(date(2024, 6, 3), date(2024, 6, 12))))
    assert np.isnan(table.total("preventions", Period(date(2024, 4, 1), date(2024, 5, 5))))
    assert table.total("passages_hungary", Period(date(2024, 4, 1), date(2024, 5, 31))) == 3327
    assert np.isnan(table.total("passages_hungary", Period(date(2024, 5, 1), date(2024, 6, 12))))


def test_parts_follow_the_calendar():
    days = np.ones((2, 366))
    months = by_part(days, date(2024, 1, 1), 1)
    assert months[1].tolist() == [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert by_part(days, date(2024, 2, 1), 3)[0].tolist() == [60, 91, 92, 92, 31]
    assert by_part(days, date(2024, 7, 1), 12)[0].tolist() == [184, 182]


def test_runs_and_changes_by_hand():
    boats = np.array([[0, 2, 1, 0, 0, 3, 0, 1, 1, 1], [0] * 10], float)
    table = Table(date(2022, 1, 1), {"boats_arrived": boats})
    runs = STATISTICS["active_run"](table, Period(date(2022, 1, 1), date(2022, 1, 10)))
    assert runs[0, 0] == 2.0
    assert np.isnan(runs[1, 0])
    first, after = date(2022, 1, 1), date(2022, 3, 1)
    people = np.concatenate([np.full(31, 28.0), np.full(28, 62.0)])
    change = STATISTICS["arrivals_change"]
    table = Table(first, {"arrivals": people[None]})
    assert change(table, Period(date(2022, 2, 1), after - timedelta(1)))[0, 0] == 2.0
    with pytest.raises(ValueError, match="not within"):
        change(table, Period(first, after - timedelta(1)))


def test_distance_is_in_combined_errors():
    arrivals, share, price = (
        BY_NAME[name] for name in ("arrivals", "upstream-share", "price-2022")
    )
    assert not distance(arrivals, arrivals.low[None]).any()
    tenth = np.expm1(np.log1p(arrivals.low) + 0.1)
    np.testing.assert_allclose(
        distance(arrivals, np.stack([tenth, arrivals.low]))[0], 0.1 / np.hypot(0.01, 0.3)
    )
    far = distance(share, np.array([[0.16], [0.04]]))[:, 0]
    np.testing.assert_allclose(far, np.log([2.0, 0.5]) / share.error)
    costly = distance(price, 1.5 * price.high[None])[:, 0]
    np.testing.assert_allclose(costly, 0.5 / price.error)
    days = BY_NAME["active-run"]
    np.testing.assert_allclose(distance(days, days.low[None] + days.error), 1.0)


def test_distance_is_zero_within_a_band_and_signed_outside():
    price = BY_NAME["price-2022"]
    found = distance(price, np.array([[3000.0], [4000.0], [4700.0], [6000.0]]))[:, 0]
    np.testing.assert_allclose(found, [-0.25 / price.error, 0, 0, 0.2 / price.error])


def test_halving_and_doubling_are_as_far_on_a_logarithmic_scale():
    corridor = BY_NAME["operation-corridor"]
    value = corridor.low[0]
    half, double, none, less = distance(
        corridor, np.array([[value / 2], [value * 2], [0], [value / 1e4]])
    )[:, 0]
    assert double == pytest.approx(np.log(2) / corridor.error)
    assert half == pytest.approx(-double)
    assert none == less == pytest.approx(np.log(0.01) / corridor.error)


def test_distance_is_missing_with_the_simulated_value_and_refuses_other_parts():
    load = BY_NAME["load"]
    simulated = load.low[None].copy()
    simulated[0, 2] = np.nan
    assert np.isnan(distance(load, simulated)[0]).tolist() == [index == 2 for index in range(14)]
    with pytest.raises(ValueError, match="14 parts"):
        distance(load, simulated[:, :9])


def test_a_good_file_is_read(tmp_path):
    file = tmp_path / "targets.yaml"
    file.write_text(GOOD)
    (target,) = load_targets(path=file)
    assert (target.low.size, target.scale) == (4, "log")
    assert target.error == pytest.approx(np.hypot(0.01, 0.1))


@pytest.mark.parametrize(
    ("old", "new", "index", "message"),
    [
        ("quarterly_load", "quartely_load", "3:14", "did you mean"),
        ("use: fitted", "use: both", "10:8", "it must be one of fitted, held-out"),
        (
            "scale: log",
            "scale: cubic",
            "6:12",
            "it must be one of log, log-count, relative, absolute",
        ),
        ("  what:", "  waht:", "2:3", "has no key 'waht'"),
        ("2022-12-31", "2022-13-31", "4:37", "a date of the calendar"),
        ("last: 2022-12-31", "last: 2021-12-31", "4:37", "must not be before"),
        ("size: 0.1,", "size: 0,", "8:24", "above 0"),
        ("size: 0.1,", "size: wide,", "8:24", "must be a number"),
        (", why: simple", "", "8:17", "lacks 'why'"),
        ("P037", "P937", "9:11", "unknown source 'P937'"),
        ("P037", "P171", "9:11", "later than the cut-off"),
        ("P037", "P306", "9:11", "later than the cut-off"),
        ("  use:", "  value: P138.share\n  use:", "10:10", "no value"),
        ("  use:", "  value: {low: 3, high: 2}\n  use:", "10:10", "crossed"),
        ("  use:", "  value: {low: [1, 2, 3], high: [2, 3]}\n  use:", "10:10", "no value"),
        ("  use:", "  value: 0\n  use:", "10:10", "scale without 0"),
        ("  use:", "  value: P999.share\n  use:", "10:10", "no value"),
        ("quarterly_load", "mean_price", "1:1", "no value"),
        ("01-01, last: 2022-12-31}\n", "01-02, last: 2022-12-31}\n", "4:11", "whole months"),
        ("  error:", "  error: 3\n  oops:", "5:10", "the keys scale"),
        (GOOD, "load: 3", "1:7", "must be keys such as"),
    ],
)
def test_a_fault_is_reported_with_its_place(tmp_path, old, new, index, message):
    file = tmp_path / "targets.yaml"
    text = GOOD.replace("quarterly_load", "load_change") if "whole" in message else GOOD
    file.write_text(text.replace(old, new, 1))
    with pytest.raises(InputError) as error:
        load_targets(path=file)
    text = str(error.value)
    assert f"targets.yaml:{index}: " in text, text
    assert message in text
