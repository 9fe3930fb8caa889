"""Names of outcomes in plain words."""

NAMES = {
    "arrivals": "arrivals",
    "averted": "people averted",
    "delayed": "people delayed",
    "deaths": "deaths",
    "expected_deaths": "expected deaths",
    "deaths_per_1000_attempts": "deaths per 1,000 attempts",
    "deaths_per_1000_at_sea": "deaths per 1,000 at sea",
    "people_per_boat": "people per boat",
    "attempts": "attempts to cross",
    "boats_seized": "boats seized",
    "price": "price per seat",
    "public_cost": "public cost",
}
"""Outcomes that tables and figures show, in plain words; deaths stand beside crossings."""
