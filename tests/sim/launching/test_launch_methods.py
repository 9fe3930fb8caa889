"""Methods of launching: known from a day on, and spread by imitation."""

from __future__ import annotations

from datetime import date

import numpy as np

from sim.launching.launch_methods import method_habit
from sim.model import SmugglingModel


def habit(model: SmugglingModel) -> np.ndarray:
    w = model.everything()
    return method_habit(w.now[0], w.values[0], w.vectors, w.shore, w.tallies, len(model.gangs))


def test_a_method_is_not_used_before_it_is_known(world, make_scenario):
    scenario = make_scenario(start=date(2022, 6, 1), days=150, warmup_days=60)
    model = SmugglingModel(world, scenario, 1, 0)
    model.run()
    daily = model.record.daily()
    assert daily["boats_launched_taxi_boat"].sum() == 0 < daily["boats_launched_beach"].sum()
    model.day = date(2023, 4, 1).toordinal()
    assert habit(model)[-1] > 0.0


def test_what_gangs_do_lately_is_imitated(world, make_scenario):
    model = SmugglingModel(world, make_scenario(parameters={"method_imitation": 0.6}), 1, 0)
    reach = np.array([method.reach for method in world.methods])
    assert np.allclose(habit(model), reach)
    model.gangs.launched[0, 0, 2] = 30.0
    model.gangs.launched[1, 1, 0] = 10.0
    lately = reach.sum() * np.array([0.25, 0.0, 0.75])
    assert np.allclose(habit(model), 0.4 * reach + 0.6 * lately)
