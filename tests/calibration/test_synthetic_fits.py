"""Fits of made data go on where they were stopped, to the same bytes, and are distinguished."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from calibration import fitting, synthetic_fits
from calibration.ensemble_smoother import Observed
from calibration.fitting import Design, Fit
from calibration.sbc import summary
from calibration.synthetic_fits import Study, finished
from runs import worker_pool
from scenarios.errors import InputError
from scenarios.packaged_places import DAILY_COLUMNS
from scenarios.world_tables import load_world

pytestmark = pytest.mark.slow

DESIGN = Design(date(2022, 12, 31), members=8, inflations=(1.0,))


def toy(part, member, scores):
    """A run of a world in which numbers of a day follow from two free numbers and chance."""
    days, columns = part.design.past.days, len(DAILY_COLUMNS)
    uniforms = np.random.default_rng((part.design.seed, member)).uniform(0.5, 1.5, (days, columns))
    return 50.0 * np.exp(0.3 * scores[0] + 0.2 * scores[-1]) * uniforms


@pytest.fixture(scope="module", autouse=True)
def _toy_world_in_this_process():
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(worker_pool, "run_chunks", lambda work, tasks, *_: work(tasks))
        patched.setattr(fitting.Part, "_run", toy)
        patched.setattr(fitting, "known_world", lambda *_: load_world())
        yield


def stopping(monkeypatch, step):
    """Stop a fit when it comes to a step."""
    once = fitting.Part.run

    def stops(part):
        if part.step == step and part.batch.name != "truth":
            raise KeyboardInterrupt
        once(part)

    monkeypatch.setattr(fitting.Part, "run", stops)


def run(folder, design=DESIGN, sets=2):
    content = []
    Study(design, folder).run(sets, 1, lambda *done: content.append(done))
    return content


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ranks")
    content = run(folder)
    return folder, content


def test_a_finished_set_is_one_small_file(whole):
    folder, content = whole
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))
    sets = ["set-0000.json", "set-0001.json"]
    assert found == ["ranks.json", *(f"receipts/{name}" for name in sets), *sets]
    assert (folder / "set-0000.json").stat().st_size < 20_000
    assert content[-1] == (2 * DESIGN.runs, 2 * DESIGN.runs)


def test_a_study_that_was_stopped_goes_on_to_the_same_bytes(whole, tmp_path, monkeypatch):
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        stopping(patched, step=1)
        run(tmp_path, sets=1)
    assert not (tmp_path / "set-0000.json").exists()
    run(tmp_path, sets=1)
    assert (tmp_path / "set-0000.json").read_bytes() == (whole[0] / "set-0000.json").read_bytes()


def test_ranks_are_read_back_for_every_free_number_and_outcome(whole):
    note, ranks = finished(whole[0])
    assert (note["members"], note["cutoff"]) == (8, "2022-12-31")
    assert ranks["free"].ranks.shape == (2, len(DESIGN.priors.names))
    assert set(ranks["free"].names) == set(DESIGN.priors.names)
    assert "arrivals of the last quarter" in ranks["outcomes"].names
    assert np.isfinite(ranks["free"].residuals).all()
    truths = [json.loads((whole[0] / f"set-000{n}.json").read_text())["free"] for n in (0, 1)]
    assert truths[0]["leave_hazard"]["truth"] != truths[1]["leave_hazard"]["truth"]
    assert summary(ranks["free"], normal=True)[0] == f"2 sets, {len(DESIGN.priors.names)} numbers"


def test_sets_of_another_design_or_code_are_not_taken(whole, monkeypatch):
    with pytest.raises(InputError, match="its members is 8, not 9; give another folder"):
        run(whole[0], replace(DESIGN, members=9))
    monkeypatch.setattr("calibration.synthetic_fits.code_digest", lambda: "changed")
    with pytest.raises(InputError, match="it was run by another version of the model"):
        run(whole[0])


def test_ranks_of_other_code_are_not_shown(whole, monkeypatch):
    monkeypatch.setattr("calibration.synthetic_fits.code_digest", lambda: "changed")
    with pytest.raises(InputError, match="other code than the present; run"):
        finished(whole[0])


def test_the_code_of_the_fit_is_part_of_what_a_set_is_of(monkeypatch, tmp_path):
    before = synthetic_fits._code()
    other = tmp_path / "fitting.py"
    other.write_bytes(Path(fitting.__file__).read_bytes() + b"#")
    monkeypatch.setattr(fitting, "__file__", str(other))
    assert synthetic_fits._code() != before


def test_one_set_has_no_ranks_to_show(whole, tmp_path):
    (tmp_path / "set-0000.json").write_bytes((whole[0] / "set-0000.json").read_bytes())
    with pytest.raises(InputError, match="two or more"):
        finished(tmp_path)


def test_a_folder_of_a_real_fit_is_not_taken_for_made_data(tmp_path, monkeypatch):
    stopping(monkeypatch, step=0)
    real = Fit(DESIGN, tmp_path, 1, lambda *_: None)
    with pytest.raises(KeyboardInterrupt):
        real.posterior()
    parts = sum(target.low.size for target in DESIGN.targets)
    made = replace(real, observed=Observed(np.zeros(parts), np.ones(parts)))
    with pytest.raises(InputError, match="holds another fit: its observed differs"):
        made.posterior()


@pytest.mark.long
def test_a_number_that_data_know_is_found_and_ranks_as_it_should(tmp_path):
    run(tmp_path, Design(DESIGN.cutoff, members=50, inflations=(2.0, 2.0)), sets=8)
    _, ranks = finished(tmp_path)
    kept = [json.loads(path.read_text())["free"] for path in sorted(tmp_path.glob("set-*"))]
    truths, means = np.array(
        [(each["people_per_year"]["truth"], each["people_per_year"]["mean"]) for each in kept]
    ).T
    assert np.corrcoef(truths, means)[0, 1] > 0.6
    narrowed = np.mean([each["people_per_year"]["sd"] for each in kept])
    assert narrowed < np.mean([each["leave_hazard"]["sd"] for each in kept])
    kept = [ranks["free"].coverage(level) for level in (0.5, 0.9)]
    assert all(each.agrees for each in kept)
