"""The section of a report on how sure its answer is, and why it is not surer."""

from __future__ import annotations

import numpy as np

from experiments.comparison.paired_effects import unit_of
from experiments.reporting.input_meanings import named
from experiments.reporting.uncertainty_tables import (
    SOURCE_NAMES,
    assumptions_table,
    break_even_statement,
    information_table,
    regimes_table,
    robust_choice_lines,
    shares_table,
)
from experiments.uncertainty.comparison_draws import Spread
from experiments.uncertainty.draw_table import Source
from experiments.uncertainty.drivers import Driver
from experiments.uncertainty.effect_uncertainty import (
    AVERTED,
    AVERTED_A_YEAR,
    DECIDING,
    PROBABILITIES,
    EffectUncertainty,
    Goal,
    NeededStrength,
    PolicyUncertainty,
)
from experiments.uncertainty.policy_choice import Choice
from experiments.uncertainty.variance_shares import LEAST_DRAWS
from runs.number_format import counted, rounded, signed, span
from runs.reporting.markdown import capital, table
from runs.reporting.outcome_names import NAMES

TITLE = "How sure, and why not surer"
FIGURE = "drivers"
"""Name of the figure of what effects depend on."""
MOST_POLICIES = 8
"""Policies whose tables are shown."""
WHAT_SOURCES_ARE = (
    "Replicates differ for four reasons: random draws (*stochastic*), parameters fitted to the "
    "record (*fitted*), parameters without data (*assumed world*) and how strong measures are "
    "(*assumed effect*)."
)


def uncertainty_section(found: EffectUncertainty, figure: bool) -> str:
    """The section as Markdown.

    Args:
        found: All estimates.
        figure: Whether the figure of drivers stands beside the report.
    """
    shown = dict(list(found.policies.items())[:MOST_POLICIES])
    lines = [f"## {TITLE}", "", f"{WHAT_SOURCES_ARE} {_left_out(found)}"]
    if found.changes.replicates < LEAST_DRAWS:
        return "\n".join([*lines, "", f"{few(found.changes.replicates)}."])
    if len(shown) < len(found.policies):
        lines += ["", f"The first {MOST_POLICIES} of {len(found.policies):,} policies."]
    lines += _worlds(shown)
    lines += _shares(shown)
    lines += _depends_on(shown, figure)
    lines += _would_have_to_be_true(found, shown)
    lines += _regimes(shown)
    lines += _find_out_first(found)
    lines += _robust(found, shown)
    return "\n".join(lines)


def few(replicates: int) -> str:
    """Why nothing is said of the sources of doubt; without a full stop."""
    return (
        f"{counted(replicates, 'replicate')} cannot show where the doubt comes from; that needs "
        f"{LEAST_DRAWS}"
    )


def headlines(found: EffectUncertainty) -> list[str]:
    """What belongs into the answer: effects that one regime carries."""
    said = []
    for name, policy in found.policies.items():
        for outcome, of in policy.regimes.items():
            if (third := of.concentrated) is not None:
                said.append(
                    f"{name}: the effect on {NAMES[outcome]} is concentrated where *{of.state}* is "
                    f"{rounded(third.low):g} to {rounded(third.high):g}; this third of the "
                    f"replicates carries {100 * third.share:.0f} % of it."
                )
    return said


def _left_out(found: EffectUncertainty) -> str:
    fixed = [
        SOURCE_NAMES[source]
        for source in (Source.FITTED, Source.ASSUMED_WORLD, Source.ASSUMED_EFFECT)
        if not found.changes.draws.of(source)
    ]
    if not fixed:
        return "All four are in the intervals."
    return (
        f"Held fixed, and left out of all intervals: {', '.join(fixed)}. Their share of zero is "
        "no evidence that they do not matter."
    )


def _worlds(policies: dict[str, PolicyUncertainty]) -> list[str]:
    rows = [
        [
            f"{name}: {NAMES[outcome]}", signed(world.mean, unit_of(outcome)),
            span(world.low, world.high, unit_of(outcome)),
        ]
        for name, policy in policies.items()
        for outcome in DECIDING
        if (world := policy.worlds[outcome]).known
    ]  # fmt: skip
    if not rows:
        return []
    return [
        "", "### How far one world may differ", "",
        "Intervals in the answer are of means over all draws. The world is one draw. If all that "
        "is drawn here were drawn once more, random draws among it, the effect would lie between "
        "these ends in 95 % of cases (prediction interval). More replicates do not narrow it.", "",
        *table(["Effect", "Mean", "In one world"], rows),
    ]  # fmt: skip


