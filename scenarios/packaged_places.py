"""Outcomes, daily columns and departure zones of the packaged tables."""

from __future__ import annotations

from scenarios.packaged_data import DATA
from scenarios.world_tables import read_places
from sim.outcomes import declared

PLACES = read_places(DATA)
OUTCOMES = declared.outcomes(PLACES)
"""Every outcome by name, in the order of tables."""
DAILY_COLUMNS = declared.daily_columns(PLACES)
"""Columns of the daily table, in order."""
DEPARTURE_ZONES = tuple(zone.name for zone in PLACES.zones)
"""Names of the departure zones."""
