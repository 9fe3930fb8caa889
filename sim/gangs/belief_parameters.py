"""Parameters of what gangs believe of ways, and how they choose among them."""

from sim.core.parameter import OnChange, Parameter, assumed

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
    ),
    assumed(
        "belief_prior_losses",
        1,
        "people or consignments",
        (0.001, 10_000),
        "Losses that a gang imagines on a corridor before it has seen any.",
        on_change=OnChange.ROUTES,
    ),
    assumed(
        "belief_prior_passages",
        20,
        "people or consignments",
        (0.001, 100_000),
        "Passages that it imagines beside them.",
        on_change=OnChange.ROUTES,
    ),
    assumed(
        "rumour",
        0.02,
        "share",
        (0, 1),
        "Share of its rivals' losses and passages that a gang hears of.",
    ),
    assumed(
        "contact_spread",
        1.0,
        "log share",
        (0, 3),
        "Spread among gangs of what the same corridor costs them, by the contacts that they have.",
    ),
    assumed(
        "salience_decay",
        0.5,
        "ratio",
        (0.01, 1),
        "Weight of the less striking outcome of a way, passage or loss, against the more striking "
        "one; 1 weighs both by their chance alone.",
        on_change=OnChange.ROUTES,
    ),
    assumed(
        "salience_floor",
        100,
        "GBP",
        (0.01, 1_000_000),
        "Size below which differences of outcome do not strike: the constant in salience.",
        on_change=OnChange.ROUTES,
    ),
    assumed(
        "loss_tolerance",
        0.235,
        "share",
        (0, 1),
        "Remembered share of people stopped on a leg beyond which a gang uses one way more each "
        "week, and below which it drops its worst.",
    ),
    assumed(
        "equipment_loss_tolerance",
        0.01,
        "share",
        (0, 1),
        "The same for consignments seized on a leg, of which fewer are found.",
    ),
    assumed(
        "day_cost",
        25,
        "GBP/day",
        (0.01, 10_000),
        "What a gang believes a day on the way to cost for each person or boat: food, stay, "
        "drivers. It weighs ways by it; travellers pay it.",
        on_change=OnChange.ROUTES,
    ),
    assumed(
        "stop_cost",
        80,
        "GBP/person",
        (0, 100_000),
        "What it costs a gang when one person is stopped on a corridor.",
        on_change=OnChange.ROUTES,
    ),
    assumed(
        "split_scale",
        250,
        "GBP",
        (1, 100_000),
        "Difference of cost, for a person or a boat, at which a dearer way keeps 1/e of the "
        "cheaper way's share.",
        on_change=OnChange.ROUTES,
    ),
)
