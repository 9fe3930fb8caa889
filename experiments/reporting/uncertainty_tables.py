"""Tables of a report on what drives an effect, and what would change a conclusion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from experiments.uncertainty.break_even import BreakEven
from experiments.uncertainty.draw_table import Source
from experiments.uncertainty.drivers import Driver
from experiments.uncertainty.effect_uncertainty import AVERTED_A_YEAR, SignChange
from experiments.uncertainty.information_value import ALL
from experiments.uncertainty.policy_choice import Choice, RobustChoice
from experiments.uncertainty.regimes import Regimes
from experiments.uncertainty.variance_shares import VarianceShares
from runs.intervals import Interval
from runs.number_format import percent, rounded, signed, span
from runs.reporting.markdown import table

SOURCE_NAMES = {
    Source.STOCHASTIC: "stochastic",
    Source.FITTED: "fitted",
    Source.ASSUMED_WORLD: "assumed world",
    Source.ASSUMED_EFFECT: "assumed effect",
}
KNOWN = {
    ALL: ALL,
    Source.FITTED: "all fitted inputs",
    Source.ASSUMED_WORLD: "all of the assumed world",
    Source.ASSUMED_EFFECT: "all assumed effects",
}
"""Names of what is known together."""
RULES = {
    "best worst case (maximin)": "maximin", "least regret (minimax regret)": "minimax_regret",
}  # fmt: skip
"""Rules of robust choice in words, and their columns."""
UNKNOWN = "too few draws"
HELD_FIXED = "held fixed"


def shares_table(shares: Mapping[str, VarianceShares]) -> list[str]:
    """Shares of variance by source, one row an effect."""
    rows = [[name, *(_share(of, source) for source in SOURCE_NAMES)] for name, of in shares.items()]
    return table(["Effect", *(name.capitalize() for name in SOURCE_NAMES.values())], rows)


def assumptions_table(
    drivers: Sequence[Driver], changes: Sequence[SignChange], unit: str
) -> list[str]:
    """The inputs that matter most, what the effect does over their range, where its sign changes.

    Inputs that explain no more than chance are left out.

    Args:
        drivers: In order.
        changes: Where the mean effect changes its sign, for each driver.
        unit: Of the effect.
    """
    rows = [
        [
            f"`{each.name}`", SOURCE_NAMES[each.source], share_text(each.share),
            f"{rounded(each.value_low):g} to {rounded(each.value_high):g}",
            f"{signed(each.low, unit)} to {signed(each.high, unit)}",
            _sign_change(change),
        ]
        for each, change in zip(drivers, changes, strict=True)
        if each.clear
    ]  # fmt: skip
    header = ["Input", "Source", "Share of variance (95 %)", "From 5th to 95th percentile",
              "Change against the baseline there", "Sign changes at"]  # fmt: skip
    return table(header, rows)


def _sign_change(change: SignChange) -> str:
    found = change.found
    if np.isnan(found.found):
        return UNKNOWN
    if not found.exists:
        return "no value"
    ends = f"{rounded(found.low):g} to {rounded(found.high):g}"
    return f"{rounded(found.value):g} ({ends})"


def break_even_statement(found: BreakEven, what: str) -> str:
    """One sentence on the value at which a conclusion changes, or that none does.

    Args:
        found: The value.
        what: The conclusion, such as "arrivals fall".
    """
    if np.isnan(found.found):
        return f"{what}: too few draws to say where this changes"
    tried = f"{rounded(found.lowest):g} to {rounded(found.highest):g}"
    if not found.exists:
        holds = "holds" if found.everywhere else "does not hold"
        chance = f"; in {percent(found.found)} of resamples a value does" if found.found else ""
        return f"{what}: {holds} over the whole range of {tried}; no value changes it{chance}"
    return (
        f"{what}: changes at {rounded(found.value):g} ({rounded(found.low):g} to "
        f"{rounded(found.high):g}), in a range of {tried}"
    )


def regimes_table(found: Regimes, unit: str) -> list[str]:
    """The effect by thirds of the state that separates it most."""
    rows = [
        [
            f"{rounded(each.low):g} to {rounded(each.high):g}", str(each.replicates),
            signed(each.effect.mean, unit), span(each.effect.low, each.effect.high, unit),
            f"{100 * each.share:.0f} %" if np.isfinite(each.share) else "",
        ]
        for each in found.regimes
    ]  # fmt: skip
    header = [found.state, "Replicates", "Mean change", "95 % interval, all at once",
              "Share of the whole change"]  # fmt: skip
    return table(header, rows)


def information_table(values: pd.DataFrame) -> list[str]:
    """What knowing is worth, in units of utility; inputs that are not worth anything left out."""
    rows = [
        [
            KNOWN.get(str(row["known"]), f"`{row['known']}`"),
            f"{rounded(row['value']):g} ({rounded(row['low']):g} to {rounded(row['high']):g})"
            if row["counts"]
            else "none that can be seen",
            f"{rounded(row['floor']):g}",
        ]
        for row in values.to_dict("records")
        if row["counts"] or not row["single"]
    ]
    return table(["If it were known", "Worth (95 %)", "What knowing nothing seems worth"], rows)


def robustness_table(found: pd.DataFrame, gain: str = "utility") -> list[str]:
    """How each policy does over all draws.

    Args:
        found: Of :func:`experiments.uncertainty.robust_choice.robustness`.
        gain: What utility counts, in words.
    """
    numbers = ["mean", "least", "greatest_regret", "regret_90"]
    rows = [
        [
            str(name), *(f"{rounded(row[each]):g}" for each in numbers), percent(row["best"]),
            ", ".join(
                rule
                for rule, key in RULES.items()
                if row[key]
            ),
        ]
        for name, row in found.iterrows()
    ]  # fmt: skip
    header = ["Policy", f"Mean {gain}", "Least", "Greatest regret", "90th percentile of regret",
              "Best in", "Choice of"]  # fmt: skip
    return table(header, rows)


def robust_choice_lines(
    choices: Sequence[Choice | RobustChoice], reached: Mapping[str, float]
) -> list[str]:
    """Which policy is robust, by each aim, and how often policies reach what is wanted.

    Args:
        choices: How policies do, by aim.
        reached: Share of draws in which expected effects reach every goal, by policy.
    """
    lines = [
        "Over what inputs explain, without random draws. *Regret*: what a policy loses against the "
        "best for that draw. Two rules choose: the best worst case (maximin) has the greatest "
        "least; the least regret (minimax regret) has the smallest greatest loss.",
    ]
    for choice in choices:
        lines += [
            "", f"By {choice.aim.name} ({choice.aim.unit}):", "",
            *robustness_table(choice.robustness, choice.aim.gain),
        ]  # fmt: skip
    said = [f"{name} {percent(share)}" for name, share in reached.items() if np.isfinite(share)]
    if said:
        lines += [
            "",
            f"Share of draws in which the expected effect is both {AVERTED_A_YEAR:,.0f} people "
            f"averted a year and no rise in expected deaths (satisficing): {', '.join(said)}.",
        ]
    return lines


def _share(of: VarianceShares, source: Source) -> str:
    return HELD_FIXED if source in of.held_fixed else share_text(of.shares[source])


def share_text(share: Interval) -> str:
    """A share of variance with its interval, or that it is not known."""
    if not share.known:
        return UNKNOWN
    low, high = (100 * min(max(end, 0.0), 1.0) for end in (share.low, share.high))
    return f"{100 * max(share.mean, 0.0):.0f} % ({low:.0f} to {high:.0f})"
