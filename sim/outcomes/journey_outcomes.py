"""Outcomes of the journey: who entered, waited and left, and by which routes."""

from __future__ import annotations

from sim.outcomes.daily_columns import ARRIVALS_BY_SIDE, PASSAGES
from sim.outcomes.outcome import Daily, Outcome, OutcomeByPlace, mean, ratio, total

UNDER_WAY = ("people_moving", "people_waiting", "people_resting")


def _on_the_way(daily: Daily) -> float:
    return float(sum(daily[column][-1] for column in UNDER_WAY))


def _on_the_way_at_start(daily: Daily) -> float:
    """Stock at the end of the first day, less what that day changed."""
    first = {name: float(column[0]) for name, column in daily.items()}
    ended = first["arrivals"] + first["people_gave_up"] + first["deaths"]
    return sum(first[column] for column in UNDER_WAY) + ended - first["entered"]


OUTCOMES: tuple[Outcome | OutcomeByPlace, ...] = (
    Outcome("entered", "people", "people",
            "People bound for the Channel who entered the network.", total("entered")),
    Outcome("people_gave_up", "people", "people",
            "People who gave up the route, on land or on the coast.", total("people_gave_up")),
    Outcome("diverted", "people", "people",
            "Of those who gave up, people who reach the United Kingdom another way, by lorry or "
            "from another coast: diverted_share of them, an assumption and no result.",
            total("diverted")),
    Outcome("on_the_way_at_start", "people", "people",
            "People travelling or waiting on the morning of the first day.", _on_the_way_at_start),
    Outcome("on_the_way", "people", "people",
            "People travelling or waiting at the end of the last day.", _on_the_way),
    Outcome("later_arrivals", "people", "people",
            "People on the way on the last day who arrived in the run-out.",
            total("later_arrivals")),
    Outcome("later_gave_up", "people", "people",
            "People on the way on the last day who gave up the route in the run-out.",
            total("later_gave_up")),
    Outcome("later_deaths", "people", "people",
            "People on the way on the last day who died in the run-out.", total("later_deaths")),
    Outcome("still_on_the_way", "people", "people",
            "People on the way on the last day who still are at the end of the run-out; all of "
            "them where there is none.", total("still_on_the_way")),
    Outcome("interceptions", "events", "events",
            "Times a person was stopped on a land corridor.", total("interceptions")),
    Outcome("gang_changes", "events", "events",
            "Times a person on the coast turned to another gang.", total("gang_changes")),
    Outcome("people_waiting", "people", "people",
            "People ready on the coast, mean over days.", mean("people_waiting")),
    Outcome("days_waited", "days/person", "people",
            "Days of waiting on the coast for each person landed.",
            ratio(("person_days_waiting",), ("arrivals",))),
    OutcomeByPlace(ARRIVALS_BY_SIDE, "people", "people", "Arrivals of people who entered {}."),
    OutcomeByPlace(PASSAGES, "events", "events", "Passages of people {}."),
    Outcome("routes_used", "corridors", "none",
            "Most routes on that a gang uses for people at a hub, mean over gangs and days.",
            mean("routes_used")),
)  # fmt: skip
