"""Uncertainty of effects: what drives it, what would change a conclusion, what knowing is worth."""
