"""One day, in order.

The order follows the way news travels. What policy and the sea decide comes first, since everyone
meets it. People enter, choose a gang and set out; boats are ordered; both move, boats rest in
stores, both meet enforcement and reach the coast. Only then do gangs sell
one another boats and launch, so that today's arrivals on the coast can leave today. What
enforcement found becomes leads, leads become cases, gangs recover, everybody learns, and last the
day is written down.
"""

from __future__ import annotations

from collections.abc import Callable

from sim import current_values
from sim.enforcement import intelligence, interdiction, justice, learning
from sim.equipment import procurement, resale, storage
from sim.gangs import recovery, routing
from sim.launching import departure, launch_decision, weather
from sim.outcomes import recorder
from sim.people import demand, movement, recruitment, waiting
from sim.state import ModelState

Process = Callable[[ModelState], None]

SCHEDULE: tuple[tuple[str, Process], ...] = (
    ("interventions", current_values.run),
    ("weather", weather.run),
    ("demand", demand.run),
    ("recruitment", recruitment.run),
    ("procurement", procurement.run),
    ("routing", routing.run),
    ("movement", movement.run),
    ("storage", storage.run),
    ("interdiction", interdiction.run),
    ("waiting", waiting.run),
    ("resale", resale.run),
    ("launching", launch_decision.run),
    ("departure", departure.run),
    ("intelligence", intelligence.run),
    ("justice", justice.run),
    ("recovery", recovery.run),
    ("learning", learning.run),
    ("outcomes", recorder.run),
)
