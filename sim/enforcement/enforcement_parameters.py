"""Parameters of enforcement: finding, learning, intelligence, investigation, justice, money."""

from sim.core.parameter import Parameter, assumed, choice, inferred

ENFORCEMENT: tuple[Parameter, ...] = (
    choice(
        "allocation",
        "learning",
        ("learning", "uniform", "fixed"),
        "How a unit spreads its officers: learned from what it found, evenly, or fixed as "
        "they had learned by the first day that counts.",
    ),
    assumed(
        "learning_rate",
        0.08,
        "share/week",
        (0, 1),
        "Weight of this week's finds in a unit's estimate of where finds are.",
    ),
    assumed(
        "exploration",
        0.25,
        "share",
        (0, 1),
        "Share of its officers that a learning unit spreads evenly.",
    ),
    assumed(
        "people_detection",
        0.004,
        "1/officer",
        (0, 1),
        "Detection of a person on a corridor: 1 - exp(-rate x officers there).",
        source="P248",
    ),
    assumed(
        "people_interception",
        0.6,
        "probability",
        (0, 1),
        "Chance that a detected person is stopped.",
    ),
    assumed(
        "equipment_detection",
        0.000_1,
        "1/officer",
        (0, 1),
        "Detection of a consignment on a corridor: 1 - exp(-rate x officers there). Set by hand to "
        "the share of boats seized upstream.",
        source="P297 P289 P291",
    ),
    assumed(
        "equipment_interception",
        0.8,
        "probability",
        (0, 1),
        "Chance that a detected consignment is seized.",
    ),
    assumed(
        "liaison_leverage",
        25,
        "officers/officer",
        (0, 1_000),
        "Host officers' worth of finding that one officer posted abroad brings.",
        source="P291 P303",
    ),
    assumed(
        "cell_link",
        0.03,
        "1/officer",
        (0, 1),
        "How far officers in a liaison cell open what police forces would keep to themselves: the "
        "unshared part falls as exp(-link x officers).",
        source="S070 P302",
    ),
    assumed(
        "leads_per_seizure",
        0.6,
        "leads/seizure",
        (0, 20),
        "Leads on a gang from each consignment seized.",
    ),
    assumed(
        "leads_per_person",
        0.01,
        "leads/person",
        (0, 5),
        "Leads on a gang from each person stopped on land.",
    ),
    assumed(
        "leads_per_prevention",
        0.08,
        "leads/launch",
        (0, 5),
        "Leads on a gang from each launch prevented.",
    ),
    assumed(
        "informant_leads",
        0.01,
        "leads/member/week",
        (0, 5),
        "Leads on a gang from informants and interception, for each of its members.",
    ),
    assumed(
        "sharing_delay",
        30,
        "days",
        (0, 1_000),
        "Days until a lead found by one service reaches the investigators of another.",
    ),
    assumed("lead_memory", 180, "days", (1, 3_650), "Days over which a lead goes cold to 1/e."),
    assumed(
        "leads_to_open",
        2,
        "leads",
        (0.1, 1_000),
        "Leads on a gang that make investigators open a case on it.",
    ),
    inferred(
        "cases_per_investigator",
        0.175,
        "cases/investigator",
        (0.001, 10),
        "S106 S108 S126",
        "Cases that can be open at once: about seventy at four hundred investigators.",
    ),
    assumed(
        "case_time",
        400,
        "days",
        (1, 5_000),
        "Median days from opening a case to the strike if no further lead comes in.",
    ),
    assumed(
        "lead_saves",
        8,
        "days/lead",
        (0, 1_000),
        "Days by which each lead on a gang under investigation brings the strike forward.",
    ),
    assumed(
        "fastest_case", 60, "days", (1, 5_000), "Fewest days from opening a case to the strike."
    ),
    assumed("case_time_spread", 0.4, "log share", (0, 3), "Spread of that time between cases."),
    assumed(
        "strike_reach",
        0.3,
        "share",
        (0, 0.5),
        "Share of a gang's members that a strike arrests, at the middle of its range.",
    ),
    assumed(
        "strike_upward",
        0.6,
        "ratio",
        (0, 10),
        "Arrest chance of organisers and financiers against that of launch crews.",
    ),
    assumed(
        "cache_seized", 0.3, "share", (0, 1), "Share of a gang's cached boats that a strike takes."
    ),
    assumed(
        "incapacitation",
        0.8,
        "share",
        (0, 1),
        "Share of arrested members who are lost to the gang. Below 1: one leader ran his network "
        "from a cell.",
        source="S090",
    ),
    assumed(
        "charge_time", 5, "days", (1, 1_000), "Days from arrest to a charge, or release without."
    ),
    assumed(
        "charge_chance",
        0.7,
        "probability",
        (0, 1),
        "Chance that an arrested member is charged and held for trial.",
        source="P311",
    ),
    assumed(
        "conviction_chance",
        0.85,
        "probability",
        (0, 1),
        "Chance that a charged member is convicted.",
    ),
    assumed(
        "sentence_served",
        900,
        "days",
        (1, 10_000),
        "Median days in custody after a conviction.",
    ),
    inferred(
        "verdict_time",
        450,
        "days",
        (1, 5_000),
        "P312 S093",
        "Median days from charge to verdict. The Lille case took 28 months and was a large one, so "
        "it is set at the upper tenth of the spread.",
    ),
    assumed("verdict_time_spread", 0.5, "log share", (0, 3), "Spread of that time between cases."),
    assumed(
        "arrests_before_start",
        150,
        "people/year",
        (0, 100_000),
        "Arrests a year before the run begins, whose verdicts fall into it.",
        source="P311",
    ),
    assumed(
        "takedown_share",
        0.0,
        "share",
        (0, 1),
        "Share of the market of the gang that is removed whole on a day; none, unless a scenario "
        "says so.",
        source="P313",
    ),
    assumed(
        "announcement_time",
        60,
        "days",
        (0, 3_650),
        "Days from announcement to the first hiring of investigators, other staff and prosecutors.",
    ),
    inferred(
        "investigator_recruitment_time",
        300,
        "days",
        (0, 3_650),
        "S016 E143 E145",
        "Days over which posts for investigators and intelligence staff are filled.",
    ),
    inferred(
        "investigator_training_time",
        200,
        "days",
        (0, 3_650),
        "E144 E145",
        "Days from hiring to full effect of investigators and intelligence staff: between those of "
        "the experienced and of new entrants.",
    ),
    inferred(
        "investigator_leavers",
        0.08,
        "share/year",
        (0, 1),
        "E143",
        "Share of added investigators and intelligence staff who leave in a year. Their posts are "
        "open again, and each successor is recruited and trained anew.",
    ),
    assumed(
        "prosecutor_recruitment_time",
        180,
        "days",
        (0, 3_650),
        "Days over which posts for prosecutors are filled.",
    ),
    assumed(
        "prosecutor_training_time",
        60,
        "days",
        (0, 3_650),
        "Days from hiring to full effect of prosecutors, who come as lawyers.",
    ),
    inferred(
        "prosecutor_leavers",
        0.3,
        "share/year",
        (0, 1),
        "E142",
        "Share of added prosecutors who leave in a year, as of the agency's lawyers.",
    ),
    inferred(
        "beach_recruitment_time",
        20,
        "days",
        (0, 3_650),
        "E086 E146",
        "Days from announcement until all added beach officers are on their way: mobile units move "
        "by order, reservists are called up.",
    ),
    inferred(
        "beach_training_time",
        10,
        "days",
        (0, 3_650),
        "E146",
        "Days until they are at work: none for mobile units, seventeen for reservists.",
    ),
    assumed(
        "beach_leavers",
        0.02,
        "share/year",
        (0, 1),
        "Share of added beach officers who leave in a year without a successor at hand; units "
        "otherwise relieve one another.",
    ),
    inferred(
        "beach_officer_elasticity",
        0.2,
        "ratio",
        (0, 1),
        "E082 E083 E087 E088",
        "Rise of the searching on beaches, in per cent, for each per cent of officers there, at "
        "constant launches. Below 1: added officers cover later hours and farther shores, and "
        "gangs watch them. Fitted to officers, launches and the prevented share from 2019 to 2025 "
        "together with prevention_dilution.",
    ),
    inferred(
        "investigator_elasticity",
        0.5,
        "ratio",
        (0, 1),
        "E151 E152",
        "Rise of the cases that an agency can have open, in per cent, for each per cent of "
        "investigators.",
    ),
    inferred(
        "officer_cost",
        120_000,
        "GBP/officer/year",
        (1, 10_000_000),
        "S083 S085",
        "Full cost of an officer-year. Range 90,000 to 190,000: £150m over two years for some 400 "
        "staff, half of it or all of it spent on them.",
    ),
)
