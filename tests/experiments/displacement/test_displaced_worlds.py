from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow.parquet as pq
import pytest
from matplotlib.colors import to_rgba

from experiments.comparison.paired_effects import difference
from experiments.displacement.account_rows import Part, boats_table, people_table
from experiments.displacement.boat_counts import BoatFate
from experiments.displacement.displacement_account import displacement
from experiments.displacement.focus import Focus
from experiments.displacement.followed_people import Fate
from experiments.reporting.displacement_figure import FAINT, FAINT_COLOUR, displacement_figure
from experiments.reporting.displacement_folder import save_displacement
from experiments.reporting.displacement_report import report
from experiments.reporting.displacement_wording import per_cent, sentences, verdict
from runs.comparison_design import Comparison
from runs.intervals import Interval, interval
from runs.number_format import span
from runs.reporting.figure_style import style
from runs.results_tables import read_provenance
from sim.interventions import KINDS

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def design(make_scenario):
    short = make_scenario(name="a", days=60, warmup_days=90)
    patrols = KINDS["change"](
        start=date(2024, 1, 10), end=date(2024, 2, 1), value="officers", entity="france-beach",
        multiply=5.0,
    )  # fmt: skip
    shut = KINDS["change"](
        start=date(2023, 11, 1), value="corridor_open", entity="PAR-CQF", multiply=0.2
    )
    other = make_scenario(name="b", days=60, warmup_days=90, interventions=(patrols, shut))
    return Comparison((short, other), 1, 6)


WINDOW = Focus(date(2024, 1, 10), date(2024, 1, 31))


@pytest.fixture(scope="module")
def found(world, design):
    return displacement(world, design, WINDOW)


def test_the_account_of_two_worlds_adds_up_to_their_arrivals_and_launches(found):
    account, days = found.account, slice(9, 31)
    for row, name in enumerate("ab"):
        for counts, column in (
            (account.people_in_focus, "arrivals"),
            (account.boats_in_focus, "boats_launched"),
            (account.deaths, "deaths"),
        ):
            daily = found.results.days(name, column)[:, days].sum(axis=1)
            assert np.array_equal(counts[:, row], daily), column
    for counts, net in (
        (account.people_in_focus, account.net_people),
        (account.boats_in_focus, account.net_boats),
    ):
        assert np.array_equal(net.sum(axis=1), counts[:, 0] - counts[:, 1])


def test_many_of_those_prevented_in_a_window_come_later(found):
    table = people_table(found)
    assert table.clear
    rows = {row.name: row for row in table.rows}
    assert rows["later_after_more_tries"].net.mean > 0
    assert "other_zone" not in rows and "other_corridor" not in rows
    assert sum(row.net.mean for row in table.sums) == pytest.approx(table.total.net.mean)
    assert table.total.net == interval(found.account.net_people.sum(axis=1).astype(float))
    assert [row.name for row in table.lines][:2] == ["reduction", "moved"]
    assert boats_table(found).total.lost is None


def test_the_account_is_the_same_on_two_workers(world, design, found):
    content = []
    shared = displacement(
        world, design, WINDOW, 2, lambda done, total: content.append((done, total))
    )
    for name, counts in vars(found.account).items():
        assert np.array_equal(getattr(shared.account, name), counts), name
    assert shared.results.outcomes.tobytes() == found.results.outcomes.tobytes()
    assert content[-1] == (12, 12)


def test_where_a_corridor_is_shut_people_come_by_others(world, design):
    focus = Focus(date(2024, 1, 1), date(2024, 2, 29), corridor="PAR-CQF")
    found = displacement(world, design, focus)
    rows = {row.name: row for row in people_table(found).rows}
    assert rows["other_corridor"].net.mean > 0
    assert boats_table(found).empty


