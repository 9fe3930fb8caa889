"""What policies rest on, and the made parts of the page on calibration."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from calibration.fitting import Design
from calibration.identifiability import policy_drivers
from calibration.identifiability.data_information import learnt, standardised, ties
from calibration.posterior import Posterior, load_posterior
from calibration.rank_statistics import Ranks
from calibration.reporting import identifiability_page
from calibration.reporting.write_identifiability import PAGE, Found, parts, save, write
from runs.intervals import Interval
from runs.reporting.generated_sections import DOCS, marks
from runs.results import Results
from scenarios.packaged_places import OUTCOMES

pytestmark = pytest.mark.slow

PRIORS = Design(date(2022, 12, 31)).priors
CHANCE = np.random.default_rng(6)
MEMBERS = 40


@pytest.fixture(scope="module")
def posterior():
    scores = CHANCE.standard_normal((MEMBERS, len(PRIORS.names)))
    scores[:, 0] = 2.0 + 0.3 * scores[:, 0]
    at = PRIORS.names.index("leave_hazard")
    drawn = scores[:, at]
    scores[:, at] = 1.2 * (drawn - drawn.mean()) / drawn.std()
    facts = {"cutoff": "2022-12-31", "seed": 1}
    return Posterior.of(PRIORS, scores, facts)


@pytest.fixture(scope="module")
def members(posterior):
    return standardised(PRIORS, posterior)


@pytest.fixture
def results(make_results, members):
    """Arrivals fall by more where people leave sooner; expected deaths change by chance alone."""
    made = make_results(MEMBERS, expected_deaths=(-50.0, 5.0))
    outcomes = made.outcomes.copy()
    position = list(OUTCOMES).index("arrivals")
    fall = 0.1 + 0.02 * members["leave_hazard"]
    outcomes[1, :, position] = (1.0 - fall) * outcomes[0, :, position]
    return replace(made, outcomes=outcomes)


def test_a_dependence_is_found_where_it_was_put(results, members):
    arrivals, deaths = policy_drivers.rests(results, members, 1)
    assert (arrivals.scenario, arrivals.outcome) == ("policy", "arrivals")
    assert [each.name for each in arrivals.clear] == ["leave_hazard"]
    assert arrivals.on[0].correlation == pytest.approx(-1.0)
    assert arrivals.change.mean == pytest.approx(-0.1, abs=0.01)
    assert not deaths.clear
    assert len(deaths.on) == len(members)


def test_replicates_go_with_the_members_of_their_number(results, members):
    later = {name: np.concatenate([np.zeros(5), values]) for name, values in members.items()}
    design = replace(results.comparison, first=5)
    moved = policy_drivers.rests(Results(design, results.outcomes, results.daily), later, 1)
    assert moved == policy_drivers.rests(results, members, 1)
    with pytest.raises(ValueError, match="replicate 39 has no member"):
        few = {name: values[:30] for name, values in members.items()}
        policy_drivers.rests(results, few, 1)


def test_a_number_that_data_do_not_move_and_an_effect_rests_on_is_named(results, members):
    rests = policy_drivers.rests(results, members, 1)
    content = identifiability_page.policies_part(rests, learnt(members), MEMBERS, 1)
    assert "- **policy**, arrivals: the effect partly rests on `leave_hazard`, which" in content
    assert "**policy**, expected deaths" not in content
    assert "| policy | expected deaths |" in content
    known = {**members, "leave_hazard": 0.1 * members["leave_hazard"]}
    content = identifiability_page.policies_part(rests, learnt(known), MEMBERS, 1)
    assert "partly rests on" not in content
    assert "No effect is seen to rest on" in content


def test_an_undefined_change_is_not_given_a_number(members):
    change = Interval(float("nan"), float("nan"), float("nan"))
    rest = policy_drivers.Rest("policy", "arrivals", change, ())
    found = learnt(members)
    assert "| undefined in a draw | nothing seen |" in identifiability_page.policies_part(
        [rest], found, 40, 1
    )


def test_the_page_names_every_parameter_and_those_that_data_do_not_move(posterior, members):
    found = learnt(members)
    content = identifiability_page.learnt_part(PRIORS, posterior, found, ties(members))
    for prior in PRIORS.parameters:
        assert f"| `{prior.parameter}` | " in content
    row = next(line for line in content.splitlines() if "| `people_per_year` |" in line)
    assert row.endswith("| moved and narrowed |")
    untouched = re.search(r"\*\*Not moved by the data:\*\* (.*?)\. What", content)[1]
    assert "`leave_hazard`" in untouched
    assert "`people_per_year`" not in untouched


def made_ranks(spread, shift=0.0):
    drawn = np.random.default_rng(8).standard_normal((40, 10, 51))
    truth, of = drawn[..., 0], shift + spread * drawn[..., 1:]
    residuals = (truth - of.mean(axis=2)) / of.std(axis=2, ddof=1)
    names = tuple(f"number {n}" for n in range(10))
    return Ranks(names, (of < truth[..., None]).sum(axis=2), residuals, 50)


@pytest.mark.parametrize(
    ("spread", "shift", "verdict"),
    [
        (1.0, 0.0, "**Even.** Nothing parts the ranks"),
        (0.5, 0.0, "**Not even.** Draws are too close together"),
        (2.0, 0.0, "**Not even.** Draws are too far apart"),
        (2**0.5, 1.0, "**Not even.** Draws are neither too close together nor too far apart"),
    ],
)
def test_the_verdict_on_ranks_says_what_is_wrong(spread, shift, verdict):
    note = {"cutoff": "2022-12-31", "inflations": [2.0, 2.0], "seed": 1}
    made = made_ranks(spread, shift)
    content = identifiability_page.ranks_part(note, {"free": made, "outcomes": made})
    assert verdict in content
    assert content.count("right: 1.0") == 1


def test_figures_and_the_parts_that_are_there_are_written(posterior, tmp_path):
    made = parts(tmp_path, Found(posterior))
    assert set(made) == {identifiability_page.LEARNT}
    write(tmp_path, made)
    before = (DOCS / identifiability_page.NAME).read_text(encoding="utf-8")
    after = (tmp_path / identifiability_page.NAME).read_text(encoding="utf-8")
    assert (
        after.split(marks(identifiability_page.LEARNT)[0])[0]
        == before.split(marks(identifiability_page.LEARNT)[0])[0]
    )
    assert (
        after.split(marks(identifiability_page.LEARNT)[1])[1]
        == before.split(marks(identifiability_page.LEARNT)[1])[1]
    )
    for name in re.findall(r"!\[[^]]+\]\(([^)]+)\)", made[identifiability_page.LEARNT]):
        assert 0 < (tmp_path / name).stat().st_size < 150_000


def test_a_folder_of_its_own_holds_the_parts_alone(posterior, tmp_path):
    made = made_ranks(1.0)
    note = {"cutoff": "2022-12-31", "inflations": [2.0, 2.0], "seed": 1}
    save(tmp_path / "out", Found(posterior, ranks=(note, {"free": made, "outcomes": made})))
    page = (tmp_path / "out" / PAGE).read_text(encoding="utf-8")
    assert "## What the data move" in page and "## Ranks of known truths" in page
    assert "## What each policy's effect rests on" not in page
    for name in re.findall(r"!\[[^]]+\]\(([^)]+)\)", page):
        assert (tmp_path / "out" / name).stat().st_size > 0


def test_a_run_of_members_gives_the_effects_of_each_under_its_own_numbers(monkeypatch):
    monkeypatch.setattr(policy_drivers, "SCENARIOS", ("baseline", "takedown"))
    loaded = policy_drivers.load_scenario
    monkeypatch.setattr(
        policy_drivers, "load_scenario", lambda name: replace(loaded(name), days=20)
    )
    found = policy_drivers.run(load_posterior(), 2, 1, 1, lambda *_: None)
    assert found.comparison.names == ["baseline", "takedown"]
    assert found.outcomes.shape == (2, 2, len(OUTCOMES))
    arrivals = found.outcome("baseline", "arrivals")
    assert arrivals[0] != arrivals[1]
