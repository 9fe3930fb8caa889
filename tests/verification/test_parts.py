"""The people's part, written four more times, counts what the model counts, day by day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from benchmarks import part_agentpy, part_compiled, part_mesa
from benchmarks.counts import NAMES, Counts
from benchmarks.day_in_parts import PARTS as PARTS_OF_A_DAY
from benchmarks.day_in_parts import day_in_parts
from benchmarks.part_model import Player
from benchmarks.tape import VALUES, Tape, record
from sim.interventions import KINDS
from sim.model import SmugglingModel

pytestmark = [pytest.mark.slow, pytest.mark.early]

Play = Callable[[Tape], Counts]

RESTLESS = {
    "people_per_year": 60_000, "hub_capacity": 300, "congestion_slowdown": 2,
    "change_gang_hazard": 0.1, "leave_hazard": 0.03, "leave_after_failure": 0.2,
    "incident_rate": 0.1, "death_tail": 0.6, "rescued_to_uk": 0.4, "gangs_at_start": 14,
    "exit_hazard": 1.0, "break_up_chance": 1.0, "boat_supply_per_week": 90,
    "engine_supply_per_week": 130, "cover_days": 40, "overload_scale": 120,
}  # fmt: skip
"""A crowded world of short-lived gangs, in which much goes wrong."""
CLOSED = [
    KINDS["change"](
        start=date(2024, 1, 5), end=date(2024, 1, 25), value="corridor_open", entity=corridor,
        multiply=0.0,
    )
    for corridor in ("PAR-LIL", "PAR-CQF", "PAR-SOM", "SOF-BEG")
]  # fmt: skip


def in_c() -> Play:
    compiler = part_compiled.c_compiler()
    if compiler is None:
        pytest.skip("no C compiler")
    return part_compiled.in_c(compiler)


def in_agentpy() -> Play:
    if not part_agentpy.INSTALLED:
        pytest.skip("agentpy is not installed")
    return part_agentpy.play


PARTS: dict[str, Callable[[], Play]] = {
    "mesa": lambda: part_mesa.play,
    "agentpy": in_agentpy,
    "c": in_c,
    "numba": lambda: part_compiled.in_numba,
}


@pytest.fixture(scope="module", params=["from the first day", "after a warm-up"])
def beginning(request, world, make_scenario) -> SmugglingModel:
    """The model at the point where a tape begins."""
    if request.param == "after a warm-up":
        model = SmugglingModel(world, make_scenario(days=120, warmup_days=100), 1, 0)
        model.run_until(model.run_scenario.first_day + 100)
        return model
    scenario = make_scenario(
        days=100, warmup_days=70, parameters=RESTLESS, interventions=tuple(CLOSED)
    )
    return SmugglingModel(world, scenario, 3, 1)


@pytest.fixture(scope="module")
def tape(beginning) -> Tape:
    days = beginning.run_scenario.end.toordinal() - beginning.day
    return record(beginning.branch(beginning.run_scenario), days)


def test_a_model_that_runs_its_days_in_parts_is_the_model(beginning):
    whole, parted = (beginning.branch(beginning.run_scenario) for _ in range(2))
    end = beginning.run_scenario.end.toordinal()
    whole.run_until(end)
    while parted.day < end:
        assert len(list(day_in_parts(parted))) == len(PARTS_OF_A_DAY)
    daily = parted.record.daily()
    for name, values in whole.record.daily().items():
        np.testing.assert_array_equal(daily[name], values, name)


def test_the_models_own_part_counts_what_the_model_counts(beginning, tape):
    counts = Player(beginning.branch(beginning.run_scenario), tape).play()
    assert counts.differences(tape.counts) == []


@pytest.mark.parametrize("part", PARTS)
def test_another_version_counts_what_the_model_counts(tape, part):
    counts = PARTS[part]()(tape)
    for name in NAMES:
        assert counts.column(name).tolist() == tape.counts.column(name).tolist(), name
    assert counts.differences(tape.counts) == []


def test_the_tapes_hold_all_that_can_happen(tape):
    never = {name for name in NAMES if not tape.counts.column(name).any()}
    assert never == set()
    assert np.unique(tape.routes_on).size > 10 and tape.turned.size
    if not tape.people.size:
        assert tape.gangs > tape.gangs_on[0]
        assert (tape.routes[:, :, tape.origin, -1] == 0.0).any()


def test_a_version_that_plays_another_run_is_found_out(world, make_scenario):
    tapes = []
    for replicate in (0, 1):
        model = SmugglingModel(world, make_scenario(days=70, warmup_days=30), 1, replicate)
        tapes.append(record(model, 100))
    play = part_compiled.compiled()
    first, second = map(play, tapes)
    assert first.differences(tapes[0].counts) == second.differences(tapes[1].counts) == []
    assert {"interceptions", "moving", "passed"} <= set(first.differences(tapes[1].counts))


@pytest.mark.parametrize("wrong", ["leave_hazard", "prevention_rate", "group_size"])
def test_one_value_off_is_found_out(tape, wrong):
    values = tape.values.copy()
    values[VALUES.index(wrong)] *= 1.1
    assert part_compiled.compiled()(replace(tape, values=values)).differences(tape.counts)


def test_a_value_that_changes_on_the_way_cannot_be_recorded(world, make_scenario):
    later = KINDS["change"](start=date(2023, 9, 10), value="leave_hazard", multiply=2.0)
    scenario = make_scenario(days=1, interventions=(later,))
    with pytest.raises(ValueError, match="changes while it is recorded"):
        record(SmugglingModel(world, scenario, 1, 0), 30)
