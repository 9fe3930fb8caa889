"""People: demand, choice of gang, movement, waiting."""
