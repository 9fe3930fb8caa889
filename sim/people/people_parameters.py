"""Parameters of people: how many set out, how they choose, wait, try again and leave."""

from sim.core.parameter import Parameter, assumed, inferred

READERS = (
    "sim.current_values",
    "sim.enforcement.interdiction",
    "sim.launching.departure",
    "sim.people.demand",
    "sim.people.gang_choice",
    "sim.people.movement",
    "sim.people.waiting",
    "sim.state",
)
"""Modules that read these parameters."""

PEOPLE: tuple[Parameter, ...] = (
    inferred(
        "people_per_year",
        43_000,
        "people/year",
        (0, 20_000_000),
        "P006 P049 P050 P051 P267",
        "People who enter the network bound for the Channel. Set by hand so that arrivals, those "
        "who leave and those who die add up to the arrivals seen in 2023 and 2024.",
    ),
    inferred(
        "share_turkiye",
        0.58,
        "share",
        (0, 1),
        "P267",
        "Share of entries from the side of Turkiye and the Balkans, before the three shares are "
        "scaled to one. A proxy: no source measures it.",
    ),
    inferred(
        "share_central_mediterranean",
        0.21,
        "share",
        (0, 1),
        "P267",
        "Share of entries over the Central Mediterranean, before scaling.",
    ),
    inferred(
        "share_visa_air",
        0.15,
        "share",
        (0, 1),
        "P267",
        "Share of entries by air on a visa, before scaling.",
    ),
    assumed(
        "entry_series_weight",
        0.6,
        "share",
        (0, 1),
        "How far entries bound for the Channel follow the monthly detections of their side: 0 not "
        "at all, 1 fully. Western Balkan detections fell by four fifths and the Channel did not, "
        "so it is well below 1.",
        source="P216 P217 P238",
    ),
    assumed(
        "entry_series_lead",
        60,
        "days",
        (0, 365),
        "Days by which people set out ahead of the season at the border: about the journey to the "
        "coast, so that both seasons coincide as they do in the two series.",
        source="P060",
    ),
    assumed(
        "demand_season",
        0.0,
        "log",
        (0, 3),
        "Height of the season of entries beside that of their series: half the difference between "
        "the logarithms of its peak and its trough. 0: none.",
    ),
    assumed(
        "demand_peak",
        210,
        "day of the year",
        (0, 366),
        "Day on which that season peaks.",
    ),
    assumed(
        "demand_volatility",
        0.0,
        "log/quarter",
        (0, 2),
        "Standard deviation of a quarter's change of the logarithm of entries that nothing in the "
        "model explains, for quarters of which the scenario says nothing. 0: entries follow their "
        "series alone.",
    ),
    assumed(
        "demand_return",
        0.0,
        "share/quarter",
        (0, 1),
        "Share of what is unexplained that has faded a quarter later.",
    ),
    assumed(
        "demand_price_elasticity",
        -0.05,
        "ratio",
        (-2, 0),
        "Elasticity of entries to the market price per seat against its reference. Near zero: "
        "prices rose fourfold in 2023-24 and arrivals rose with them.",
        source="P278",
    ),
    assumed(
        "choice_price_sensitivity",
        1.5,
        "ratio",
        (0, 10),
        "Elasticity of a gang's share of customers to its price against the market.",
    ),
    assumed(
        "choice_reputation_sensitivity",
        1.0,
        "ratio",
        (0, 10),
        "Elasticity of a gang's share of customers to its reputation, the share of its recent "
        "customers who got through.",
    ),
    assumed(
        "hub_capacity",
        900,
        "people",
        (1, 1_000_000),
        "People whom one transit hub can hold before staying there slows the onward journey.",
    ),
    assumed(
        "congestion_slowdown",
        0.5,
        "ratio",
        (0, 5),
        "Added share of travel time when a hub holds twice its capacity.",
    ),
    assumed(
        "wait_after_interception",
        6,
        "days",
        (1, 120),
        "Days before a person who was stopped on land tries the leg again.",
        source="P248",
    ),
    assumed(
        "leave_after_interception",
        0.03,
        "probability",
        (0, 1),
        "Chance that a person who was stopped on land gives up the journey.",
        source="P248",
    ),
    inferred(
        "rest_after_failure",
        3,
        "days",
        (1, 60),
        "P318 P319",
        "Days before a person whose crossing failed is ready to try again. Follows from a stay at "
        "the coast of ten to thirty days with about two attempts.",
    ),
    assumed(
        "leave_after_failure",
        0.05,
        "probability",
        (0, 1),
        "Chance that a person whose crossing failed leaves the route.",
    ),
    assumed(
        "change_gang_after_failure",
        0.25,
        "probability",
        (0, 1),
        "Chance that a person whose crossing failed chooses a gang afresh.",
    ),
    assumed(
        "change_gang_hazard",
        0.01,
        "probability/day",
        (0, 0.5),
        "Daily chance that a person on the coast who has not left turns to another gang.",
    ),
    assumed(
        "leave_hazard",
        0.004,
        "probability/day",
        (0, 0.5),
        "Daily chance that a person waiting on the coast leaves the route.",
    ),
)
