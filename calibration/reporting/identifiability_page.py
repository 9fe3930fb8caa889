"""The made parts of the page on calibration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

import sim
from calibration.identifiability.data_information import LEVEL, MOVED, NARROWED, TIED, Learnt, Tie
from calibration.identifiability.policy_drivers import Rest
from calibration.posterior import Posterior, is_demand
from calibration.priors import Prior, Priors
from calibration.rank_statistics import Estimate, Ranks
from calibration.sbc import estimate_text
from runs.number_format import MINUS, signed_percent
from runs.reporting.outcome_names import NAMES

NAME = "calibration.md"
FIGURES = "figures/calibration"
LEARNT, POLICIES, RANKS = "learnt", "policies", "ranks"
MOST_TIES = 12
MOST_ON = 4
"""Free numbers named for one effect."""


def learnt_part(
    priors: Priors,
    posterior: Posterior,
    learnt: Sequence[Learnt],
    ties: Sequence[Tie],
) -> str:
    """Which numbers the data move."""
    by_name = {each.name: each for each in learnt}
    rows = [_row(prior, posterior, by_name[prior.parameter]) for prior in priors.parameters]
    quarters = [each for each in learnt if is_demand(each.name)]
    untouched, unsure = (
        [each.name for each in learnt if each.taught == answer] for answer in ("no", "open")
    )
    facts = posterior.facts
    return "\n".join(
        [
            f"The posterior of {posterior.members} draws, known until {facts['cutoff']}, seed "
            f"{facts['seed']}, beside its priors, on the scale of each prior (Narrows "
            f"{sim.__version__}). *Moved*: the mean shifts by {MOVED:g} or more of the prior's "
            f"standard deviations. *Narrowed*: the standard deviation falls to {NARROWED:g} of the "
            "prior's or less. *Perhaps*: the interval holds both. Intervals, 95 %, are for the "
            "number of draws, not for what another fit would give.",
            "",
            f"![Densities of each parameter before and after the data]({FIGURES}/parameters.png)",
            "",
            "| parameter | prior, 90 % | posterior, median and 90 % interval | shift | "
            "spread left | what was learned from the data |",
            "| --- | --- | --- | --- | --- | --- |",
            *rows,
            "",
            f"![Unexplained demand by quarter]({FIGURES}/demand.png)",
            "",
            f"Of {len(quarters)} quarters of unexplained demand, "
            f"{sum(each.moved == 'yes' for each in quarters)} are moved, "
            f"{sum(each.narrowed == 'yes' for each in quarters)} narrowed, "
            f"{sum(each.name in unsure for each in quarters)} perhaps either, and "
            f"{sum(each.name in untouched for each in quarters)} not moved by the data.",
            "",
            f"**Not moved by the data:** {_listed(untouched)}. What is said of them is close to "
            "what was thought before.",
            "",
            f"**Open:** {_listed(unsure)}. Draws are too few to say.",
            "",
            _ties(ties),
        ]
    )


def _row(prior: Prior, posterior: Posterior, found: Learnt) -> str:
    low, middle, high = np.quantile(posterior.parameters[prior.parameter], (0.05, 0.5, 0.95))
    cells = [
        f"`{prior.parameter}`",
        f"{_number(prior.low)} to {_number(prior.high)}",
        f"{_number(middle)} ({_number(low)} to {_number(high)})",
        f"{_signed(found.shift)} ({_signed(found.shift_low)} to {_signed(found.shift_high)})",
        f"{found.ratio:.2f} ({found.ratio_low:.2f} to {found.ratio_high:.2f})",
        found.words,
    ]
    return f"| {' | '.join(cells)} |"


def _ties(ties: Sequence[Tie]) -> str:
    rule = f"rank correlation of {TIED:g} or more over draws"
    if not ties:
        return f"No two free numbers are tied ({rule})."
    named = [
        f"`{tie.one}` and `{tie.other}` {_signed(tie.correlation)}" for tie in ties[:MOST_TIES]
    ]
    more = f", and {len(ties) - MOST_TIES} more" if len(ties) > MOST_TIES else ""
    return (
        f"**Learned jointly** ({rule}; the data determine a combination better than either): "
        f"{'; '.join(named)}{more}."
    )


def policies_part(rests: Sequence[Rest], learnt: Sequence[Learnt], members: int, seed: int) -> str:
    """What each policy's effect rests on."""
    untaught = {each.name for each in learnt if each.taught != "yes"}
    rows = [_rest(rest) for rest in rests]
    return "\n".join(
        [
            f"The change that each scenario makes to arrivals and expected deaths, as a share of "
            f"the same draw's baseline, for {members} posterior draws, one run of each "
            f"scenario a draw, seed {seed}; and its rank correlation over draws with every "
            "free number. Named are correlations above what the largest of all in this table "
            f"reaches in {LEVEL:.0%} of shufflings, with the 95 % interval over resampled draws. "
            "A dependence that is weaker than that may be there and is not seen with so many "
            "draws, one run each: chance hides it.",
            "",
            "| scenario | outcome | change, mean and 95 % interval | goes with |",
            "| --- | --- | --- | --- |",
            *rows,
            "",
            *_warnings(rests, untaught),
        ]
    )


