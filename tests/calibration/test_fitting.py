"""A fit goes on where it was stopped, gives the same bytes, and takes nobody else's runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from calibration import fitting, weather_record
from calibration.data_series.data_source import DataSource
from calibration.fitting import FROM_POSTERIOR, WAVES, Design, Fit
from calibration.past_scenario import past_of
from calibration.posterior import Posterior, load_posterior
from calibration.validated_posterior import usable_posterior
from calibration.warm_start import scores_of
from runs import worker_pool
from scenarios.errors import InputError
from scenarios.world_tables import load_world
from sim.interventions import KINDS

pytestmark = pytest.mark.slow

DESIGN = Design(date(2022, 12, 31), members=6, inflations=(1.0,))


def fit(folder, design=DESIGN, workers=1):
    content = []
    _, table = Fit(design, folder, workers, lambda *done: content.append(done)).save()
    return (folder / "posterior.parquet").read_bytes(), table, content


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fit")
    return folder, *fit(folder)


@pytest.mark.long
def test_a_fit_that_was_stopped_goes_on_to_the_same_bytes(whole, tmp_path, monkeypatch):
    _, expected, _, content = whole
    assert content[-1] == (DESIGN.runs, DESIGN.runs)
    run = fitting.Part.run

    def stops(part):
        if part.step == 1:
            raise KeyboardInterrupt
        run(part)

    with monkeypatch.context() as patched:
        patched.setattr(worker_pool, "run_chunks", lambda work, parts, *_: work(parts))
        patched.setattr(fitting.Part, "run", stops)
        with pytest.raises(KeyboardInterrupt):
            fit(tmp_path)
    left = sorted(path.name for path in (tmp_path / "step-0").iterdir())
    assert left == ["part-00000.json", "part-00000.npz", "part-00005.json", "part-00005.npz"]
    damaged = tmp_path / "step-0" / "part-00005.npz"
    damaged.write_bytes(damaged.read_bytes()[:-9])
    (tmp_path / "step-0" / "part-00000.npz").unlink()
    again, _, content = fit(tmp_path, workers=2)
    assert again == expected
    assert content[0][0] > 1


def test_members_move_towards_the_targets(whole):
    folder, _, table, _ = whole
    with np.load(folder / "step-0" / "part-00000.npz") as prior:
        assert prior["daily"].shape[:2] == (5, DESIGN.past.days)
    assert table.columns["arrivals"].shape == (6, DESIGN.past.days)


def test_the_posterior_is_the_draws_of_the_last_wave(whole):
    folder = whole[0]
    steps = sorted(path.name for path in folder.glob("step-*"))
    assert steps == [f"step-{number}" for number in range(2 + WAVES)]
    drawn = [np.load(folder / step / "part-00000.npz")["scores"] for step in steps]
    first = DESIGN.priors.values(drawn[-1][0])["people_per_year"]
    posterior = load_posterior(folder / "posterior.parquet")
    assert posterior.parameters["people_per_year"][0] == pytest.approx(first, rel=1e-5)
    for before, after in pairwise(drawn[2:]):
        assert not np.allclose(before, after)


def test_the_runs_of_another_design_or_code_are_not_taken(whole, monkeypatch):
    folder = whole[0]
    with pytest.raises(InputError, match="holds another fit: its members is 6, not 7; give"):
        fit(folder, Design(DESIGN.cutoff, members=7, inflations=(1.0,)))
    monkeypatch.setattr(fitting, "code_digest", lambda: "changed")
    with pytest.raises(InputError, match="it was run by another version of the model"):
        fit(folder)


def test_a_folder_of_other_files_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match=r"holds 'mine\.txt', which is no part of a fit; give"):
        fit(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_what_is_held_out_is_fitted_only_when_asked_for():
    cutoff = date(2025, 10, 31)
    fitted = {target.name for target in Design(cutoff).targets}
    whole = {target.name for target in Design(cutoff, whole=True).targets}
    assert "arrivals" in fitted
    assert whole - fitted >= {"arrivals-autumn-2025", "boats-autumn-2025"}
    assert not {"operation-channel", "takedown-load", "boats-seized-inland"} & whole
    early = Design(date(2023, 6, 30)).targets
    assert all(target.period.last <= date(2023, 6, 30) for target in early)


def test_a_fit_from_a_posterior_goes_on_and_says_what_it_rests_on(
    tmp_path, monkeypatch, make_scenario
):
    climate = load_world().climate
    fitted = weather_record.Estimate(
        climate, 0.05, 0.7, {2019: 0.8, 2020: 0.8, 2021: 0.9, 2022: 0.9}
    )
    monkeypatch.setattr(weather_record, "fit", lambda _: fitted)
    usual = load_posterior()
    few = {name: values[:4] for name, values in usual.parameters.items()}
    start = Posterior(few, {at: of[:4] for at, of in usual.demand.items()}, {}, "0" * 64)
    change = KINDS["change"](value="people_interception", multiply=0.5, start=date(2022, 3, 1))
    history = make_scenario(name="mine", interventions=(change,), warmup_days=60)
    design = Design(
        date(2022, 12, 31), 4, inflations=FROM_POSTERIOR, start=start, history=history
    )  # fmt: skip
    whole, _, content = fit(tmp_path / "one", design)
    assert content[-1] == (design.runs, design.runs)
    path = tmp_path / "one" / "posterior.parquet"
    facts = usable_posterior(path).facts
    assert facts["from"] == "0" * 64 and facts["data"] == DataSource().facts
    assert past_of(load_posterior(path), design.cutoff).interventions == (change,)
    with np.load(tmp_path / "one" / "step-0" / "part-00000.npz") as first:
        np.testing.assert_array_equal(first["scores"], scores_of(design.priors, start))
    assert fit(tmp_path / "one", design)[0] == whole
    with pytest.raises(InputError, match=r"holds another fit: its (inflations|history|from)"):
        fit(tmp_path / "one", replace(design, start=None, history=None, inflations=(1.0,)))
