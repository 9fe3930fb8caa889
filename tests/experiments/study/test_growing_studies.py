"""A study that grows keeps its runs, and ends with the bytes of one that was run at once."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from experiments.reporting.study_answer import save_report
from experiments.study import batch_files
from experiments.study.earlier_runs import EARLIER
from experiments.study.finish_day import finish_day
from experiments.study.merging import merge_studies
from experiments.study.run_study import run_study
from experiments.study.stored_study import open_study
from experiments.study.study_file import Overrides, read_study
from experiments.study.study_folder import Store
from runs import executors
from runs.atomic_files import digest_of
from scenarios.errors import InputError

SMALL = """\
name: small
question: {question}
description: Made for a test.
scenarios:
{scenarios}
levers:
  left: {left}
start: 2024-01-01
days: 2
warmup_days: 1
run_out_days: 1
uncertainties: {uncertainties}
daily: {daily}
"""
SCARCE = """\
  - name: scarce
    title: {title}
    interventions:
      - {{kind: change, value: people_interception, multiply: $left, start: 2024-01-01}}
"""
FIRST = {
    "question": "Who is stoped?", "left": "[0.9, 0.5]", "more": "", "uncertainties": "posterior",
    "daily": 2, "title": "Fewer stopped",
}  # fmt: skip
LAST = FIRST | {
    "question": "Who is stopped?",
    "left": "[0.9, 0.7, 0.5]",
    "more": "  - finance\n",
    "title": "Fewer are stopped",
}


@pytest.fixture
def made(tmp_path, monkeypatch):
    """Run a study into a folder; return how many runs that took, and the folder."""
    runs = []
    real = batch_files.run

    def counting(*arguments):
        for each in real(*arguments):
            runs.append((each.point, each.replicate))
            yield each

    monkeypatch.setattr(batch_files, "run", counting)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")

    def make(folder, replicates, first=0, report=False, **content):
        content = FIRST | content
        scenarios = SCARCE.format(**content) + content["more"]
        path = tmp_path / "small.yaml"
        path.write_text(SMALL.format(**content, scenarios=scenarios.rstrip()))
        study = read_study(str(path), Overrides(replicates=replicates, first=first))
        store = Store(study, tmp_path / folder)
        runs.clear()
        with store.claimed():
            kept = run_study(store, executors.local(1), lambda *_: None, lambda *_: None)
            if report:
                save_report(kept, [])
        return len(runs), tmp_path / folder

    return make


def merge(*folders, out, report=False):
    finish = (lambda kept: save_report(kept, [])) if report else (lambda _: None)
    return merge_studies(folders, out, lambda *_: None, finish)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*")) if path.is_file()
    }  # fmt: skip


@pytest.mark.slow
def test_grown_in_five_steps_it_is_the_study_that_is_run_at_once(made, tmp_path):
    worded, valued = {"question": LAST["question"], "title": LAST["title"]}, {"left": LAST["left"]}
    assert made("grown", 3, report=True)[0] == 3 * 3
    assert made("grown", 3, report=True, **worded)[0] == 0
    assert made("grown", 3, **worded, **valued)[0] == 3
    assert made("grown", 3, **LAST)[0] == 3
    assert made("grown", 5, **LAST)[0] == 2 * 5
    assert made("other", 4, first=4, **LAST)[0] == 4 * 5
    merge(tmp_path / "grown", tmp_path / "other", out=tmp_path / "joint", report=True)
    assert made("once", 8, report=True, **LAST)[0] == 8 * 5
    grown, once = files(tmp_path / "joint"), files(tmp_path / "once")
    assert grown.keys() == once.keys()
    assert [name for name in once if grown[name] != once[name]] == []
    assert "report.md" in once and "daily/00000-000000-000008.parquet" in once


def test_a_study_stopped_while_it_grew_goes_on(made, tmp_path, monkeypatch):
    made("grown", 2)
    real = batch_files.run

    def failing(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(batch_files, "run", failing)
    with pytest.raises(KeyboardInterrupt):
        made("grown", 3, **LAST)
    assert list((tmp_path / "grown" / EARLIER).iterdir())
    grown = read_study(str(tmp_path / "small.yaml"), Overrides(replicates=2))
    store = Store(grown, tmp_path / "grown")
    with store.claimed():
        [said] = store.remarks()
    assert said == (
        "the study has grown to 5 points over 3 replicates; the runs that it had are kept"
    )
    monkeypatch.setattr(batch_files, "run", real)
    made("grown", 3, **LAST)
    made("once", 3, **LAST)
    assert files(tmp_path / "grown") == files(tmp_path / "once")


def test_more_replicates_never_run_earlier_ones_again(made, tmp_path):
    made("grown", 3)
    assert made("grown", 7)[0] == 4 * 3
    assert made("grown", 2)[0] == 0
    assert open_study(tmp_path / "grown").replicates == 7
    made("once", 7)
    assert files(tmp_path / "grown") == files(tmp_path / "once")


def test_earlier_replicates_can_be_added_too(made, tmp_path):
    made("grown", 2, first=3)
    values = open_study(tmp_path / "grown").values(["arrivals"])
    assert values.done.shape == (3, 2) and values.done.all()
    assert made("grown", 5)[0] == 3 * 3
    made("once", 5)
    assert files(tmp_path / "grown") == files(tmp_path / "once")


def test_it_keeps_the_day_on_which_its_last_run_was_there(made, tmp_path, monkeypatch):
    made("one", 2)
    assert finish_day(tmp_path / "one") == date(2023, 11, 14)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1710000000")
    made("one", 2)
    assert finish_day(tmp_path / "one") == date(2023, 11, 14), "nothing was run"
    made("two", 4, first=2)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1720000000")
    merge(tmp_path / "one", tmp_path / "two", out=tmp_path / "both")
    assert finish_day(tmp_path / "both") == date(2024, 3, 9), "that of the later one"
    made("one", 3)
    assert finish_day(tmp_path / "one") == date(2024, 7, 3)

    def failing(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(batch_files, "run", failing)
    with pytest.raises(KeyboardInterrupt):
        made("one", 4)
    assert finish_day(tmp_path / "one") is None, "it is not finished any more"


def test_days_that_were_not_kept_are_run_again(made, tmp_path):
    made("grown", 3, daily=1)
    assert made("grown", 3, daily=2)[0] == 3
    made("once", 3, daily=2)
    assert files(tmp_path / "grown") == files(tmp_path / "once")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"left": "[0.9]"}, "has runs of 'scarce left=0.5', which the study has no more"),
        ({"daily": 0}, "keeps every day of 2 replicates, not 0"),
        ({"first": 1}, "run those from 1 on in another folder"),
        ({"uncertainties": "declared"}, "holds another study"),
    ],
)
def test_what_would_lose_runs_is_refused_and_loses_nothing(made, tmp_path, changes, says):
    made("grown", 2)
    before = files(tmp_path / "grown")
    with pytest.raises(InputError, match=says):
        made("grown", 2, **changes)
    assert files(tmp_path / "grown") == before


@pytest.mark.parametrize(("version", "refused"), [("1.2.3", True), ("{}.{}.999", False)])
def test_a_patch_release_of_a_library_is_noted_and_another_refused(
    made, tmp_path, version, refused
):
    made("grown", 1)
    note = tmp_path / "grown" / "study.json"
    facts = json.loads(note.read_text())
    facts["libraries"]["scipy"] = version.format(*facts["libraries"]["scipy"].split("."))
    note.write_text(json.dumps(facts))
    path = tmp_path / "small.yaml"
    store = Store(read_study(str(path), Overrides(replicates=2)), tmp_path / "grown")
    if refused:
        with pytest.raises(InputError, match="its libraries differs"):
            store.check()
        return
    store.check()
    assert "made with scipy" in store.remarks()[0]
    assert made("grown", 2)[0] == 3


def test_runs_that_two_folders_hold_are_compared(made, tmp_path):
    made("a", 2)
    made("b", 2, first=1)
    merge(tmp_path / "a", tmp_path / "b", out=tmp_path / "both")
    made("once", 3)
    assert files(tmp_path / "both") == files(tmp_path / "once")
    forge(tmp_path / "b")
    with pytest.raises(InputError, match=r"other values of scenario 'baseline', replicate 1: arr"):
        merge(tmp_path / "a", tmp_path / "b", out=tmp_path / "neither")
    assert not (tmp_path / "neither").exists()


def forge(folder):
    """Change a value, and the receipt with it."""
    [path] = (folder / "parts").glob("*.parquet")
    table = pq.read_table(path)
    index = table.column_names.index("arrivals")
    values = [value + 1 for value in table["arrivals"].to_pylist()]
    pq.write_table(table.set_column(index, "arrivals", pa.array(values)), path)
    receipt = path.with_suffix(".json")
    facts = json.loads(receipt.read_text())
    facts["sha256"]["parts"] = digest_of(path)
    receipt.write_text(json.dumps(facts))


@pytest.mark.parametrize(
    ("change", "says"),
    [("gap", "replicates 2 to 3 are in no folder"), ("lacks", "is in no folder; run it first"),
     ("seed", "its seed differs"), ("points", "no folder has the points of all others")],
)  # fmt: skip
def test_folders_that_do_not_belong_together_are_refused(made, tmp_path, change, says):
    made("a", 2)
    made("b", 2, first=4 if change == "gap" else 2,
         **({"left": "[0.4]"} if change == "points" else {}))  # fmt: skip
    if change == "lacks":
        shutil.rmtree(tmp_path / "b" / "parts")
    if change == "seed":
        note = tmp_path / "b" / "study.json"
        note.write_text(json.dumps(json.loads(note.read_text()) | {"seed": 2}))
    with pytest.raises(InputError, match=says):
        merge(tmp_path / "a", tmp_path / "b", out=tmp_path / "neither")
    assert not (tmp_path / "neither").exists()
