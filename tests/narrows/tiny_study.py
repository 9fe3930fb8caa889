"""A study small enough to run in a test of commands and of the library."""

from __future__ import annotations

TINY = """\
name: tiny
question: How few boats?
scenarios:
  - name: scarce
    interventions:
      - kind: change
        value: boat_supply_per_week
        multiply: 0.5
        start: 2024-01-01
days: 2
warmup_days: 0
uncertainties: declared
replicates: 3
"""
