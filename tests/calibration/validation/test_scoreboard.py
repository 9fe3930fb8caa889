"""The scoreboard: worlds of the past, uses, bytes, page, table and figures."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from calibration.fitting import BEGIN
from calibration.measures import STATISTICS
from calibration.patterns.dated_shocks import OPERATION_DAY
from calibration.patterns.declared_patterns import Declared, load_patterns
from calibration.patterns.pattern_runs import designs, run_all
from calibration.patterns.pattern_values import Value, value
from calibration.posterior import load_posterior
from calibration.reporting import scoreboard_cells as cells
from calibration.reporting import write_scoreboard as documents
from calibration.reporting.measures_figure import scale
from calibration.reporting.pattern_figures.finders import FIND
from calibration.reporting.scoreboard_figures import FIGURES
from calibration.reporting.scoreboard_folder import save
from calibration.target_fit import TargetFit, target_fit
from calibration.targets import load_targets
from calibration.validation.past_worlds import TAKEDOWN_DAY, past, past_shocks
from calibration.validation.posterior_runs import run_past, seed_of
from calibration.validation.scoreboard import (  # fmt: skip
    Judged,
    Row,
    Scoreboard,
    Use,
    series_of,
    starts,
    targets_of,
)
from runs.comparison_design import Comparison
from runs.intervals import Interval
from runs.parameter_source import parameter_source
from scenarios.errors import InputError
from scenarios.evidence import CUT_OFF, load_evidence
from scenarios.packaged_places import DAILY_COLUMNS
from sim.model import SmugglingModel

pytestmark = pytest.mark.slow

POSTERIOR = load_posterior()
DESIGN = past(2, POSTERIOR)
BASE = DESIGN.baseline.name
T_OF_TWO = 12.706
"""Half-width of a 95 % t-interval of two values, in standard errors."""


def silent(*_: int) -> None:
    pass


def invented(declared: Declared) -> Value:
    """A value in the middle of a measure's band, or 1."""
    seen = (0.9, 1.1)
    low, high = declared.band(seen) if declared.judged else (1.0, 1.0)
    low, high = (end if np.isfinite(end) else 1.0 for end in (low, high))
    return value(np.array([low, high]), *seen)


@pytest.fixture(scope="module")
def tables():
    return run_past(POSTERIOR, DESIGN, 1, silent)


@pytest.fixture(scope="module")
def board(tables):
    patterns = tuple(
        Judged(each, {one.measure: invented(one) for one in each.measures})
        for each in load_patterns()
    )
    rows = targets_of(POSTERIOR, tables)
    return Scoreboard(POSTERIOR, 2, 2, rows, series_of(tables[BASE]), patterns)


def test_draws_run_as_the_model_runs_them(world, tables):
    scenario = POSTERIOR.scenario(DESIGN.baseline, seed_of(POSTERIOR), 1)
    days = (OPERATION_DAY - BEGIN).days
    model = SmugglingModel(world, replace(scenario, days=days), seed_of(POSTERIOR), 1)
    arrivals = model.run().daily["arrivals"]
    np.testing.assert_array_equal(tables[BASE].columns["arrivals"][1, :days], arrivals)
    assert set(tables[BASE].columns) == set(DAILY_COLUMNS)


def test_a_shock_changes_nothing_before_its_day_and_something_after(tables):
    days = {"serbian-operation": OPERATION_DAY, "takedown-of-2022": TAKEDOWN_DAY}
    assert list(tables) == [BASE, *days]
    for name, day in days.items():
        index = (day - BEGIN).days
        without, with_it = (
            np.array([tables[world].columns[c] for c in ("arrivals", "members", "officers")])
            for world in (BASE, name)
        )
        np.testing.assert_array_equal(without[..., :index], with_it[..., :index])
        assert (without[..., index:] != with_it[..., index:]).any()


def test_every_shock_has_its_source_and_every_target_that_needs_one_has_it():
    named = [target for shock in past_shocks() for target in shock.targets]
    needs = [target.name for target in load_targets() if "needs a run" in target.what]
    assert sorted(named) == sorted(needs)
    for shock in past_shocks():
        assert shock.why and all(
            load_evidence()[name].last_day <= CUT_OFF for name in shock.source.split()
        )


def test_results_do_not_depend_on_the_number_of_workers():
    short = [replace(s, start=date(2023, 10, 1), days=60) for s in DESIGN.scenarios]
    design = Comparison(tuple(short), DESIGN.seed, 2, posterior=POSTERIOR)
    one, two = (run_past(POSTERIOR, design, workers, silent) for workers in (1, 2))
    for name, table in one.items():
        for column, values in table.columns.items():
            assert values.tobytes() == two[name].columns[column].tobytes(), (name, column)


