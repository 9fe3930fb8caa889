"""Who acts: gangs, hubs, enforcement units and agencies."""

from sim.enforcement.units import Agency, EnforcementUnit, Units
from sim.gangs.gangs import Gang, Gangs, Role
from sim.people.hubs import Hub

__all__ = [
    "Agency", "EnforcementUnit", "Gang", "Gangs", "Hub", "Role", "Units",
]  # fmt: skip
