"""The daily columns that the model's processes write, in the order of the daily table.

Those that are declared once for all places of a kind get a column for each row of the world's
tables. An outcome that needs a column of its own declares it in its own file.
"""

from sim.outcomes.outcome import ByPlace

ARRIVALS_BY_SIDE = ByPlace("arrivals", "sides")
ARRIVALS_BY_ZONE = ByPlace("arrivals", "zones")
ARRIVALS_BY_METHOD = ByPlace("arrivals", "methods")
LANDED_BY_METHOD = ByPlace("boats_arrived", "methods")
PASSAGES = ByPlace("passages", "passages")
LAUNCHED_BY_METHOD = ByPlace("boats_launched", "methods")
SEIZED_BY_REGION = ByPlace("boats_seized", "regions")

FLOWS: tuple[str | ByPlace, ...] = (
    "entered", "people_gave_up", "arrivals", "deaths", "expected_deaths", "attempts", "preventions",
    "events_prevented", "returned", "people_tried", "sent_back", "came_again", "diverted",
    "interceptions", "gang_changes", "person_days_waiting",
    ARRIVALS_BY_SIDE,
    ARRIVALS_BY_ZONE,
    ARRIVALS_BY_METHOD,
    PASSAGES,
    "boats_ordered", "engines_ordered", "boats_launched", LAUNCHED_BY_METHOD, "boats_arrived",
    LANDED_BY_METHOD, "boats_arrived_over_60", "boats_turned_back", "boats_abandoned", "incidents",
    "boats_seized", "boats_seized_upstream", "boats_seized_store", "boats_seized_cache",
    "boats_seized_beach", SEIZED_BY_REGION,
    "engines_seized", "engines_abandoned", "engines_used",
    "gang_revenue", "money_fares", "money_founded", "money_equipment", "money_wages",
    "money_operating", "money_frozen", "money_taken", "money_lent", "money_interest",
    "money_repaid", "money_unpaid",
    "public_cost",
    "cases", "strikes", "case_days", "arrests", "charges", "convictions", "conviction_days",
    "released", "suitable_days",
)  # fmt: skip
"""What happened in a day."""

STOCKS: tuple[str, ...] = (
    "people_moving", "people_waiting", "people_resting", "boats_in_supply", "boats_in_store",
    "engines_in_supply", "price", "boat_marginal_value", "person_marginal_value",
    "cash", "debt", "escrow", "gangs", "concentration", "members", "in_custody", "routes_used",
    "open_cases", "officers",
    "officers_recruiting", "officers_training",
)  # fmt: skip
"""What there was at its end."""
