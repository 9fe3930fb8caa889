"""Comparisons: how many replicates an effect needs."""
