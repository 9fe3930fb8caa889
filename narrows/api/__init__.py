"""The Python API, one file a purpose; its names are those of the package ``narrows``."""
