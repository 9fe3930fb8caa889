"""The eight patterns: what the model does beside what was seen, as figures and one page."""
