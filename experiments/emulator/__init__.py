"""Emulators: what a study says of its effects, between the points that were run."""
