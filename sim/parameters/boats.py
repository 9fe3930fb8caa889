"""Parameters of boats, engines, launches and the crossing."""

from sim.parameters.declaration import Parameter, assumed, inferred, sourced

BOATS: tuple[Parameter, ...] = (
    inferred(
        "boat_cost",
        8_300,
        "GBP",
        (100, 1_000_000),
        "P279",
        "Price of a boat with its engine, delivered: 10,000 euros at 0.83 pounds a euro.",
    ),
    assumed(
        "engine_share_of_cost",
        0.5,
        "share",
        (0.05, 0.95),
        "Engine's part of that price: the hull alone costs a small part, the rest is engine and "
        "delivery.",
        source="P279 P280",
    ),
    assumed(
        "boat_supply_per_week",
        75,
        "boats/week",
        (0, 100_000),
        "Boats that suppliers can deliver to the trade. Above the need of some forty a week, so "
        "that supply binds only when something takes boats away.",
        source="P297",
    ),
    assumed(
        "supply_price_elasticity",
        0.4,
        "ratio",
        (0, 5),
        "Rise of the boat price with orders waiting, against a week of supply.",
    ),
    assumed("order_lead_time", 10, "days", (1, 365), "Days from order to dispatch."),
    assumed(
        "consignment_boats",
        5,
        "boats",
        (1, 50),
        "Most boats in one transport; some four a seizure were found in Bulgaria.",
        source="P291",
    ),
    assumed(
        "cover_days",
        40,
        "days",
        (1, 365),
        "Days of expected launches that a gang wants covered by boats in stock and on order.",
    ),
    assumed("engine_cover", 1.1, "engines/boat", (0, 5), "Engines ordered for each boat ordered."),
    inferred(
        "boat_capacity",
        70,
        "people",
        (1, 500),
        "P156",
        "Most people that the median boat of the current size class can hold: a twentieth of boats "
        "carried more than 70 in 2023-24.",
    ),
    assumed(
        "capacity_spread",
        0.12,
        "log share",
        (0, 1),
        "Spread of boat sizes about the size class.",
        source="P156",
    ),
    assumed(
        "quality_spread",
        0.3,
        "log share",
        (0, 2),
        "Spread of build quality among boats; the median boat has quality 1.",
    ),
    assumed(
        "overload_scale",
        185,
        "people",
        (10, 2_000),
        "Load at which a boat of the current size class fails to get across with chance 1 - 1/e. "
        "With price and boat cost it fixes the load of least cost a head.",
        source="P023 P024 P278",
    ),
    assumed(
        "fill_to_launch",
        0.85,
        "share",
        (0.05, 1),
        "Share of the wanted load that must be waiting before a gang launches.",
    ),
    assumed(
        "load_spread",
        0.10,
        "log share",
        (0, 1),
        "Spread of the load that boards about the load that was planned.",
        source="P156",
    ),
    assumed(
        "ready_chance",
        0.75,
        "probability",
        (0, 1),
        "Chance that a gang with people and boats launches on a suitable day.",
    ),
    assumed(
        "poor_day_share",
        0.03,
        "share",
        (0, 1),
        "Readiness on a day of poor weather, as a share of that on a suitable day.",
    ),
    assumed(
        "launches_per_crew",
        0.4,
        "launches/person/day",
        (0.01, 10),
        "Launches that one member of the launch crews can run in a day.",
    ),
    assumed(
        "prevention_rate",
        0.008,
        "1/officer",
        (0, 1),
        "Beach officers' chance to find one launch: 1 - exp(-rate x officers at the zone / "
        "(1 + launches there that day / dilution)). Set by hand to the share of events prevented.",
        source="P125 P126 P138",
    ),
    assumed(
        "prevention_dilution",
        3,
        "launches/zone/day",
        (0.1, 1_000),
        "Launches in one zone on one day that halve the officers' attention to each.",
    ),
    inferred(
        "found_share",
        0.6,
        "share",
        (0, 1),
        "P125 P126",
        "Mean share of a group that is present and counted when its launch is prevented: about "
        "thirty people an event against fifty a boat.",
    ),
    assumed(
        "incident_rate",
        0.014,
        "incidents/launch",
        (0, 1),
        "Fatal incidents a launch for a boat of median quality at the reference load in a calm "
        "sea over the shortest leg.",
        source="P179 P182",
    ),
    sourced(
        "incident_reference_load",
        49,
        "people",
        (1, 500),
        "P024",
        "Load at which the incident rate holds: the mean of 2023.",
    ),
    assumed(
        "incident_load_exponent", 1.5, "ratio", (0, 10), "Growth of the incident rate with load."
    ),
    assumed(
        "incident_sea_slope",
        1.0,
        "ratio",
        (0, 10),
        "Added share of the incident rate in the roughest sea of a suitable day; twice that on a "
        "poor day.",
    ),
    assumed(
        "incident_leg_exponent",
        0.7,
        "ratio",
        (0, 5),
        "Growth of the incident rate with the length of the sea leg.",
    ),
    inferred(
        "death_tail",
        1.4,
        "ratio",
        (0.2, 10),
        "P179 S130",
        "Exponent of the power law of deaths an incident; lower is heavier. Two incidents made up "
        "half of the deaths of 2024 to mid-September.",
    ),
    assumed(
        "rescued_to_uk",
        0.5,
        "share",
        (0, 1),
        "Chance that the survivors of an incident are landed in the United Kingdom.",
    ),
)
