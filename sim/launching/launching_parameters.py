"""Parameters of launches and the crossing."""

from sim.core.parameter import Parameter, assumed, choice, inferred

READERS = (
    "sim.gangs.expectations",
    "sim.launching.crossing",
    "sim.launching.launch_decision",
    "sim.launching.launch_methods",
    "sim.launching.weather",
)
"""Modules that read these parameters."""

LAUNCHES: tuple[Parameter, ...] = (
    choice(
        "weather",
        "replay",
        ("replay", "climate"),
        "Weather of days up to the data cut-off: replayed as far as it is known, or the climate's, "
        "as on all later days.",
    ),
    assumed(
        "overload_scale",
        255,
        "people",
        (10, 2_000),
        "Load at which a large boat in a calm sea fails to get across with chance 1 - 1/e. With "
        "price and boat cost it fixes the load of least cost a head.",
        source="P023 P024 P278",
    ),
    assumed(
        "overload_sea_slope",
        0.2,
        "ratio",
        (0, 10),
        "How the sea lowers that load: it is divided by 1 + slope x sea.",
    ),
    assumed(
        "fill_to_launch",
        0.65,
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
        0.95,
        "probability",
        (0, 1),
        "Chance that a gang with people and boats is ready to launch in a calm sea.",
    ),
    assumed(
        "launch_caution",
        0.9,
        "ratio",
        (0, 50),
        "How readiness falls with the sea: exp(-caution x sea^2), sea 0 to 1 on a suitable day and "
        "2 to 3 on a poor one.",
        source="P060",
    ),
    assumed(
        "sea_persistence",
        0.5,
        "ratio",
        (0, 0.99),
        "Correlation of the roughness of the sea from one day to the next.",
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
        0.0105,
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
    assumed(
        "launch_split_scale",
        40_000,
        "GBP/launch",
        (1, 100_000_000),
        "Difference of expected earnings at which a worse zone and method of launching keeps 1/e "
        "of a better one's share.",
    ),
    assumed(
        "launch_prior",
        2,
        "launches",
        (0.01, 1_000),
        "Imagined launches behind what a gang believes of a zone and method before its own "
        "experience; half of those from the beach were prevented.",
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
        0.011,
        "incidents/launch",
        (0, 1),
        "Fatal incidents a launch from the beach for a boat of median quality at the reference "
        "fill in a calm sea over the shortest leg.",
        source="P179 P182",
    ),
    assumed(
        "incident_growth",
        0.0,
        "log rate/year",
        (-3, 3),
        "Yearly growth of the incident rate from the start of 2022 to October 2024, none in the "
        "middle of 2023 and none beyond: what neither loads nor boats explain. Nothing says that "
        "it goes on.",
        source="P179 P182",
    ),
    inferred(
        "incident_reference_fill",
        0.7,
        "share",
        (0.01, 5),
        "P024 P156",
        "Load over what the boat can hold at which the incident rate holds: 49 people, the mean of "
        "2023, on a boat for 70.",
    ),
    inferred(
        "incident_load_exponent",
        3.0,
        "ratio",
        (0, 10),
        "P024 P179 P182",
        "Growth of the incident rate with the fill. Deaths for each arrival rose fivefold from "
        "2023 to 2024 while loads rose by a fourteenth and class sizes grew, so that load alone "
        "cannot explain them; the exponent is steep and set below what they would ask.",
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
