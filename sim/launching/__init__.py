"""Launching: weather, people per boat, method and zone, departure, crossing."""
