from __future__ import annotations

import itertools
import json
import shutil
import time
from dataclasses import replace

import pyarrow.parquet as pq
import pytest

from benchmarks.kills import parquet
from experiments.comparison.precision import LEAST
from experiments.coverage.interval_coverage import coverage_table, effects_of
from experiments.reporting.study_answer import save_report
from experiments.reporting.study_report import failures_of
from experiments.study import batch_files as parts
from experiments.study.batches import Chunking
from experiments.study.run_plan import DAYS_TIMED, plan
from experiments.study.stored_study import open_study
from experiments.study.study_design import Precision
from experiments.study.study_folder import Store
from runs import executors
from runs.arrivals_accounting import PARTS, WHOLE
from runs.worker_pool import WorkerError
from scenarios.errors import InputError
from sim.simulation import Simulation

pytestmark = pytest.mark.slow


@pytest.fixture
def whole(finished, tmp_path):
    """A copy of the finished study."""
    shutil.copytree(finished, tmp_path / "whole")
    return open_study(tmp_path / "whole")


def test_chunks_hold_every_run_once_whatever_the_number_of_points(tiny):
    for most in (1, 2, 3, 100):
        chunking = Chunking(tiny)
        chunking.__dict__["runs"] = most
        runs = [
            (number, replicate)
            for chunk in chunking.chunks(7, "", "")
            for number in chunk.numbers.values()
            for replicate in chunk.comparison.numbers
        ]
        assert sorted(runs) == [(point, replicate) for point in range(3) for replicate in range(7)]


def test_every_run_is_there_once_and_equals_the_run_alone(tiny, whole):
    values = whole.values(["arrivals", "interceptions"])
    assert values.done.all() and not values.failed.any()
    assert sum(len(part) for part in whole.stream()) == 3 * 80
    alone = parts.run_alone(tiny.points[2], tiny, 77)
    assert alone.record is not None
    [part] = [each for each in whole.stream() if 77 in each["replicate"].to_pylist()]
    [row] = [r for r in part.to_pylist() if (r["point"], r["replicate"]) == (2, 77)]
    names = list(row)[5:]
    assert [row[name] for name in names] == [
        None if value != value else value for value in alone.record.outcomes.tolist()
    ]


def test_two_workers_write_the_same_files(tiny, whole, tmp_path, run):
    two = run(tiny, tmp_path / "two", executors.local(2))
    assert parquet(two.folder) == parquet(whole.folder)


def test_a_study_goes_on_with_what_lacks_and_says_what_was_damaged(tiny, whole, run):
    before = parquet(whole.folder)
    lost, damaged, half, *_ = sorted((whole.folder / "parts").glob("*.parquet"))
    lost.unlink()
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"x")
    half.with_suffix(".json").unlink()
    (whole.folder / "parts" / ".x.parquet.host.0a1b2c3d.partial").write_text("half")
    kept = [path for path in (whole.folder / "parts").glob("*.json") if path.stem > half.stem]
    times = {path: path.stat().st_mtime_ns for path in kept}
    content: list[str] = []
    run(tiny, whole.folder, content=content)
    assert parquet(whole.folder) == before
    assert len(content) == 1 and damaged.name in content[0] and "is damaged" in content[0]
    assert {path: path.stat().st_mtime_ns for path in kept} == times
    assert not list((whole.folder / "parts").glob(".*"))


def test_replicates_added_later_give_the_files_of_all_at_once(tiny, whole, tmp_path, run):
    folder = tmp_path / "grown"
    run(replace(tiny, replicates=50), folder)
    assert run(tiny, folder).replicates == 80
    assert parquet(folder) == parquet(whole.folder)


def test_precision_adds_replicates_until_the_interval_is_narrow_enough(tiny, tmp_path, run):
    study = replace(tiny, replicates=10, daily=0)
    for within, replicates in ((1e9, LEAST), (1e-9, 66)):
        asked = replace(study, precision=Precision("interceptions", within, 66))
        assert run(asked, tmp_path / str(within)).replicates == replicates


def test_a_failed_run_is_a_row_with_its_error_and_command(tiny, tmp_path, run, monkeypatch):
    advance = Simulation._advance

    def fail(model, stop):
        if model.replicate == 3 and model.run_scenario.name == "scarce left=0.5":
            raise ArithmeticError("no boat is left")
        advance(model, stop)

    monkeypatch.setattr(Simulation, "_advance", fail)
    stored = run(tiny, tmp_path / "failed")
    values = stored.values(["arrivals"])
    assert [tuple(at) for at in zip(*values.failed.nonzero(), strict=True)] == [(2, 3)]
    rows = (
        stored.connect()
        .execute("select error, repeat from runs where error is not null")
        .fetchall()
    )
    command = "narrows study tiny.yaml --seed 1 --days 2 --run-out 1 --point 2 --replicate 3"
    assert rows == [("ArithmeticError: no boat is left", command)]
    save_report(stored, failures_of(stored))
    assert command in (stored.folder / "report.md").read_text()


