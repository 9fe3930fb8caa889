"""The named values of a scenario: parameters, and numbers by unit, agency, side, corridor, zone."""

from __future__ import annotations

import math

import numpy as np

from sim.core.parameter import OnChange
from sim.named_values import Values
from sim.parameters import PARAMETERS, resolve
from sim.scenario import Scenario
from sim.world import World

TALLIES = ("public_spending", "officers_recruiting", "officers_training")
SHARES = ("unshared", "corridor_open")
CONVICTION_CEILING = 0.94
"""Highest chance of conviction that measures can reach (E073); a scenario may state more."""
BY_ENTITY = {
    "officers": OnChange.OFFICERS,
    "unshared": OnChange.READ_DAILY,
    "targeting": OnChange.OFFICERS,
    "investigators": OnChange.READ_DAILY,
    "entry_factor": OnChange.READ_DAILY,
    "corridor_open": OnChange.ROUTES,
    "hub_detection": OnChange.READ_DAILY,
    "hub_interception": OnChange.READ_DAILY,
    "store_reach": OnChange.READ_DAILY,
    "zone_reach": OnChange.READ_DAILY,
    "method_reach": OnChange.READ_DAILY,
    "method_exposure": OnChange.READ_DAILY,
    "supplier_share": OnChange.READ_DAILY,
}
"""Values of which each unit, agency or place has one, and what happens when one changes."""
ON_CHANGE = {name: parameter.on_change for name, parameter in PARAMETERS.items()} | BY_ENTITY
READ_ONCE = {name for name, change in ON_CHANGE.items() if change is OnChange.READ_ONCE}
"""Parameters that are read before the first day; a change by date would do nothing."""


def named_values(world: World, scenario: Scenario) -> Values:
    """Build the values that processes read, with all changes of the scenario's interventions.

    Besides every parameter there are, by entity: ``officers``, ``unshared`` (share of leads kept)
    and ``targeting`` (factor on looking) by unit; ``investigators`` by agency; ``entry_factor`` by
    side; ``corridor_open`` by corridor, 0 to 1; ``hub_detection`` and ``hub_interception``, factors
    on how people who leave a hub are looked for and stopped, by hub; ``store_reach``, a factor on
    how stores are looked for, by hub; ``zone_reach`` by departure zone; ``method_reach`` and
    ``method_exposure`` by method of launching; ``supplier_share`` of supply by supplier. The scalar
    ``public_spending`` is in GBP a day; ``officers_recruiting`` and ``officers_training`` are those
    whom interventions pay for and who do not count yet.

    Raises:
        KeyError: If an intervention names an unknown value or entity, or one that is read once.
        ValueError: If a parameter is out of bounds.
    """
    units = [unit.name for unit in world.units]
    methods = [method.name for method in world.methods]
    corridors = [corridor.name for corridor in world.network.corridors]
    hubs = [hub.name for hub in world.network.hubs]
    vectors = {
        "officers": (units, np.array([unit.officers for unit in world.units])),
        "unshared": (units, np.array([1.0 - unit.sharing for unit in world.units])),
        "targeting": (units, np.ones(len(units))),
        "investigators": (
            [agency.name for agency in world.agencies],
            np.array([agency.investigators for agency in world.agencies]),
        ),
        "entry_factor": (world.sides, np.ones(len(world.sides))),
        "corridor_open": (corridors, np.ones(len(corridors))),
        "hub_detection": (hubs, np.ones(len(hubs))),
        "hub_interception": (hubs, np.ones(len(hubs))),
        "store_reach": (hubs, np.ones(len(hubs))),
        "zone_reach": (world.network.zone_names, world.zone_reach),
        "method_reach": (methods, np.array([method.reach for method in world.methods])),
        "method_exposure": (methods, np.array([method.exposure for method in world.methods])),
        "supplier_share": (
            [supplier.name for supplier in world.suppliers],
            np.array([supplier.share for supplier in world.suppliers]),
        ),
    }
    given = resolve(scenario.parameters)
    scalars = {name: v if isinstance(v, str) else float(v) for name, v in given.items()}
    scalars |= dict.fromkeys(TALLIES, 0.0)
    bounds = {name: p.bounds for name, p in PARAMETERS.items() if not p.choices}
    bounds["conviction_chance"] = (
        0.0,
        max(CONVICTION_CEILING, float(scalars["conviction_chance"])),
    )
    bounds |= dict.fromkeys(vectors, (0.0, math.inf)) | dict.fromkeys(SHARES, (0.0, 1.0))
    base = Values(scalars, vectors, bounds)
    modifiers = [
        modifier
        for intervention in scenario.interventions
        for modifier in intervention.modifiers(base)
    ]
    for modifier in modifiers:
        if modifier.value in READ_ONCE:
            raise KeyError(
                f"{modifier.value} is read before the first day; set it under parameters instead"
            )
    return Values(scalars, vectors, bounds, modifiers)
