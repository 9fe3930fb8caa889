"""Scenarios: data, evidence, YAML files and a thin loader."""