def _rest(rest: Rest) -> str:
    found = rest.change
    change = (
        f"{signed_percent(found.mean, 1)} ({signed_percent(found.low, 1)} to "
        f"{signed_percent(found.high, 1)})"
        if found.known
        else "undefined in a draw"
    )
    on = "; ".join(
        f"`{each.name}` {_signed(each.correlation)} ({_signed(each.low)} to {_signed(each.high)})"
        for each in rest.clear[:MOST_ON]
    )
    return f"| {rest.scenario} | {NAMES[rest.outcome]} | {change} | {on or 'nothing seen'} |"


def _warnings(rests: Sequence[Rest], untaught: set[str]) -> list[str]:
    content = [
        f"- **{rest.scenario}**, {NAMES[rest.outcome]}: the effect partly rests on "
        f"{_listed(on)}, which the data do not clearly move."
        for rest in rests
        if (on := [each.name for each in rest.clear if each.name in untaught])
    ]
    return content or [
        "No effect is seen to rest on a free number that the data do not clearly move."
    ]


def ranks_part(note: Mapping[str, Any], ranks: Mapping[str, Ranks]) -> str:
    """Ranks of truths on made data."""
    free = ranks["free"]
    rows = [
        f"| {what} | " + " | ".join(cells) + " |"
        for what, cells in (
            ("numbers", [str(len(each.names)) for each in ranks.values()]),
            ("chance of ranks as uneven, if even", [_chance(each) for each in ranks.values()]),
            ("50 % intervals hold, per cent", _estimates(ranks, 0.5)),
            ("90 % intervals hold, per cent", _estimates(ranks, 0.9)),
            (
                "mean squared distance, in draws' standard deviations",
                [estimate_text(free.squares()), "not given: draws are not normal"],
            ),
            ("leave their band", [f"{len(e.uneven)} of {len(e.names)}" for e in ranks.values()]),
        )
    ]
    return "\n".join(
        [
            f"{free.sets} sets of data that the model made: free numbers drawn from the priors, "
            f"run once until {note['cutoff']} with draws of their own, and an error for each "
            f"target; then the same fit, {free.members} draws and {len(note['inflations'])} "
            f"steps, seed {note['seed']}. Ranks of a set depend on one another, so intervals and "
            "the chi-square test are over sets.",
            "",
            f"![Ranks of the truth among draws]({FIGURES}/ranks.png)",
            "",
            "| | free numbers | outcomes |",
            "| --- | --- | --- |",
            *rows,
            "",
            _verdict(free),
        ]
    )


def _estimates(ranks: Mapping[str, Ranks], level: float) -> list[str]:
    return [estimate_text(each.coverage(level), 100) for each in ranks.values()]


def _chance(ranks: Ranks) -> str:
    return f"{ranks.histogram(1).chance:.3f}"


def _verdict(ranks: Ranks) -> str:
    """In words: even, or how not."""
    even = ranks.histogram(1).chance >= 1 - LEVEL
    squares, kept = ranks.squares(), [ranks.coverage(level) for level in (0.5, 0.9)]
    passed = even and all(each.agrees for each in (squares, *kept))
    outside = (
        f" Outside their bands, of which one in twenty would be by chance: {_listed(ranks.uneven)}."
    )
    if passed:
        return f"**Even.** Nothing parts the ranks of free numbers from even ones.{outside}"
    return f"**Not even.** {_how(squares)}{outside}"


def _how(squares: Estimate) -> str:
    if squares.low > squares.right:
        return "Draws are too close together: the fit is surer than it should be."
    if squares.high < squares.right:
        return "Draws are too far apart: the fit is less sure than it could be."
    return "Draws are neither too close together nor too far apart, but off."


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "none"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", MINUS)