def _shares(policies: dict[str, PolicyUncertainty]) -> list[str]:
    shares = {
        f"{name}: {NAMES[outcome]}": policy.spreads[outcome].shares
        for name, policy in policies.items()
        for outcome in DECIDING
    }
    return [
        "", "### Where the doubt comes from", "",
        "Shares of the variance between replicates, with 95 % intervals. They add up to one.", "",
        *shares_table(shares),
    ]  # fmt: skip


def _depends_on(policies: dict[str, PolicyUncertainty], figure: bool) -> list[str]:
    lines = [
        "", "### What it depends on", "",
        "The inputs that explain most of each effect alone, at most ten, in order. *Sign changes "
        "at*: the value at which the mean effect changes its sign, with its 95 % interval. Inputs "
        "that explain *no more than chance* are left out: as many inputs that do nothing would "
        "show one as strong.",
    ]  # fmt: skip
    if figure:
        lines += ["", f"![What effects depend on most](figures/{FIGURE}.svg)"]
    for name, policy in policies.items():
        for outcome in DECIDING:
            lines += _drivers(name, policy, outcome)
    if any(each.clear for policy in policies.values() for each in _all_drivers(policy)):
        lines += [
            "", "Each input is taken alone, and what fits it by chance counts: the shares of "
            "inputs overlap, do not add up, and may exceed the shares by source above.",
        ]  # fmt: skip
    return lines


def _all_drivers(policy: PolicyUncertainty) -> list[Driver]:
    return [each for outcome in DECIDING for each in policy.spreads[outcome].drivers]


def _drivers(name: str, policy: PolicyUncertainty, outcome: str) -> list[str]:
    spread: Spread = policy.spreads[outcome]
    title = f"**{name}: {NAMES[outcome]}**"
    if not spread.drivers:
        return ["", f"{title}: no input varies, or the effect does not."]
    left_out = sum(not each.clear for each in spread.drivers)
    inputs = counted(left_out, "input")
    if left_out == len(spread.drivers):
        return ["", f"{title}: none of the {inputs} explains more than chance."]
    changes = policy.sign_changes[outcome]
    lines = ["", title, "", *assumptions_table(spread.drivers, changes, unit_of(outcome))]
    return [*lines, "", f"Left out, no more than chance: {inputs}."] if left_out else lines


def _would_have_to_be_true(
    found: EffectUncertainty, policies: dict[str, PolicyUncertainty]
) -> list[str]:
    lines = ["", "### What would have to be true", ""]
    strengths = [(name, each) for name, policy in policies.items() for each in policy.strengths]
    if strengths:
        out_of_reach, others = _out_of_reach(strengths)
        lines += [*out_of_reach, *(f"- {name}: {_strength(each)}." for name, each in others)]
    else:
        lines += [
            "Strengths of measures are held fixed or matter for no effect here, so that no weakest "
            "strength can be given."
        ]
    for name, policy in policies.items():
        lines += ["", *(f"- {_signs(name, policy, outcome)}" for outcome in DECIDING)]
    for choice in found.choices:
        lines += ["", f"- {_rankings(choice)}"]
    return lines


Strengths = list[tuple[str, NeededStrength]]


def _out_of_reach(strengths: Strengths) -> tuple[list[str], Strengths]:
    """A line for each goal on the policies of which no strength reaches it; the other strengths."""
    missed: dict[Goal, dict[str, list[str]]] = {}
    others: Strengths = []
    for (goal, name), group in _by_goal_and_policy(strengths).items():
        if all(_is_missed(each) for each in group):
            inputs = dict.fromkeys(f"`{each.strength}`" for each in group)
            missed.setdefault(goal, {})[name] = list(inputs)
        else:
            others += [(name, each) for each in group]
    lines = []
    for goal, policies in missed.items():
        under = "; ".join(f"{name} ({', '.join(inputs)})" for name, inputs in policies.items())
        lines.append(
            f"- {capital(_goal(goal))}, as likely as not or with probability "
            f"{PROBABILITIES[1]:g}: at no value of any strength tried. {under}."
        )
    return lines, others


def _by_goal_and_policy(strengths: Strengths) -> dict[tuple[Goal, str], list[NeededStrength]]:
    found: dict[tuple[Goal, str], list[NeededStrength]] = {}
    for name, each in strengths:
        found.setdefault((each.goal, name), []).append(each)
    return found


def _is_missed(each: NeededStrength) -> bool:
    """Whether no value in the range reaches the goal."""
    found = each.found
    return not (np.isnan(found.found) or found.exists or found.everywhere)


