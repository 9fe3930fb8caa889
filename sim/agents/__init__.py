"""Who acts: gangs, hubs, enforcement units and agencies."""

from sim.agents.enforcement import Agency, EnforcementUnit, Units
from sim.agents.gangs import Gang, Gangs, Role
from sim.agents.hubs import Hub

__all__ = [
    "Agency", "EnforcementUnit", "Gang", "Gangs", "Hub", "Role", "Units",
]  # fmt: skip
