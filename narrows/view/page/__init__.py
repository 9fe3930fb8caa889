"""The page: one part of it a file, each with its Vue file in ``vue``."""