def _goal(goal: Goal) -> str:
    if goal.outcome == AVERTED:
        return f"{AVERTED_A_YEAR:,.0f} people averted a year"
    return "no rise in expected deaths"


def _strength(each: NeededStrength) -> str:
    goal = _goal(each.goal)
    likely = each.probability == PROBABILITIES[0]
    how = "as likely as not" if likely else f"with probability {each.probability:g}"
    found, what, strength = each.found, f"{goal} {how}", f"`{each.strength}`"
    if np.isnan(found.found):
        return f"{what}: too few draws"
    tried = f"{rounded(found.lowest):g} to {rounded(found.highest):g}"
    if found.exists:
        return (
            f"{what}: if {strength} is {'at least' if each.rises else 'at most'} "
            f"{rounded(found.value):g} ({rounded(found.low):g} to {rounded(found.high):g}), of "
            f"{tried} tried"
        )
    return f"{what}: {'whatever' if found.everywhere else 'at no value of'} {strength} in {tried}"


def _signs(name: str, policy: PolicyUncertainty, outcome: str) -> str:
    changes, drivers = policy.sign_changes[outcome], policy.spreads[outcome].drivers
    clear = {each.name for each in drivers if each.clear}
    some = [f"`{each.input}`" for each in changes if each.input in clear and each.found.exists]
    what = f"{name}, {NAMES[outcome]}"
    if not changes:
        return f"{what}: no input varies."
    if not some:
        return f"{what}: no input that clearly matters changes the sign of the mean effect."
    return f"{what}: the sign of the mean effect changes within the range of {', '.join(some)}."


def _rankings(choice: Choice) -> str:
    one, other = choice.best
    what = f"By {choice.aim.name}, **{one}** comes before **{other}**"
    some = [each for each in choice.rankings if each.found.exists]
    if not choice.rankings:
        return f"{what}; no input varies."
    if not some:
        return f"{what}, whatever each of the {len(choice.rankings)} inputs that matter most is."
    said = "; ".join(break_even_statement(each.found, f"`{each.input}`") for each in some)
    return f"{what} on average. Where they change places: {said}."


def _regimes(policies: dict[str, PolicyUncertainty]) -> list[str]:
    lines = [
        "", "### When it works", "",
        "Mean change by thirds of a state of the baseline. Of the states tried, the one whose "
        "thirds differ most is shown; intervals hold for all thirds of all states at once.",
    ]  # fmt: skip
    nothing, too_few = [], []
    for name, policy in policies.items():
        for outcome, found in policy.regimes.items():
            what = f"{name}: {NAMES[outcome]}"
            if found.clear:
                lines += ["", f"**{what}**", "", *regimes_table(found, unit_of(outcome))]
            elif found.regimes:
                nothing.append(
                    f"- {what}: thirds of no state differ by more than chance "
                    f"(p = {found.p_value:.2f})."
                )
            else:
                too_few.append(what)
    if too_few:
        of = "" if len(too_few) == len(DECIDING) * len(policies) else f" ({'; '.join(too_few)})"
        nothing.append(f"- Too few replicates for thirds{of}.")
    return lines + (["", *nothing] if nothing else [])


def _find_out_first(found: EffectUncertainty) -> list[str]:
    lines = [
        "", "### What to find out first", "",
        "What it is worth to know an input before choosing, on average over what is drawn. Values "
        "count where they exceed what knowing an input that does nothing seems worth. Random draws "
        "cannot be known, and have no value.",
    ]  # fmt: skip
    for choice in found.choices:
        lines += [
            "", f"If you choose by {choice.aim.name} ({choice.aim.unit}): {measure_first(choice)}.",
            "",
            *information_table(choice.information),
        ]  # fmt: skip
    return lines


def measure_first(choice: Choice) -> str:
    """What to measure first, only if that is shown to be worth anything; without a full stop."""
    nothing = "no single input is shown to be worth measuring before choosing"
    worth = choice.first_worth
    if worth is None:
        return nothing
    ends = f"{rounded(worth['low']):g} to {rounded(worth['high']):g}"
    what, size = named(str(worth["known"])), f"{rounded(worth['value']):g} {choice.aim.unit}"
    if worth["low"] > 0:
        return f"measure {what} first: choosing with it known gains {size} on average ({ends})"
    return f"{nothing}; with the best candidate known, {what}, it gains {size} on average ({ends})"


def _robust(found: EffectUncertainty, policies: dict[str, PolicyUncertainty]) -> list[str]:
    reached = {name: policy.reached for name, policy in policies.items()}
    return [
        "", "### Which policy is robust", "", *robust_choice_lines(found.choices, reached),
    ]  # fmt: skip
