"""Outcomes: what a run reports, each with unit, definition and what it counts."""
