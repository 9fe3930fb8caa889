"""How often intervals of real runs hold what they say, and what makes them wide."""
