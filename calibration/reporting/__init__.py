"""Figures, tables and pages of calibration."""
