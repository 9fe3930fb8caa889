"""Enforcement: units, interdiction, learning, intelligence, cases, justice."""
