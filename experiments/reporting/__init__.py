"""Figures, tables and reports of experiments."""