def test_members_run_in_the_worlds_of_the_patterns():
    content = []
    wanted = designs(1, 1, days=29, posterior=POSTERIOR)
    runs = run_all(wanted, 1, lambda *done: content.append(done))
    assert content[-1] == (wanted.runs, wanted.runs)
    assert [done for done, _ in content] == sorted(done for done, _ in content)
    for name in ("weather", "load", "prices"):
        assert FIND[name](runs).values


def test_every_target_stands_in_the_world_that_it_needs(board, tables):
    kept = {row.target.name: row for row in board.rows}
    assert list(kept) == [target.name for target in load_targets()]
    corridor = kept["operation-corridor"]
    found = corridor.target.simulated(tables["serbian-operation"])
    assert corridor.target_fit.z[0] == target_fit(corridor.target, found).z[0]
    assert corridor.without is not None and kept["arrivals"].without is None
    plain = kept["arrivals"].target.simulated(tables[BASE])
    wanted = target_fit(kept["arrivals"].target, plain)
    np.testing.assert_array_equal(kept["arrivals"].target_fit.median, wanted.median)
    first, second = (found - corridor.target.simulated(tables[BASE]))[:, 0]
    assert corridor.added[0].mean == pytest.approx((first + second) / 2)
    reach = T_OF_TWO * abs(first - second) / 2
    assert corridor.added[0].half_width == pytest.approx(reach, rel=1e-3)
    assert not kept["arrivals"].added


def test_what_was_fitted_is_what_the_posterior_says(tables):
    names = ["arrivals", "boats", "load", "prevention-2022"]
    early = replace(POSTERIOR, facts={**POSTERIOR.facts, "cutoff": "2023-12-31", "targets": names})
    rows = targets_of(early, tables)
    uses = {(row.target.name, row.use): row for row in rows}
    arrivals, later = uses["arrivals", "fitted"], uses["arrivals", "held-out"]
    assert (arrivals.labels[0], arrivals.labels[-1]) == ("2022-01", "2023-12")
    assert (later.labels[0], later.labels[-1]) == ("2024-01", "2025-06")
    whole = next(target for target in load_targets() if target.name == "arrivals")
    assert np.concatenate([arrivals.target.low, later.target.low]).tolist() == whole.low.tolist()
    assert ("prevention-2022", "held-out") not in uses
    assert ("deaths", "fitted") not in uses and uses["deaths", "held-out"].labels[-1] == "2025"
    assert uses["load", "held-out"].labels == [
        f"{year} Q{quarter}"
        for year, last in ((2024, 4), (2025, 2))
        for quarter in range(1, last + 1)
    ]


@pytest.mark.parametrize("target", load_targets(), ids=lambda target: target.name)
def test_every_part_has_its_first_day(target):
    found = starts(target)
    assert len(found) == target.low.size
    assert found[0] == target.period.first and found[-1] <= target.period.last


def test_series_are_drawn_to_the_cut_off_beside_the_record(board):
    arrivals = board.series["arrivals"]
    assert (arrivals.labels[0], arrivals.labels[-1]) == ("2022-01", "2025-10")
    fitted, autumn = (
        next(row for row in board.rows if row.target.name == name)
        for name in ("arrivals", "arrivals-autumn-2025")
    )
    joined = np.concatenate([fitted.target_fit.z, autumn.target_fit.z])
    np.testing.assert_allclose(arrivals.target_fit.z, joined)


def by_hand(name: str, use: Use, seen: list[float], z: list[float], inside: list[bool]) -> Row:
    """Some first parts of a target, where members stand as said; their median is always 7."""
    target = next(each for each in load_targets() if each.name == name)
    parts, sevens = len(seen), np.full(len(seen), 7.0)
    ends = (sevens - 2, sevens + 2, sevens - 1, sevens + 1)
    found = TargetFit(sevens, *ends, z=np.array(z), inside=np.array(inside))
    target = replace(target, low=np.array(seen), high=np.array(seen))
    return Row(target, use, starts(target)[:parts], found)


