"""Parameters of people: how many set out, how they choose, wait, try again and leave."""

from sim.core.parameter import OnChange, Parameter, assumed, inferred
from sim.core.plausible_range import Scale, analogy, evidence, judgement

READERS = (
    "sim.interventions.gang_takings",
    "sim.current_values",
    "sim.enforcement.interdiction",
    "sim.gangs.routing",
    "sim.launching.departure",
    "sim.outcomes.journey_notes",
    "sim.people.demand",
    "sim.people.gang_choice",
    "sim.people.movement",
    "sim.people.population",
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
        plausible=evidence(
            0.4,
            0.7,
            Scale.LOGIT,
            "P267",
            "One survey of camps; nationalities of later years point to either side of it.",
        ),
    ),
    inferred(
        "share_central_mediterranean",
        0.21,
        "share",
        (0, 1),
        "P267",
        "Share of entries over the Central Mediterranean, before scaling.",
        plausible=evidence(
            0.12,
            0.35,
            Scale.LOGIT,
            "P267",
            "The same survey; the Central Mediterranean carried most detections of 2023.",
        ),
    ),
    inferred(
        "share_visa_air",
        0.15,
        "share",
        (0, 1),
        "P267",
        "Share of entries by air on a visa, before scaling.",
        plausible=evidence(
            0.05,
            0.25,
            Scale.LOGIT,
            "P267 E028",
            "The same survey; arrivals from states with easier visas came and went within a year.",
        ),
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
        plausible=judgement(
            30,
            120,
            Scale.LOG,
            "Journeys from the border to the coast take between one month and four.",
        ),
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
        "Share of what is unexplained that has faded a quarter later, towards a level that is "
        "learned.",
    ),
    assumed(
        "demand_learning",
        0.0,
        "share/quarter",
        (0, 1),
        "Share of the gap to the present by which the level that unexplained demand returns to "
        "moves in a quarter. 0: it returns to none.",
    ),
    assumed(
        "demand_price_elasticity",
        -0.05,
        "ratio",
        (-2, 0),
        "Elasticity of entries to the market price per seat against its reference. Near zero: "
        "prices rose fourfold in 2023-24 and arrivals rose with them.",
        source="P278",
        plausible=analogy(
            -0.3,
            -0.01,
            Scale.LINEAR,
            "P278 E127",
            "Fees are repaid within two years from remittances; prices and arrivals rose together.",
        ),
    ),
    assumed(
        "choice_price_sensitivity",
        1.5,
        "ratio",
        (0, 10),
        "Elasticity of a gang's share of customers to its price against the market.",
        plausible=judgement(
            0.5,
            4.0,
            Scale.LOG,
            "Between travellers bound to one gang by origin and a market in which offers are "
            "compared on phones.",
        ),
    ),
    assumed(
        "choice_reputation_sensitivity",
        1.0,
        "ratio",
        (0, 10),
        "Elasticity of a gang's share of customers to its reputation, the share of its recent "
        "customers who got through.",
        plausible=judgement(
            0.3,
            3.0,
            Scale.LOG,
            "Word of failed boats spreads in camps; how far it moves customers is not on record.",
        ),
    ),
    assumed(
        "hub_capacity",
        900,
        "people",
        (1, 1_000_000),
        "People whom one transit hub can hold before staying there slows the onward journey.",
        plausible=judgement(
            400,
            2_500,
            Scale.LOG,
            "Camps and hostels of single towns held some hundreds to a few thousand.",
        ),
    ),
    assumed(
        "congestion_slowdown",
        0.5,
        "ratio",
        (0, 5),
        "Added share of travel time when a hub holds twice its capacity.",
        plausible=judgement(
            0.1,
            1.5,
            Scale.LOG,
            "Full hubs hold people up; nobody has measured by how much.",
        ),
    ),
    assumed(
        "wait_after_interception",
        6,
        "days",
        (1, 120),
        "Days before a person who was stopped on land for the first time in a row tries again.",
        source="P248",
        plausible=evidence(
            1,
            20,
            Scale.LOG,
            "P248 E036 E039",
            "A second try came the same night at some borders and weeks later at others.",
        ),
        on_change=OnChange.ROUTES,
    ),
    assumed(
        "wait_growth",
        0.25,
        "share/stop",
        (0, 5),
        "Share of that wait by which it is longer after each further stop in a row: money, health "
        "and guides run out.",
        plausible=judgement(
            0.02,
            1.0,
            Scale.LOG,
            "Waits on record are very uneven and none is given by try; twice as long after one "
            "to some tens of stops.",
        ),
        on_change=OnChange.ROUTES,
    ),
    assumed(
        "leave_after_interception",
        0.03,
        "probability",
        (0, 1),
        "Chance that a person who was stopped on land for the first time in a row gives up the "
        "journey.",
        source="P248",
        plausible=analogy(
            0.01,
            0.15,
            Scale.LOG,
            "E008 E036 E039",
            "Most try again after a push-back into the next country; a flight home stops far more.",
        ),
        on_change=OnChange.ROUTES,
    ),
    assumed(
        "leave_growth",
        2.0,
        "ratio",
        (1, 10),
        "Factor on -log(1 - that chance) with each further stop in a row: at 2 the fourth stop "
        "makes 22 per cent give up and the sixth 62.",
        plausible=analogy(
            1.3,
            3.0,
            Scale.LOG,
            "E008 E039",
            "Eight tries by one person are on record as something rare, and two thirds give up "
            "where return is to the start; nobody has asked by try.",
        ),
        on_change=OnChange.ROUTES,
    ),
    assumed(
        "stops_to_turn",
        3,
        "stops",
        (1, 255),
        "Stops in a row after each of which a person turns: to another gang where ways part, and "
        "else back to the last hub where they do.",
        plausible=judgement(
            2,
            8,
            Scale.LOG,
            "Within weeks of the Serbian operation people left by Bosnia instead; before, many "
            "tried one border several times.",
        ),
    ),
    inferred(
        "rest_after_failure",
        3,
        "days",
        (1, 60),
        "P318 P319",
        "Days before a person whose crossing failed is ready to try again. Follows from a stay at "
        "the coast of ten to thirty days with about two attempts.",
        plausible=evidence(
            1,
            8,
            Scale.LOG,
            "P318 E165 E166",
            "Stays at the coast of ten to twenty-seven days with 1.7 tries.",
        ),
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
        plausible=evidence(
            0.05,
            0.45,
            Scale.LOGIT,
            "E126",
            "Further tries are promised by the gang that was paid, which ties its customers.",
        ),
    ),
    assumed(
        "change_gang_hazard",
        0.01,
        "probability/day",
        (0, 0.5),
        "Daily chance that a person on the coast who has not left turns to another gang.",
        plausible=judgement(
            0.002,
            0.03,
            Scale.LOG,
            "Those who wait longer than a month have mostly paid someone else by then.",
        ),
    ),
    assumed(
        "leave_hazard",
        0.004,
        "probability/day",
        (0, 0.5),
        "Daily chance that a person waiting on the coast leaves the route.",
    ),
    assumed(
        "sent_back",
        0.0,
        "share",
        (0, 1),
        "Share of those who land who are sent back to the Continent; measures raise it.",
        source="P480 P481",
        plausible=evidence(
            0.0,
            0.01,
            Scale.LINEAR,
            "P481 E053",
            "None before the pilot of August 2025, 75 people in its first quarter.",
        ),
    ),
    assumed(
        "come_again",
        0.3,
        "probability",
        (0, 1),
        "Chance that a person who was sent back sets out for the coast again.",
        plausible=analogy(
            0.05,
            0.7,
            Scale.LOGIT,
            "E008 E036",
            "Most push-backs to the next country were tried again; a flight out of reach of the "
            "coast stops more.",
        ),
    ),
    assumed(
        "days_until_sent_back",
        60,
        "days",
        (1, 3_650),
        "Days from landing until a person who was sent back is ready on the coast again.",
        source="P480 P481",
        plausible=evidence(
            30,
            180,
            Scale.LOG,
            "P480 P481",
            "The first were returned some six weeks after the pilot began.",
        ),
    ),
    assumed(
        "diverted_share",
        0.1,
        "share",
        (0, 1),
        "Of those who give up, the share that reaches the United Kingdom another way: by lorry, "
        "through ports or from another coast. It changes nothing else; it says how many are "
        "counted as diverted.",
        plausible=judgement(
            0.01,
            0.4,
            Scale.LOGIT,
            "Lorries carried most before 2019 and are checked far more since; nobody counts those "
            "who come unseen.",
        ),
    ),
)