def test_there_are_no_shares_where_a_part_takes_away_from_the_reduction(found):
    boats = found.account.boats.copy()
    boats[:, 0], boats[:, 1] = 0, 0
    boats[:, 0, BoatFate.SAME], boats[:, 1, BoatFate.NEVER_ORDERED] = 10, -15
    boats[:, 0, BoatFate.NEVER_ORDERED], boats[:, 0, BoatFate.OTHER_ZONE] = -30, 5
    boats[:, 0, BoatFate.OTHER_CORRIDOR], boats[:, 1, BoatFate.KEPT] = 15, 15
    away = replace(found, account=replace(found.account, boats=boats))
    table = boats_table(away)
    assert table.total.net.mean == 10
    assert {row.part: row.net.direction for row in table.sums} == {
        Part.MOVED: -1, Part.OPEN: 1, Part.DID_NOT_COME: 1,
    }  # fmt: skip
    assert all(np.isnan(row.share.mean) for row in table.lines)


def test_equal_worlds_have_nothing_to_account_for(world, design):
    same = Comparison((design.baseline, replace(design.baseline, name="again")), 1, 2)
    found = displacement(world, same, WINDOW)
    assert not found.account.net_people.any() and not found.account.net_boats.any()
    assert not found.account.stayed[:, 1:].any()
    assert not people_table(found).clear


def test_an_account_is_of_a_pair(world, design):
    with pytest.raises(ValueError, match="one scenario"):
        displacement(world, Comparison((design.baseline,), 1, 1), WINDOW)


@pytest.fixture(scope="module")
def folder(found, tmp_path_factory):
    folder = tmp_path_factory.mktemp("saved") / "here"
    save_displacement(folder, found, ["a", "b"])
    return folder


def test_the_table_of_counts_adds_up_and_says_how_it_came_about(folder, found):
    table = pq.read_table(folder / "displacement.parquet").to_pandas()
    by = {what: table.filter(regex=f"^people_{what}_").sum(axis=1) for what in ("lost", "gained")}
    reduction = table["arrivals_baseline"] - table["arrivals_scenario"]
    assert np.array_equal(by["lost"] - by["gained"], reduction)
    boats = table["launches_baseline"] - table["launches_scenario"]
    assert np.array_equal(table.filter(regex="^boats_net_").sum(axis=1), boats)
    assert np.array_equal(table["arrivals_baseline"], found.account.people_in_focus[:, 0])
    facts = read_provenance(folder / "displacement.parquet")
    assert facts["focus"] == {
        "corridor": None, "zone": None, "method": None, "from": "2024-01-10", "until": "2024-01-31",
    }  # fmt: skip


def test_a_repeated_account_has_the_same_bytes(folder, found, tmp_path):
    save_displacement(tmp_path / "again", found, ["a", "b"])
    for path in folder.rglob("*.*"):
        again = tmp_path / "again" / path.relative_to(folder)
        assert again.read_bytes() == path.read_bytes(), path


def test_the_report_has_deaths_beside_arrivals_and_an_interval_beside_every_number(found):
    text = report(found, ["a", "b"])
    for heading in (
        "Answer",
        "People",
        "Those who came all the same",
        "Boats",
        "Arrivals and deaths of the period",
        "How to read it",
        "Limits",
    ):
        assert f"\n## {heading}\n" in text  # fmt: skip
    assert re.search(r"^- Arrivals: .*\n- Deaths: ", text, re.MULTILINE)
    assert "| \N{EN DASH} died | " in text
    command = "narrows displacement a b --from 2024-01-10 --until 2024-01-31 --replicates 6"
    assert f"{command} --days 60 --seed 1" in text


def test_parts_are_reported_only_of_a_clear_reduction(found, world, design):
    clear = sentences(found)
    assert clear[0].startswith("local arrivals: reduction of ")
    assert clear[1].startswith("of the reduction in local arrivals: moved +")
    same = Comparison((design.baseline, replace(design.baseline, name="again")), 1, 2)
    text = " ".join(sentences(displacement(world, same, WINDOW)))
    assert "of the reduction in" not in text and "the same in every replicate" in text


