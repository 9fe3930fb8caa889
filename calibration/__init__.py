"""Calibration: what the model must agree with, and how far it does."""