def test_the_first_scenario_failing_leaves_the_others(tiny, tmp_path, run, monkeypatch, whole):
    advance = Simulation._advance

    def fail(model, stop):
        if model.replicate == 3 and model.run_scenario.name == "baseline":
            raise ArithmeticError("lost")
        advance(model, stop)

    monkeypatch.setattr(Simulation, "_advance", fail)
    stored = run(tiny, tmp_path / "failed")
    found, right = stored.values(["interceptions"]), whole.values(["interceptions"])
    assert [tuple(at) for at in zip(*found.failed.nonzero(), strict=True)] == [(0, 3)]
    assert (found.outcomes["interceptions"][1:] == right.outcomes["interceptions"][1:]).all()


def test_the_folder_of_another_study_or_of_anybody_is_refused(tiny, whole, read, tmp_path):
    with pytest.raises(InputError, match="holds another study: its seed is 1, not 2; give another"):
        Store(read("2", "2", seed=2), whole.folder).check()
    other = read("[0.9, 0.5]", "[0.9, 0.4]")
    with pytest.raises(
        InputError, match=r"has runs of 'scarce left=0\.5', which the study has no more"
    ):
        Store(other, whole.folder).check()
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("")
    with pytest.raises(InputError, match=r"holds 'thesis.txt', which is no part of a study"):
        Store(tiny, mine).check()


def test_a_study_of_which_parts_lack_is_not_finished(tiny, tmp_path, run):
    def forgetful(work, tasks):
        yield from map(work, list(tasks)[1:])

    with pytest.raises(WorkerError, match="99 of 240 runs were never made; what is done is kept"):
        run(tiny, tmp_path / "less", forgetful)


def test_two_processes_do_not_write_at_once(tiny, tmp_path):
    store = Store(tiny, tmp_path / "one")
    with (
        store.claimed(),
        pytest.raises(InputError, match="is in use: another process writes it"),
        store.claimed(),
    ):
        pass


def test_workers_with_other_code_refuse(tiny, tmp_path):
    [chunk, *_] = Chunking(tiny).chunks(1, "", "another")
    with pytest.raises(parts.OtherCodeError, match="install the same everywhere"):
        parts.make(tmp_path, chunk)


def test_the_folder_holds_what_it_takes_to_run_it_again(tiny, whole):
    assert (whole.folder / "tiny.yaml").read_text() == tiny.text
    points = pq.read_table(whole.folder / "points.parquet").to_pylist()
    assert [json.loads(each["definition"])["name"] for each in points] == [
        point.scenario.name for point in tiny.points
    ]
    facts = open_study(whole.folder).facts
    assert {"version", "code", "libraries", "commit", "seed", "members_digest"} <= facts.keys()
    assert (facts["days"], facts["warmup_days"], facts["run_out_days"]) == (2, 1, 1)


def test_days_of_run_out_count_in_parts_and_plans(tiny, read, monkeypatch):
    assert Chunking(tiny).runs == 100
    long = read("run_out_days: 1", "run_out_days: 597")
    assert long.baseline.days_in_all == 600 and Chunking(long).runs == 20
    clock = itertools.count()
    monkeypatch.setattr(time, "perf_counter", lambda: float(next(clock)))
    a_day = 1 / DAYS_TIMED
    # One day of warm-up is shared by three points.
    assert plan(long).seconds == pytest.approx((1 + 3 * 599) * long.replicates * a_day)


def test_views_agree_with_the_values_and_pair_each_with_its_baseline(whole):
    database = whole.connect()
    values = whole.values(["interceptions"]).outcomes["interceptions"]
    found = database.execute(
        "select difference from pairs where outcome = 'interceptions' and point = 2 "
        "order by replicate"
    ).fetchall()
    assert [each for (each,) in found] == (values[2] - values[0]).tolist()
    assert database.execute("select count(*) from daily").fetchall() == [(3 * 40 * 2,)]
    parts = database.execute(
        "select outcome, baseline, value, difference from pairs where point = 1 and replicate = 5"
    ).fetchall()
    found = {outcome: difference for outcome, _, _, difference in parts}
    assert len(parts) == len(found) and set(PARTS) < set(found)
    assert all(base == 0 and of == value for name, base, value, of in parts if name in PARTS)
    assert found["averted"] == found["people_gave_up"] + found["later_gave_up"] - found["entered"]
    whole_fall = sum(found[part.name] for part in WHOLE)
    assert whole_fall == -found["arrivals"]
    assert database.execute('select "left" from points').fetchall() == [(None,), (0.9,), (0.5,)]


def test_effects_of_a_study_are_those_of_its_points_against_their_baseline(finished):
    found, kept = effects_of(finished), open_study(finished)
    names = [point["name"] for point in kept.points[1:]]
    assert list(found) == names and len(names) == 2
    arrivals = kept.values(["arrivals"]).outcomes["arrivals"]
    for number, name in enumerate(names, 1):
        assert found[name]["arrivals"].tolist() == (arrivals[number] - arrivals[0]).tolist()
        assert found[name]["averted"].size == 80
    assert len(coverage_table(found)) == 2 + 2 * len(names) + 1
