"""The eight patterns as figures with captions, one a file."""
