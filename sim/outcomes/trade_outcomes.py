"""Outcomes of the trade: boats, prices, money and gangs."""

from __future__ import annotations

from sim.outcomes.outcome import Outcome, mean, total

OUTCOMES: tuple[Outcome, ...] = (
    Outcome("boats_ordered", "boats", "boats", "Boats that suppliers sold.",
            total("boats_ordered")),
    Outcome("boats_in_supply", "boats", "boats",
            "Boats on order, in store or cached, mean over days.", mean("boats_in_supply")),
    Outcome("boats_in_store", "boats", "boats",
            "Boats in stores inland, mean over days.", mean("boats_in_store")),
    Outcome("boats_launched", "boats", "boats",
            "Launches, those prevented among them.", total("boats_launched")),
    Outcome("boats_launched_taxi_boat", "boats", "boats",
            "Launches of boats that pick people up in the water.",
            total("boats_launched_taxi_boat"), needs="boats_launched_taxi_boat"),
    Outcome("boat_marginal_value", "GBP/boat", "money",
            "What one more boat would add to the next launch, mean over gangs and days; nothing on "
            "days without a gang.",
            mean("boat_marginal_value")),
    Outcome("person_marginal_value", "GBP/person", "money",
            "What one more person waiting would add to the next launch, mean over gangs and days; "
            "nothing on days without a gang.",
            mean("person_marginal_value")),
    Outcome("price", "GBP/person", "money",
            "Price per seat, mean over gangs by size and over days.", mean("price")),
    Outcome("gang_revenue", "GBP", "money",
            "What passengers paid for the crossing, in brokers' hands included.",
            total("gang_revenue")),
    Outcome("cash", "GBP", "money",
            "Capital of all gangs, mean over days.", mean("cash")),
    Outcome("debt", "GBP", "money",
            "What all gangs owe to lenders, mean over days.", mean("debt")),
    Outcome("gangs", "gangs", "gangs", "Gangs in the trade, mean over days.", mean("gangs")),
    Outcome("concentration", "ratio", "gangs",
            "Sum of squared shares of gangs in all members, mean over days: one over the number of "
            "equal gangs that would be as concentrated.", mean("concentration")),
    Outcome("members", "people", "people",
            "Members of gangs at large, mean over days.", mean("members")),
)  # fmt: skip
