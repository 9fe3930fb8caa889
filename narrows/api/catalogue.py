"""What may be named: scenarios, outcomes and parameters, as tables."""

from __future__ import annotations

import pandas as pd

from scenarios.loader import load_scenario, scenario_names
from scenarios.packaged_places import OUTCOMES
from sim.parameters import PARAMETERS


def scenarios() -> pd.DataFrame:
    """Scenarios of the library, one row each.

    Columns: name, title, start, days, interventions (their number).

    Example::

        narrows.scenarios()
    """
    loaded = [load_scenario(name) for name in scenario_names()]
    return pd.DataFrame(
        {
            "name": [each.name for each in loaded],
            "title": [each.title for each in loaded],
            "start": pd.to_datetime([each.start for each in loaded]),
            "days": [each.days for each in loaded],
            "interventions": [len(each.interventions) for each in loaded],
        }
    )


def outcomes() -> pd.DataFrame:
    """Outcomes that every run reports, one row each. Columns: outcome, unit, counts, definition.

    Example::

        narrows.outcomes().set_index("outcome").loc["arrivals", "definition"]
    """
    rows = [(each.name, each.unit, each.counts, each.definition) for each in OUTCOMES.values()]
    return pd.DataFrame(rows, columns=["outcome", "unit", "counts", "definition"])


def parameters() -> pd.DataFrame:
    """Parameters of the model, one row each.

    Columns: parameter, default, unit, grade (how far it is known), source (evidence ids), meaning.

    Example::

        narrows.parameters().query("unit == 'days'")
    """
    rows = [
        (each.name, each.default, each.unit, each.grade.value, each.source, each.meaning)
        for each in PARAMETERS.values()
    ]
    columns = ["parameter", "default", "unit", "grade", "source", "meaning"]
    return pd.DataFrame(rows, columns=columns)
