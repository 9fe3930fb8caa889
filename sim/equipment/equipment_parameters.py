"""Parameters of boats, engines and their supply."""

from sim.core.parameter import Parameter, assumed, inferred
from sim.core.plausible_range import Scale, analogy, evidence, judgement

READERS = (
    "sim.enforcement.interdiction",
    "sim.enforcement.learning",
    "sim.equipment.procurement",
    "sim.equipment.storage",
    "sim.equipment.supplier_market",
    "sim.gangs.expectations",
    "sim.gangs.lending",
)
"""Modules that read these parameters."""

BOATS: tuple[Parameter, ...] = (
    inferred(
        "boat_cost",
        8_300,
        "GBP",
        (100, 1_000_000),
        "P279",
        "Price of a boat with its engine, delivered: 10,000 euros at 0.83 pounds a euro.",
        plausible=evidence(
            7_500,
            15_000,
            Scale.LOG,
            "E113 E114 E115",
            "From a set fetched at the store to a complete set delivered with life vests, 2022 "
            "to 2024.",
        ),
    ),
    assumed(
        "engine_share_of_cost",
        0.5,
        "share",
        (0.05, 0.95),
        "Engine's part of that price: the hull alone costs a small part, the rest is engine and "
        "delivery.",
        source="P279 P280",
        plausible=evidence(
            0.25,
            0.6,
            Scale.LOGIT,
            "E116 P279",
            "Outboards of some 3,000 in sets of 8,000 to 12,500.",
        ),
    ),
    assumed(
        "boat_supply_per_week",
        55,
        "boats/week",
        (0, 100_000),
        "Boats that all suppliers can deliver to the trade. Above the need of some thirty-five a "
        "week, so that supply binds only when something takes boats away.",
        source="P297",
    ),
    assumed(
        "engine_supply_per_week",
        80,
        "engines/week",
        (0, 100_000),
        "Engines that all suppliers can deliver; they come from an open market and bind less.",
        source="P289",
        plausible=judgement(
            60,
            200,
            Scale.LOG,
            "An open market with thefts beside it; engines have not been short in any report.",
        ),
    ),
    assumed(
        "supply_price_elasticity",
        0.4,
        "ratio",
        (0, 5),
        "Rise of the boat price with orders waiting, against a week of supply.",
        plausible=analogy(
            0.1,
            1.2,
            Scale.LOG,
            "E057 E097",
            "Boats became fewer from 2022 to 2024 at a price that rose by less than half; the "
            "price of a chemical input tripled in the best case known.",
        ),
    ),
    assumed(
        "supply_lag",
        180,
        "days",
        (7, 3_650),
        "Days in which a supplier closes 1 - 1/e of the gap between what it delivers and what is "
        "asked of it.",
        plausible=analogy(
            45,
            540,
            Scale.LOG,
            "E057 E058",
            "After the largest shock to an illegal trade's input the price was back in four "
            "months and the market in eighteen.",
        ),
    ),
    assumed(
        "supply_most",
        1.5,
        "ratio",
        (1, 100),
        "Most that a supplier can in time deliver, against its share of the usual supply.",
        plausible=analogy(
            1.1,
            4.0,
            Scale.LOG,
            "E057 E097",
            "Hulls are glued by hand in small shops, and people who do so are found; from 2022 to "
            "2024 supply followed a trade that grew by half in people and fell in boats.",
        ),
    ),
    assumed(
        "supply_substitution",
        0.5,
        "share",
        (0, 1),
        "Share of what a closed supplier delivered that the others can in time deliver besides.",
        plausible=analogy(
            0.2,
            0.95,
            Scale.LOGIT,
            "E058 E059",
            "Half of fifteen controls of an input had no visible effect, and the best one lasted "
            "for eighteen months.",
        ),
    ),
    assumed(
        "order_lead_time",
        10,
        "days",
        (1, 365),
        "Days from order to dispatch.",
        plausible=evidence(
            5,
            35,
            Scale.LOG,
            "E118",
            "Stores near the coast are a night's drive away; new boats come by lorry or sea in "
            "weeks.",
        ),
    ),
    assumed(
        "consignment_boats",
        5,
        "boats",
        (1, 50),
        "Most boats, or engines alone, in one transport; some four a seizure were found in "
        "Bulgaria.",
        source="P291",
        plausible=evidence(
            3,
            25,
            Scale.LOG,
            "E092 E093 E094",
            "Four a seizure on average, up to eight in a van and 25 in a lorry.",
        ),
    ),
    assumed(
        "order_lot",
        4,
        "boats",
        (1, 50),
        "Fewest boats that a gang orders at a time while it has any, and fewest engines without "
        "boats.",
        source="P291",
        plausible=evidence(
            2,
            15,
            Scale.LOG,
            "E094 E118",
            "Finds of one gang's stock held 12 to 21 boats; vans carry a few.",
        ),
    ),
    assumed(
        "stock_share",
        0.6,
        "share",
        (0, 1),
        "Most of what a gang has, in money and in boats in stock or on order at today's price, "
        "that it ties up in boats. Gangs that spend all they have on boats weeks away go under in "
        "the midst of plenty.",
        plausible=judgement(
            0.3,
            0.85,
            Scale.LOGIT,
            "Gangs with all of their money in boats weeks away would fail at the first loss.",
        ),
    ),
    assumed(
        "coast_cover_days",
        14,
        "days",
        (1, 365),
        "Days of expected launches for which a gang keeps boats at the coast; the rest stays in "
        "store inland until it is called.",
        source="P288",
        plausible=evidence(
            5,
            35,
            Scale.LOG,
            "E118",
            "Raids on inland stores found two to four weeks of one large gang's launches.",
        ),
    ),
    assumed(
        "store_detection",
        0.000_02,
        "1/officer/week",
        (0, 1),
        "Weekly chance to find a stored consignment: 1 - exp(-rate x officers who look for "
        "equipment on roads out of that hub).",
        source="P288",
        plausible=judgement(
            0.000003,
            0.0001,
            Scale.LOG,
            "A few stores a year are found in raids on known gangs; chance finds are rarer.",
        ),
    ),
    assumed(
        "cover_days",
        75,
        "days",
        (1, 365),
        "Days of expected launches that a gang wants covered by boats in stock and on order.",
        plausible=judgement(
            30,
            150,
            Scale.LOG,
            "Boats are ordered in winter for the season; a gang that covers a month runs short "
            "in June.",
        ),
    ),
    assumed(
        "engine_cover",
        1.1,
        "engines/boat",
        (0, 5),
        "Engines ordered for each boat ordered.",
        plausible=evidence(
            1.0,
            1.5,
            Scale.LOG,
            "E092 E118",
            "Finds hold as many engines as boats or somewhat more.",
        ),
    ),
    inferred(
        "boat_capacity_large",
        74,
        "people",
        (1, 500),
        "P156 P280",
        "Most people that the median large boat can hold: hulls sold as made for up to seventy, "
        "and a tenth of boats carried more than 70 in 2023-24.",
    ),
    assumed(
        "boat_capacity_small",
        56,
        "people",
        (1, 500),
        "Most people that the median small boat can hold: the class that carried 51 to 60 in "
        "2022-23.",
        source="P156",
    ),
    inferred(
        "large_boat_share",
        0.65,
        "share",
        (0, 1),
        "P156",
        "Share of boats built that are large, at the start of 2024. At least the 0.22 that carried "
        "more than sixty.",
    ),
    inferred(
        "large_boat_growth",
        0.5,
        "log odds/year",
        (-5, 5),
        "P156",
        "Yearly growth of the odds that a boat is large, until July 2025: makers went over to "
        "larger hulls. The odds of a load above sixty grew by 1.9 from 2022-23 to 2023-24, of "
        "which fuller boats are a part.",
    ),
    inferred(
        "boat_capacity_longest",
        95,
        "people",
        (1, 500),
        "P425 P426 P427",
        "Most people that the median boat of the longest kind can hold: boats of ten metres "
        "carried 106 to 125.",
        plausible=evidence(
            85,
            120,
            Scale.LOG,
            "P425 P426 P427",
            "Boats with 80 people and more were 11 in the year to April 2024 and 33 in the next; "
            "the fullest carried 125.",
        ),
    ),
    inferred(
        "longest_boat_share",
        0.25,
        "share",
        (0, 1),
        "P403 P408 P427",
        "Share of the large boats built that are of the longest kind, from July 2025 on; it grows "
        "evenly from none in April 2024.",
        plausible=evidence(
            0.08,
            0.5,
            Scale.LOGIT,
            "P403 P408 P427",
            "Half of the boats of the year to October 2025 came on days with 60 and more a boat, "
            "and the mean of its summer was 65.",
        ),
    ),
    assumed(
        "capacity_spread",
        0.12,
        "log share",
        (0, 1),
        "Spread of boat sizes about the size class.",
        source="P156",
        plausible=evidence(
            0.06,
            0.25,
            Scale.LOG,
            "P156",
            "Loads of one class spread by a tenth to a quarter about their mean.",
        ),
    ),
    assumed(
        "quality_spread",
        0.3,
        "log share",
        (0, 2),
        "Spread of build quality among boats; the median boat has quality 1.",
        plausible=judgement(
            0.1,
            0.6,
            Scale.LOG,
            "Hand-glued hulls of many makers; nobody has tested them.",
        ),
    ),
)
