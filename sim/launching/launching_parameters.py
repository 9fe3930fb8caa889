"""Parameters of launches and the crossing."""

from sim.core.parameter import Parameter, assumed, choice, inferred
from sim.core.plausible_range import Scale, analogy, evidence, judgement

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
        plausible=judgement(
            0.05,
            0.6,
            Scale.LOG,
            "A rough sea lowers what a hull carries by a twentieth to a third.",
        ),
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
        plausible=evidence(
            0.05,
            0.25,
            Scale.LOG,
            "P156",
            "Loads on one day differ by more than boat sizes do.",
        ),
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
        plausible=judgement(
            0.3,
            0.75,
            Scale.LINEAR,
            "Rough and calm weather hold for two to four days, as the spells of crossings do.",
        ),
    ),
    assumed(
        "sea_season",
        0.5,
        "standard deviations",
        (0, 3),
        "How much rougher suitable days are in mid-January, and calmer in mid-July, than the "
        "year's mean.",
        plausible=judgement(
            0.1,
            1.0,
            Scale.LINEAR,
            "Waves of winter are half as high again as those of summer or twice as high, and some "
            "of that is in the number of suitable days.",
        ),
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
        80_000,
        "GBP/launch",
        (1, 100_000_000),
        "Difference of expected earnings at which a worse zone and method of launching keeps 1/e "
        "of a better one's share.",
        plausible=judgement(
            40_000,
            160_000,
            Scale.LOG,
            "A third of what one boatload earns to a whole.",
        ),
    ),
    assumed(
        "launch_prior",
        2,
        "launches",
        (0.01, 1_000),
        "Imagined launches behind what a gang believes of a zone and method before its own "
        "experience; half of those from the beach were prevented.",
        plausible=judgement(
            0.5,
            8.0,
            Scale.LOG,
            "Between a gang that believes its own first launch and one that believes what all say.",
        ),
    ),
    inferred(
        "group_size",
        28,
        "people",
        (1, 200),
        "P138 P417",
        "People in the group that police find when they stop a launch, mean: launches are stopped "
        "early, while people come to the water in groups, so that it does not grow with the boat.",
        plausible=evidence(
            22,
            34,
            Scale.LOG,
            "P138 P417",
            "24 in 2022, when boats carried 41, and 24 to 32 by quarter since May 2024, when they "
            "carried 52 to 67.",
        ),
    ),
    assumed(
        "method_imitation",
        0.9,
        "share",
        (0, 1),
        "How far the choice of a method follows what all gangs have lately done, rather than what "
        "lies to hand: a better method then spreads from gang to gang, faster the more it earns.",
        source="P172 P422",
        plausible=evidence(
            0.75,
            0.97,
            Scale.LOGIT,
            "P172 P422",
            "From some three in a hundred boats of 2023 to a usual method within two years.",
        ),
    ),
    assumed(
        "incident_rate",
        0.006,
        "incidents/launch",
        (0, 1),
        "Fatal incidents a launch from the beach in 2024 for a boat of median quality at the "
        "reference fill in a calm sea over the shortest leg, while gangs control who boards.",
        source="P179 P182",
    ),
    assumed(
        "danger_2023",
        0.0,
        "log",
        (-5, 5),
        "Change of the danger of a launch from 2022 to 2023 that nothing in the model explains.",
        source="E174",
        plausible=evidence(
            -1.2,
            1.2,
            Scale.LINEAR,
            "E174 P438",
            "Deaths for each arrival rose fivefold in one year and fell by two thirds in the next.",
        ),
    ),
    assumed(
        "danger_2024",
        0.0,
        "log",
        (-5, 5),
        "Change of the danger of a launch from 2023 to 2024 that nothing in the model explains.",
        source="E174",
        plausible=evidence(
            -1.2,
            1.2,
            Scale.LINEAR,
            "E174 P438",
            "Deaths for each arrival rose fivefold in one year and fell by two thirds in the next.",
        ),
    ),
    assumed(
        "danger_2025",
        0.0,
        "log",
        (-5, 5),
        "Change of the danger of a launch from 2024 to 2025 that nothing in the model explains.",
        source="E174",
        plausible=evidence(
            -1.2,
            1.2,
            Scale.LINEAR,
            "E174 P438",
            "Deaths for each arrival rose fivefold in one year and fell by two thirds in the next.",
        ),
    ),
    assumed(
        "danger_volatility",
        0.4,
        "log/year",
        (0, 3),
        "Standard deviation of a year's change of that danger after 2025: a walk without a trend.",
        source="E174",
        plausible=evidence(
            0.2,
            0.9,
            Scale.LOG,
            "E174 P438",
            "Changes of the years to 2025, in part explained by boarding and loads.",
        ),
    ),
    assumed(
        "boarding_danger",
        1.0,
        "ratio",
        (0, 20),
        "Added share of the incident rate while gangs have lost control of who boards, as from "
        "April to December 2024; they lost it over the winter before and regained it over the "
        "winter after.",
        source="P423 E171 E173",
        plausible=evidence(
            0.2,
            2.5,
            Scale.LOG,
            "E171 E173 P423",
            "Crushing was a fifth of the deaths of 2023 to July 2024 and more than drowning in the "
            "months to August 2024.",
        ),
    ),
    assumed(
        "boarding_disorder",
        0.0,
        "share",
        (0, 1),
        "How far gangs have lost that control beside what the record has: 1 is wholly, as in 2024.",
        source="P423",
        plausible=judgement(
            0.0,
            0.5,
            Scale.LINEAR,
            "Nothing says that control was partly lost in other years, nor that it was not.",
        ),
    ),
    assumed(
        "rescue_effort",
        1.0,
        "ratio",
        (0.01, 100),
        "Rescue at sea, boats and crews, against that of 2024.",
        plausible=judgement(
            0.8,
            1.25,
            Scale.LOG,
            "No count of rescue units by year is at hand; operations went with departures.",
        ),
    ),
    assumed(
        "rescue_elasticity",
        0.3,
        "ratio",
        (0, 3),
        "How fatal incidents fall as rescue grows, gangs' boats left as they are.",
        plausible=analogy(
            0.0,
            0.8,
            Scale.LINEAR,
            "E055 E169",
            "One in seven of those at sea is rescued; whether more rescue saves lives or brings "
            "worse boats is contested in the Mediterranean.",
        ),
    ),
    inferred(
        "incident_reference_fill",
        0.7,
        "share",
        (0.01, 5),
        "P024 P156",
        "Load over what the boat can hold at which the incident rate holds: 49 people, the mean of "
        "2023, on a boat for 70.",
        plausible=evidence(
            0.5,
            0.9,
            Scale.LINEAR,
            "P024 P156",
            "Forty to sixty people on boats for 70 to 80.",
        ),
    ),
    inferred(
        "incident_load_exponent",
        1.5,
        "ratio",
        (0, 10),
        "E171 E172 E173 E174",
        "Growth of the incident rate with the fill. Deaths for each arrival fell by two thirds "
        "from 2024 to 2025 while loads rose by an eighth, so that load explains little of either.",
    ),
    assumed(
        "incident_sea_slope",
        1.0,
        "ratio",
        (0, 10),
        "Added share of the incident rate in the roughest sea of a suitable day; twice that on a "
        "poor day.",
        plausible=judgement(
            0.2,
            3.0,
            Scale.LOG,
            "Deaths happen in calm seas too, by crushing at boarding.",
        ),
    ),
    assumed(
        "incident_leg_exponent",
        0.7,
        "ratio",
        (0, 5),
        "Growth of the incident rate with the length of the sea leg.",
        plausible=judgement(
            0.1,
            1.3,
            Scale.LINEAR,
            "From a danger of boarding alone, near 0, to one that grows with the time at sea.",
        ),
    ),
    inferred(
        "death_tail",
        1.4,
        "ratio",
        (0.2, 10),
        "P179 S130",
        "Exponent of the power law of deaths an incident; lower is heavier. Two incidents made up "
        "half of the deaths of 2024 to mid-September.",
        plausible=evidence(
            1.0,
            2.2,
            Scale.LOG,
            "P179 S130",
            "Two incidents of 2024 made up half of the deaths; single deaths are most incidents.",
        ),
    ),
    assumed(
        "rescued_to_uk",
        0.5,
        "share",
        (0, 1),
        "Chance that the survivors of an incident are landed in the United Kingdom.",
        plausible=evidence(
            0.05,
            0.4,
            Scale.LOGIT,
            "E170",
            "Nearly all fatal incidents of 2023 and 2024 whose survivors are known ended in "
            "France. The default lies above and moves with the next fit.",
        ),
    ),
)
