"""Studies: one research question as a file, run in parts that are whole or absent."""