def unclear(found):
    """The same account, with people so that nothing is clear."""
    people = np.zeros_like(found.account.people)
    people[:, 0, Fate.GAVE_UP] = [0, 30, 0, 0, 20, 10]
    people[:, 1, Fate.GAVE_UP] = [40, 0, 50, 0, 0, 0]
    boats = np.zeros_like(found.account.boats)
    boats[:, 0, BoatFate.SAME] = boats[:, 0, BoatFate.NEVER_ORDERED] = 20
    boats[:, 1] = boats[:, 0]
    return replace(found, account=replace(found.account, people=people, boats=boats))


def test_table_and_sentence_speak_of_one_reduction_with_one_sign(found):
    table = people_table(unclear(found))
    low, high = table.total.net.low, table.total.net.high
    assert low < 0 < high and abs(low) > high
    ends = span(low, high, "people").replace(" to ", " and ")
    said = sentences(unclear(found))[0]
    assert said.startswith(f"local arrivals: no clear reduction, between {ends}, so nothing")


def test_deaths_and_arrivals_of_the_period_are_reductions_too():
    risen = difference("deaths", "people", np.array([1.0, 2.0, 3.0]), np.array([9.0, 9.0, 11.0]))
    assert verdict(risen).startswith("deaths: a rise, that is a reduction of \N{MINUS SIGN}7.67")
    fewer = difference("deaths", "people", np.array([9.0, 9.0, 11.0]), np.array([1.0, 2.0, 3.0]))
    assert verdict(fewer).startswith("deaths: reduction of 7.67 (79.3 % of the baseline; 95 %")


def test_the_report_says_what_is_local_and_what_rows_of_boats_count(found):
    text = report(unclear(found), ["a", "b"])
    assert '"Local" and "in the focus" mean the same: arrivals, launches and deaths from' in text
    assert "Rows count boats of the whole run, from the warm-up to its last day." in text
    assert text.count("There is no clear reduction, so nothing can be said") == 2
    assert "There is no clear reduction" not in report(found, ["a", "b"]).split("## Boats")[0]


def test_bars_are_grey_where_there_is_no_clear_reduction(found):
    with style():
        figure = displacement_figure(unclear(found))
    for axes in (figure.axes[0], figure.axes[2]):
        assert FAINT in axes.get_title(loc="left")
        assert {bar.get_facecolor() for bar in axes.patches} == {to_rgba(FAINT_COLOUR)}
    with style():
        clear = displacement_figure(found).axes[0]
    assert FAINT not in clear.get_title(loc="left")


def test_a_share_has_its_interval_or_is_not_shown():
    assert per_cent(Interval(0.123, -0.002, 0.26)) == "12 % (0 to 26)"
    assert (
        per_cent(Interval(-0.5, -0.6, -0.4))
        == "\N{MINUS SIGN}50 % (\N{MINUS SIGN}60 to \N{MINUS SIGN}40)"
    )
    assert per_cent(Interval(*[float("nan")] * 3)) == ""


def test_the_figure_shows_deaths_beside_arrivals_and_says_where_it_is_from(found):
    with style():
        figure = displacement_figure(found)
    titles = [axes.get_title(loc="left").lower() for axes in figure.axes]
    assert "arrivals" in titles[0] and "deaths" in titles[1] and "launches" in titles[2]
    foot = " ".join(figure.get_supxlabel().split())
    assert "seed 1" in foot and "6 replicates" in foot and "not a forecast" in foot


def test_one_replicate_and_an_empty_focus_can_be_drawn_and_reported(world, design, tmp_path):
    focus = Focus(date(2024, 1, 1), date(2024, 1, 2), corridor="VIE-ESS", zone="SOM")
    found = displacement(world, replace(design, replicates=1), focus)
    save_displacement(tmp_path / "one", found, ["a", "b"])
    text = (tmp_path / "one" / "report.md").read_text()
    assert "The focus holds none in either world." in text
