"""Experiments: designs of runs, their execution, paired analysis, results folders and reports."""
