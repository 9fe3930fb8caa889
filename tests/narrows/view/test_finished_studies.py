"""Finished studies answer at once, by the names of their folders alone."""

from __future__ import annotations

import json
import shutil
import time

import pyarrow.parquet as pq
import pytest

from experiments.comparison.paired_effects import effects
from experiments.reporting.comparison_folder import save_comparison
from experiments.reporting.effect_statements import answer
from experiments.reporting.study_answer import save_report
from experiments.study.run_study import run_study
from experiments.study.study_file import read_study
from experiments.study.study_folder import EFFECTS, FINISHED, Store
from experiments.uncertainty.effect_uncertainty import uncertainty_of
from narrows.view.effect_summary import ANSWER
from narrows.view.finished_studies import RESULTS, WITHOUT_VERDICTS, studies, study
from runs.arrivals_accounting import PARTS
from runs.comparison_design import Comparison
from runs.executors import local
from runs.runner import execute
from scenarios.errors import InputError

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(world, make_scenario, tmp_path_factory):
    """A results folder as ``narrows compare --out`` writes it, and its effects."""
    folder = tmp_path_factory.mktemp("results")
    pair = (
        make_scenario(name="baseline", title="As it was", days=30, warmup_days=40),
        make_scenario(
            name="strict", title="Strict gangs", days=30, warmup_days=40,
            parameters={"hierarchy": 1},
        ),
    )  # fmt: skip
    results = execute(world, Comparison(pair, 1, 4))
    found = effects(results)
    save_comparison(
        folder / "mine", results, found, ["baseline", "strict"], uncertainty_of(results)
    )
    (folder / "other").mkdir()
    (folder / "other" / "outcomes.parquet").write_text("nothing of ours")
    return folder, found


def test_a_results_folder_is_a_study_and_anything_else_is_none(made):
    folder, _ = made
    found = studies([folder])
    assert "mine" in found
    assert "other" not in found
    assert found["mine"].scenarios == {"baseline": "As it was", "strict": "Strict gangs"}
    assert (found["mine"].replicates, found["mine"].days) == (4, 30)
    assert not found["mine"].shipped


def test_its_numbers_are_those_of_the_comparison_and_come_at_once(made):
    folder, stored = made
    began = time.process_time()
    content = study("mine", [folder]).as_dict()
    assert time.process_time() - began < 1.0
    assert json.loads(json.dumps(content)) == content
    arrivals = content["cards"]["strict"][0]
    assert arrivals["difference"]["mean"] == stored["strict"]["arrivals"].shown.mean
    assert arrivals["difference"]["low"] == stored["strict"]["arrivals"].shown.low
    assert [card["id"] for card in content["cards"]["strict"][:4]] == list(ANSWER)
    assert repr(study("mine", [folder]).effects()) == repr(stored)
    assert content["words"] == answer(stored, study("mine", [folder]).scenarios)


def test_a_comparison_that_knows_of_none_delayed_claims_nothing(made, tmp_path):
    """As those that were written before there were verdicts."""
    folder = tmp_path / "older"
    shutil.copytree(made[0] / "mine", folder)
    table = pq.read_table(folder / RESULTS)
    older = [
        name for name in table.column_names if name not in PARTS and not name.startswith("later_")
    ]
    pq.write_table(table.select(older), folder / RESULTS)
    content = study("older", [tmp_path]).as_dict()
    assert content["words"] == [WITHOUT_VERDICTS]
    ids = [card["id"] for card in content["cards"]["strict"]]
    assert "arrivals" in ids
    assert "averted" not in ids
    assert not any(card["verdict"] or card["direction"] for card in content["cards"]["strict"])


STUDY = """\
name: asked
question: What do stricter gangs change?
scenarios:
  - name: strict
    title: Stricter gangs
    interventions:
      - {kind: change, value: people_interception, multiply: $left, start: 2024-01-01}
levers:
  left: [0.9, 0.5]
days: 20
uncertainties: declared
replicates: 4
"""


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """The folder of a study that was run and reported."""
    folder = tmp_path_factory.mktemp("study")
    (folder / "asked.yaml").write_text(STUDY)
    store = Store(read_study(str(folder / "asked.yaml")), folder / "results" / "asked")
    with store.claimed():
        stored = run_study(store, local(1), lambda *_: None, lambda _: None)
        pairs = save_report(stored, [])
    return store.folder, pairs


def test_a_study_is_one_whose_numbers_are_those_of_its_report(ran):
    folder, pairs = ran
    found = study("asked", [folder.parent])
    assert found.title == "What do stricter gangs change?"
    assert list(found.scenarios.values())[1:] == ["Stricter gangs"] * 2
    content = found.as_dict()
    assert json.loads(json.dumps(content)) == content
    names = [f"strict left={left}" for left in (0.9, 0.5)]
    assert list(content["cards"]) == names
    for point, name in zip(pairs.compared, names, strict=True):
        for outcome in ANSWER:
            assert repr(found.effects()[name][outcome]) == repr(pairs.effects(point)[outcome])
    assert any(names[0] in line for line in content["words"])


def test_a_study_from_before_there_were_verdicts_claims_nothing(ran):
    newer, _ = ran
    folder = newer.parent / "older"
    shutil.copytree(newer, folder)
    table = pq.read_table(folder / EFFECTS)
    since = ("verdict", "simultaneous_low", "simultaneous_high", "margin", "detectable",
             "replicates_to_tell", "reason")  # fmt: skip
    kept = [outcome not in PARTS for outcome in table["outcome"].to_pylist()]
    pq.write_table(table.drop_columns(list(since)).filter(kept), folder / EFFECTS)
    content, then = (study(name, [newer.parent]).as_dict()["cards"] for name in ("older", "asked"))
    assert study("older", [newer.parent]).as_dict()["words"] == [WITHOUT_VERDICTS]
    cards, before = ([card for row in each.values() for card in row] for each in (content, then))
    assert {card["id"] for card in cards} == {card["id"] for card in before} - set(PARTS)
    assert not any(card["verdict"] or card["direction"] for card in cards)


@pytest.mark.parametrize("name", ["../mine", "/etc", "", "mine/../mine", "mine\0"])
def test_only_a_listed_name_is_ever_read(made, name):
    with pytest.raises(InputError, match="there is no study"):
        study(name, [made[0]])


def test_studies_that_ship_are_whole_and_have_replicates_enough(tmp_path):
    shipped = studies([tmp_path / "nowhere"])
    folders = (
        {path.name for path in FINISHED.iterdir() if path.is_dir()} if FINISHED.exists() else set()
    )
    assert set(shipped) == folders
    for each in shipped.values():
        assert each.shipped
        assert each.replicates >= 20
        assert each.as_dict()["words"]
