"""Parameters of what gangs believe of routes, and how they choose among them."""

from sim.core.parameter import OnChange, Parameter, assumed
from sim.core.plausible_range import Scale, analogy, judgement

READERS = (
    "sim.enforcement.interdiction",
    "sim.enforcement.learning",
    "sim.equipment.supplier_market",
    "sim.gangs.founding",
    "sim.gangs.routing",
)
"""Modules that read these parameters."""

BELIEFS: tuple[Parameter, ...] = (
    assumed(
        "belief_memory",
        60,
        "days",
        (1, 3_650),
        "Days over which what a gang saw on a corridor loses weight to 1/e.",
        plausible=judgement(
            20,
            180,
            Scale.LOG,
            "From a few weeks of weather to a season of police work.",
        ),
    ),
    assumed(
        "belief_prior_losses",
        1,
        "people or consignments",
        (0.001, 10_000),
        "Losses that a gang imagines on a corridor before it has seen any.",
        plausible=judgement(
            0.3,
            5.0,
            Scale.LOG,
            "Set against the passages imagined beside it: a loss in ten to one in a hundred.",
        ),
        on_change=OnChange.ROUTES,
    ),
    assumed(
        "belief_prior_passages",
        20,
        "people or consignments",
        (0.001, 100_000),
        "Passages that it imagines beside them.",
        plausible=judgement(
            5,
            80,
            Scale.LOG,
            "Between a gang that believes its first group and one that needs a season.",
        ),
        on_change=OnChange.ROUTES,
    ),
    assumed(
        "rumour",
        0.02,
        "share",
        (0, 1),
        "Share of its rivals' losses and passages that a gang hears of.",
        plausible=judgement(
            0.003,
            0.15,
            Scale.LOG,
            "Rivals share drivers and camps and hide their losses.",
        ),
    ),
    assumed(
        "contact_spread",
        1.0,
        "log share",
        (0, 3),
        "Spread among gangs of what the same corridor costs them, by the contacts that they have.",
        plausible=judgement(
            0.4,
            1.8,
            Scale.LINEAR,
            "A route may be closed to one gang and cheap for another by kin and bribes.",
        ),
    ),
    assumed(
        "salience_decay",
        0.5,
        "ratio",
        (0.01, 1),
        "Weight of the less striking outcome of a corridor, passage or loss, against the more "
        "striking one; 1 weighs both by their chance alone.",
        plausible=judgement(
            0.25,
            0.95,
            Scale.LINEAR,
            "From gangs that see striking outcomes alone to gangs that weigh both by chance.",
        ),
        on_change=OnChange.ROUTES,
    ),
    assumed(
        "salience_floor",
        100,
        "GBP",
        (0.01, 1_000_000),
        "Size below which differences of outcome do not strike: the constant in salience.",
        plausible=judgement(
            20,
            500,
            Scale.LOG,
            "Below a day's cost or above a share of a fare nothing more is noticed.",
        ),
        on_change=OnChange.ROUTES,
    ),
    assumed(
        "loss_tolerance",
        0.235,
        "share",
        (0, 1),
        "Remembered share of people stopped on a leg beyond which a gang uses one route more each "
        "week, and below which it drops its worst.",
        plausible=judgement(
            0.1,
            0.45,
            Scale.LOGIT,
            "Land legs lose a fifth to four fifths of single tries without being given up.",
        ),
    ),
    assumed(
        "equipment_loss_tolerance",
        0.01,
        "share",
        (0, 1),
        "The same for consignments seized on a leg, of which fewer are found.",
        plausible=judgement(
            0.003,
            0.06,
            Scale.LOG,
            "Five to fifteen in a hundred boats are seized over the whole route.",
        ),
    ),
    assumed(
        "day_cost",
        25,
        "GBP/day",
        (0.01, 10_000),
        "What a gang believes a day on the way to cost for each person or boat: food, stay, "
        "drivers. It weighs routes by it; travellers pay it.",
        plausible=judgement(
            10,
            60,
            Scale.LOG,
            "Food, a place to sleep and drivers, from the Balkans to Paris.",
        ),
        on_change=OnChange.ROUTES,
    ),
    assumed(
        "stop_cost",
        80,
        "GBP/person",
        (0, 100_000),
        "What a gang pays when one of its customers is stopped on a corridor, out of a tenth of "
        "its money a day at most; the customers bear the rest. Money alone: how a stop weighs "
        "among ways is stop_aversion.",
        plausible=judgement(
            30,
            400,
            Scale.LOG,
            "A driver, a fee or a broken promise; not the price of the journey.",
        ),
    ),
    assumed(
        "stop_aversion",
        80,
        "GBP/stop",
        (0, 100_000),
        "What a stop weighs when a gang compares ways, beside the days until the next try and the "
        "fares of those who give up: trouble, risk to its guides, its name.",
        plausible=judgement(
            5,
            500,
            Scale.LOG,
            "From next to nothing, where the police only send people back, to several days' "
            "cost of travel, where guides are arrested.",
        ),
        on_change=OnChange.ROUTES,
    ),
    assumed(
        "split_scale",
        250,
        "GBP",
        (1, 100_000),
        "Difference of cost, for a person or a boat, at which a costlier route keeps 1/e of the "
        "cheaper route's share.",
        plausible=analogy(
            80,
            700,
            Scale.LOG,
            "E168",
            "People short of money took the costlier country's neighbour for some hundreds.",
        ),
        on_change=OnChange.ROUTES,
    ),
)
