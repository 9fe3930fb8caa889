"""Readers of the publishers' layouts, one a file."""
