"""The top of an answer: how many averted, how sure, why not surer, what first, which policy."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from experiments.comparison.paired_effects import Effects
from experiments.comparison.verdicts import MARGINS, Verdict
from experiments.reporting.effect_statements import change, verdict_word
from experiments.reporting.uncertainty_section import few, measure_first
from experiments.reporting.uncertainty_tables import share_text
from experiments.uncertainty.draw_table import Source
from experiments.uncertainty.effect_uncertainty import AVERTED, EffectUncertainty
from experiments.uncertainty.paired_changes import COST
from experiments.uncertainty.policy_choice import LEAST_DRAWS
from experiments.uncertainty.variance_shares import LEAST_DRAWS as LEAST_FOR_SHARES
from runs.intervals import Interval
from runs.number_format import WHOLE, amount, percent, signed
from runs.reporting.markdown import capital, table
from sim.interventions.intervention import Intervention
from sim.scenario import Scenario

SOURCES = {
    Source.STOCHASTIC: "random draws",
    Source.FITTED: "parameters fitted to the record",
    Source.ASSUMED_WORLD: "assumed parameters",
    Source.ASSUMED_EFFECT: "strengths of measures",
}
UNKNOWN = "not known"
WORDS = f"""\
- *Replicate* ("run"): one run of every scenario under the same random draws and the same draw of \
parameters.
- *Averted*: people who, because of the policy, did not set out or gave up the route.
- *Delayed*: people who, because of the policy, arrive after the last day or are still on the way.
- *About the same*: the whole interval is within {percent(MARGINS[AVERTED].share)} of the \
baseline's arrivals; other outcomes have margins of their own.
- *Cannot tell*: the interval holds zero and more than a negligible change; no evidence of no \
effect.\
"""


def answer_summary(
    effects: Effects,
    titles: Mapping[str, str],
    found: EffectUncertainty | None,
    scenarios: Sequence[Scenario] = (),
) -> list[str]:
    """Lines of Markdown that can be read alone, as far as there is anything to say.

    Args:
        effects: All effects, the baseline first.
        titles: Titles by the names of scenarios.
        found: How sure they are, if that is known.
        scenarios: The scenarios, the baseline first, to see which of them are packages.
    """
    names = list(effects)[1:]
    if not names:
        return []
    header = ["Policy", "People averted over the period (mean, 95 % interval)",
              "In one world (95 %)", "Verdict"]  # fmt: skip
    rows = [[_policy(name, titles), *_cells(name, effects, found)] for name in names]
    said = [
        how_sure(effects, found),
        *([why_not_surer(effects, found), find_out_first(found), best_choice(found)]
          if found else []),
    ]  # fmt: skip
    return [
        *table(header, rows), "", *_blocks([*packages(scenarios), *filter(None, said)]), WORDS, "",
    ]  # fmt: skip


def how_sure(effects: Effects, found: EffectUncertainty | None) -> str:
    """Where the average lies and where one world may; empty without a defined effect."""
    name = _spoken_of(effects, found)
    if name is None:
        return ""
    effect = effects[name][AVERTED]
    none = "" if effect.direction else "No policy is shown to avert more or fewer people. "
    mean = effect.shown
    text = (
        f"{none}For {name} the average lies between {_whole(mean.low)} and "
        f"{_whole(mean.high)} people averted (95 % interval)"
    )
    world = _world(name, found)
    if world is None:
        return f"**How sure.** {text}; how far one actual world may differ is not known."
    return f"**How sure.** {text}; in one actual world the effect could be from {_between(world)}."


def why_not_surer(effects: Effects, found: EffectUncertainty) -> str:
    """The largest share of the doubt by source, and what is in no interval."""
    name, title = _spoken_of(effects, found), "**Why not surer.**"
    if name is None:
        return ""
    of = found.policies[name].spreads[AVERTED].shares
    fixed = [SOURCES[source] for source in of.held_fixed]
    left_out = ""
    if fixed:
        left_out = (
            f" {capital(_and(fixed))} are held fixed and in no interval: doubt about them comes "
            "on top."
        )
    if found.changes.replicates < LEAST_FOR_SHARES:
        return f"{title} {few(found.changes.replicates)}.{left_out}"
    drawn = {source: of.shares[source] for source in SOURCES if source not in of.held_fixed}
    if not all(share.known for share in drawn.values()):
        return f"{title} The effect of {name} is the same in all runs, or undefined.{left_out}"
    largest = max(drawn, key=lambda source: drawn[source].mean)
    most = drawn[largest]
    if any(share.high >= most.low for source, share in drawn.items() if source is not largest):
        sizes = [f"{SOURCES[source]} {share_text(share)}" for source, share in drawn.items()]
        text = f"The runs do not tell which source of doubt about {name} is largest: {_and(sizes)}"
    else:
        text = (
            f"Of the doubt about {name}, {SOURCES[largest]} make up the largest share, "
            f"{share_text(most)}"
        )
    return f"{title} {text}.{left_out}"


def find_out_first(found: EffectUncertainty) -> str:
    """What to find out before choosing, by each aim; empty with too few draws."""
    said = [f"To choose by {choice.aim.name}, {measure_first(choice)}." for choice in found.choices]
    return f"**What to find out first.** {' '.join(said)}" if said else ""


def best_choice(found: EffectUncertainty) -> str:
    """Which policy is best by the first aim, how often, at what cost, and by how much."""
    if not found.choices:
        return (
            f"**Best choice.** Not said: that needs {LEAST_DRAWS} replicates without an undefined "
            "outcome."
        )
    [choice, *_] = found.choices
    one, other = choice.best
    left_out = "chance" if choice.aim.utility.public_cost else "chance and cost"
    unsure = "" if choice.lead.direction else "; it holds zero, so that the order is not sure"
    return (
        f"**Best choice.** By {choice.aim.name}, {one} is the best on average{_how_often(found)}, "
        f"{left_out} left out; {other} is second. They cost {_cost(found, one)} and "
        f"{_cost(found, other)} beyond the baseline. On average the first is ahead by "
        f"{change(choice.lead, choice.aim.unit)} {choice.aim.unit} (in brackets the 95 % interval "
        f"of this difference alone{unsure})."
    )


def packages(scenarios: Sequence[Scenario]) -> list[str]:
    """A line for each scenario that holds all measures of two others or more."""
    if not scenarios:
        return []
    baseline, *others = scenarios
    own = {each.name: _own(each, baseline) for each in others}
    said = []
    for each in others:
        parts = [
            part.name
            for part in others
            if own[part.name]
            and len(own[part.name]) < len(own[each.name])
            and all(measure in own[each.name] for measure in own[part.name])
            and part.parameters.items() <= each.parameters.items()
        ]
        if len(parts) > 1:
            said.append(
                f"{each.name} holds all measures of {_and(parts)}. The parts need not add up to "
                "it: measures act on the same people, boats and gangs, and each mean has random "
                "draws in it."
            )
    return said


def _own(scenario: Scenario, baseline: Scenario) -> list[Intervention]:
    return [each for each in scenario.interventions if each not in baseline.interventions]


def _spoken_of(effects: Effects, found: EffectUncertainty | None) -> str | None:
    """The first policy with a claim on people averted, else the first; None if none is defined."""
    names = [
        name
        for name in list(effects)[1:]
        if effects[name][AVERTED].shown.known and (found is None or name in found.policies)
    ]
    return next(
        (name for name in names if effects[name][AVERTED].direction), next(iter(names), None)
    )


def _policy(name: str, titles: Mapping[str, str]) -> str:
    return name if titles[name] == name else f"{titles[name]} ({name})"


def _cells(name: str, effects: Effects, found: EffectUncertainty | None) -> list[str]:
    effect, world = effects[name][AVERTED], _world(name, found)
    mean, judgement = effect.shown, effect.judgement
    verdict = verdict_word(effect)
    if judgement and judgement.reason and judgement.verdict is Verdict.UNKNOWN:
        verdict = f"{verdict}, {judgement.reason}"
    size = f"{_whole(mean.mean)} ({_between(mean)})" if mean.known else _whole(mean.mean)
    return [size, UNKNOWN if world is None else _between(world), verdict]


def _world(name: str, found: EffectUncertainty | None) -> Interval | None:
    """Where the effect in one world lies, if that is known."""
    if found is None or name not in found.policies:
        return None
    world = found.policies[name].worlds[AVERTED]
    return world if world.known else None


def _between(ends: Interval) -> str:
    return f"{_whole(ends.low)} to {_whole(ends.high)}"


def _whole(people: float) -> str:
    """A number of people without decimals, with its sign."""
    return signed(round(people), "people", WHOLE) if math.isfinite(people) else amount(people, "")


def _how_often(found: EffectUncertainty) -> str:
    """In what share of draws the policy that is best on average is the best."""
    choice, draws = found.choices[0], found.changes.replicates
    if not found.changes.draws.varying:
        return " (no input was drawn, so that nothing is said of draws)"
    share = float(choice.robustness["best"][choice.best[0]])
    return f" and in {'all' if share == 1 else f'{percent(share)} of'} {draws:,} draws of inputs"


def _cost(found: EffectUncertainty, name: str) -> str:
    changes = found.changes
    is_baseline = name == changes.baseline
    return amount(0.0 if is_baseline else float(changes.changes[name][COST].mean()), "GBP")


def _and(words: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _blocks(paragraphs: Sequence[str]) -> list[str]:
    return [line for paragraph in paragraphs for line in (paragraph, "")]