def test_counts_add_up():
    """Of two fitted targets one is in, with 4 of 5 parts; the only held out one is out."""
    rows = (
        by_hand("arrivals", "fitted", [7.0] * 5, [1, -1, 0.5, -0.5, 3.0], [True] * 4 + [False]),
        by_hand("boats", "fitted", [1.0, 7.0, 9.9], [2.0, 0.0, -2.0], [False, True, False]),
        by_hand("active-run", "held-out", [20.0], [-4.0], [False]),
    )
    first, *others = load_patterns()
    middle = {one.measure: invented(one) for one in first.measures}
    never = Value(Interval(np.nan, np.nan, np.nan), (1.0, 1.0))
    patterns = [Judged(first, middle)]
    patterns += [Judged(each, {one.measure: never for one in each.measures}) for each in others]
    made = Scoreboard(POSTERIOR, 2, 2, rows, {}, tuple(patterns))
    found = cells.as_json(made)
    assert found["targets_in"] == {"fitted": {"in": 1, "of": 2}, "held-out": {"in": 0, "of": 1}}
    assert found["patterns_reproduced"] == {"in": 1, "of": 8}
    assert [len(each["parts"]) for each in found["targets"]] == [5, 3, 1]
    assert [each["in"] for each in found["targets"]] == [True, False, False]
    assert [each["share_in"] for each in found["targets"]] == [0.8, 0.333333, 0.0]
    assert [each["rms_z"] for each in found["targets"]] == [1.51658, 1.63299, 4.0]
    assert [cells.distance(row) for row in rows] == ["1.5 rms", "1.6 rms", "\N{MINUS SIGN}4.0"]
    assert [cells.parts_in(row) for row in rows] == ["4 of 5", "1 of 3", "0 of 1"]
    assert cells.headline(made) == [
        "1 of 2 fitted targets lie in their bands (5 of 8 parts)",
        "0 of 1 held out targets lie in their bands (0 of 1 parts)",
        "1 of 8 patterns are reproduced",
    ]


def test_every_output_names_the_posterior_by_its_digest(board, tmp_path):
    found = cells.as_json(board)
    assert found["parameters_from"] == parameter_source(POSTERIOR) and len(POSTERIOR.digest) == 64
    save(tmp_path / "out", board)
    page = (tmp_path / "out" / "scoreboard.md").read_text(encoding="utf-8")
    assert f"SHA-256 {POSTERIOR.digest[:12]}" in page
    with (tmp_path / "out" / "targets.csv").open(encoding="utf-8") as file:
        assert {row["posterior_sha256"] for row in csv.DictReader(file)} == {POSTERIOR.digest}


def test_every_statistic_has_a_unit():
    assert set(cells.UNITS) == set(STATISTICS)


@pytest.mark.long
def test_the_folder_holds_page_parts_and_figures_and_is_the_same_again(board, tmp_path):
    first, again = tmp_path / "first", tmp_path / "again"
    save(first, board)
    save(again, board)
    save(again, board)
    files = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert [path.as_posix() for path in files] == [
        *sorted(f"figures/{name}.png" for name in FIGURES), "scoreboard.md", "targets.csv",
    ]  # fmt: skip
    for path in files:
        assert (first / path).read_bytes() == (again / path).read_bytes(), path
    text = (first / "scoreboard.md").read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)]+)\)", text):
        assert (first / link).is_file()
    with (first / "targets.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["target"] for row in rows} == {target.name for target in load_targets()}
    assert {row["in"] for row in rows} <= {"True", "False"}


def test_a_folder_of_other_files_is_left_alone(board, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match=r"mine\.txt"):
        save(tmp_path, board)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_documents_are_made_by_the_same_code(board, tmp_path):
    documents.write(tmp_path, board)
    page = (tmp_path / documents.NAME).read_text(encoding="utf-8")
    save(tmp_path / "out", board)
    other = (tmp_path / "out" / "scoreboard.md").read_text(encoding="utf-8")
    same = page.replace(documents.FIGURES, "figures").replace(
        "make validate", "narrows validate --out DIR"
    )
    assert same == other
    for name in FIGURES:
        made = (tmp_path / documents.FIGURES / f"{name}.png").read_bytes()
        assert made == (tmp_path / "out" / "figures" / f"{name}.png").read_bytes()


def test_a_band_lies_between_minus_one_and_one_on_its_row():
    made = Value(Interval(4.0, 3.0, 5.0), (1.0, 9.0))
    assert scale((2.0, 6.0), made) == (4.0, 2.0)
    middle, half = scale((2.0, np.inf), made)
    assert (2.0 - middle) / half == pytest.approx(-1.0)
    assert (9.0 - middle) / half == pytest.approx(0.6)
    middle, half = scale((-np.inf, 2.0), made)
    assert (2.0 - middle) / half == pytest.approx(1.0)
