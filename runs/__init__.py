"""Runs: execution over processes or a cluster, storage, provenance and progress."""
