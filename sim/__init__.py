"""The model: gangs, hubs, enforcement and the two flows that meet on the coast.

Read :mod:`sim.schedule` first: one day, in order.
"""

__version__ = "0.4.0"
