"""What gangs take and hold, from a scenario's own numbers, to size measures against their money."""

from __future__ import annotations

from sim.named_values import Values

WEEKS_PER_YEAR = 52.0


def frozen_a_week(values: Values, share_of_takings: float) -> float:
    """Return the share of gangs' capital that must be frozen each week.

    Sources give frozen money as a share of a year's takings; gangs lose a share of what they hold.
    Takings are everyone who enters times the price, holdings the working capital of all members.

    Args:
        values: The scenario's named values at their base.
        share_of_takings: Share of a year's takings that is frozen in the year.
    """
    takings = values.people_per_year * values.price_reference
    ranks = range(1, int(values.gangs_at_start) + 1)
    members = sum(values.largest_members * rank**-values.size_exponent for rank in ranks)
    capital = max(values.capital_per_member * members, 1.0)
    return float(min(share_of_takings * takings / WEEKS_PER_YEAR / capital, 1.0))
