"""Finished studies answer at once, by the names of their folders alone."""

from __future__ import annotations

import json
import time

import pytest

from app.view.studies import studies, study
from experiments.comparison import Comparison
from experiments.paired import effects
from experiments.runner import execute
from experiments.saving import save_comparison
from experiments.study.executors import local
from experiments.study.reading import read_study
from experiments.study.running import run_study
from experiments.study.saving import save_report
from experiments.study.store import FINISHED, Store
from scenarios.errors import InputError


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
    save_comparison(folder / "mine", results, found, ["baseline", "strict"])
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
    folder, held = made
    began = time.process_time()
    told = study("mine", [folder]).as_dict()
    assert time.process_time() - began < 1.0
    assert json.loads(json.dumps(told)) == told
    arrivals = told["cards"]["strict"][0]
    assert arrivals["difference"]["mean"] == held["strict"]["arrivals"].difference.mean
    assert arrivals["difference"]["low"] == held["strict"]["arrivals"].difference.low
    assert told["cards"]["strict"][1]["id"] == "deaths"


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


def test_a_study_is_one_whose_numbers_are_those_of_its_report(tmp_path):
    (tmp_path / "asked.yaml").write_text(STUDY)
    study_file = read_study(str(tmp_path / "asked.yaml"))
    store = Store(study_file, tmp_path / "results" / "asked")
    with store.claimed():
        held = run_study(store, local(1), lambda *_: None, lambda _: None)
        pairs = save_report(held, [])
    found = study("asked", [tmp_path / "results"])
    assert found.title == "What do stricter gangs change?"
    assert list(found.scenarios.values())[1:] == ["Stricter gangs"] * 2
    told = found.as_dict()
    assert json.loads(json.dumps(told)) == told
    names = [f"strict left={left}" for left in (0.9, 0.5)]
    assert list(told["cards"]) == names
    for point, name in zip(pairs.compared, names, strict=True):
        assert found.effects()[name]["deaths"] == pairs.effects(point)["deaths"]
    assert any(names[0] in line for line in told["words"])


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
