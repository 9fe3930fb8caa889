"""The report of an allocation, in plain words."""

from __future__ import annotations

import math

import numpy as np

from experiments.allocation.allocation_file import SEARCHED
from experiments.allocation.allocation_tables import Findings
from experiments.allocation.budget_search import OBJECTIVES
from experiments.allocation.confirmation import FAMILY
from experiments.allocation.pessimistic_side import BASELINE, at_the_bound
from experiments.comparison.paired_effects import Effect
from experiments.reporting.effect_statements import (
    WHAT_VERDICTS_ARE,
    cell,
    change,
    cost_per_averted,
    describe,
    verdict_word,
)
from experiments.reporting.study_sections import heading
from experiments.reporting.uncertainty_section import few
from experiments.reporting.uncertainty_tables import robust_choice_lines
from runs.intervals import Interval, interval
from runs.number_format import amount, counted, percent, span
from runs.parameter_source import data_named, in_words, limit, parameter_source
from runs.reporting.markdown import capital, table
from sim.interventions.intervention import DAYS_PER_YEAR

SHOWN_OUTCOMES = ("arrivals", "averted", "delayed", "expected_deaths", "deaths", "public_cost")


def report(found: Findings) -> str:
    """The report as Markdown."""
    question = found.question
    lines = [f"# {question.question}", ""]
    if question.description:
        lines += [question.description, ""]
    lines += ["## Answer", "", *(f"- {line}" for line in answer(found)), ""]
    lines += ["![Arrivals, expected deaths and cost of every split](figures/pareto.png)", ""]
    lines += [*_splits(found), "", *_effects(found), "", *_beside(found), "", *_robust(found), ""]
    lines += [*_bound(found), "", *_pessimistic(found), ""]
    lines += ["## How it was done", "", *_method(found), ""]
    return "\n".join(lines)


def answer(found: Findings) -> list[str]:
    """What may be said of the best finalists, in sentences; a rise or fall only by its verdict."""
    confirmed = found.confirmed
    first: dict[int, list[str]] = {}
    for outcome in OBJECTIVES[:2]:
        means = [confirmed.effect(n, outcome).difference.mean for n in range(confirmed.finalists)]
        first.setdefault(int(np.argmin(means)), []).append(outcome)
    lines = []
    for best, outcomes in first.items():
        policy, row = confirmed.policies[best], confirmed.row(best)
        content = "; ".join(describe(row[name]) for name in (*FAMILY, "deaths"))
        lines.append(
            f"Of the finalists, **{policy.name}** ({policy.title}) has the lowest mean "
            f"{' and '.join(heading(outcome).lower() for outcome in outcomes)}. Beside the "
            f"baseline: {content}; public cost {amount(row['public_cost'].difference.mean, 'GBP')}."
        )
        if best != confirmed.equal:
            content = "; ".join(describe(confirmed.beside_equal(best, name)) for name in FAMILY)
            lines.append(f"{policy.name} beside an equal split: {content}.")
    return [*lines, "This compares policies under stated assumptions; it is not a forecast."]


def _splits(found: Findings) -> list[str]:
    header = ["Split", *(place.name for place in found.question.places), "in all"]
    rows = [
        [policy.name, *(f"{million:.2f}" for million in policy.spending),
         f"{sum(policy.spending):.2f}"]
        for number, policy in enumerate(found.confirmed.policies)
        if number < found.confirmed.finalists or number == found.confirmed.equal
    ]  # fmt: skip
    return ["## The finalists", "", "GBP million a year at each place.", "", *table(header, rows)]


def _effects(found: Findings) -> list[str]:
    confirmed = found.confirmed
    rows = [
        [
            f"{policy.name} ({found.role(number)})",
            *(with_verdict(confirmed.effect(number, outcome)) for outcome in SHOWN_OUTCOMES),
            cost_per_averted(confirmed.row(number)),
        ]
        for number, policy in enumerate(confirmed.policies)
    ]
    return [
        "## What they change", "",
        f"Mean paired difference to the baseline, over "
        f"{counted(found.question.confirm, 'replicate')} that the search has not seen, with its "
        f"95 % interval. {_family(found)} In square brackets, of deaths, the range of nine "
        "replicates in ten. "
        "References: an equal split, everything to one place, and other ways for units to spread "
        "their officers (`uniform`: evenly over their places; `fixed`: as they had learned by the "
        "first day; all other rows: learning), with no new money and with an equal split.", "",
        *table(["Policy", *map(heading, SHOWN_OUTCOMES), "Cost for each person averted"], rows),
    ]  # fmt: skip


def _family(found: Findings) -> str:
    """What the verdicts are a family of."""
    return (
        f"Those of {', '.join(heading(name).lower() for name in FAMILY)} hold all at once, over "
        f"{len(found.confirmed.policies)} policies beside the baseline and beside the equal split; "
        f"each of the others is for itself. {WHAT_VERDICTS_ARE}"
    )


def with_verdict(effect: Effect) -> str:
    """An effect in a table, with its verdict if it gets one."""
    return " \N{EN DASH} ".join(filter(None, (cell(effect), verdict_word(effect))))


def _beside(found: Findings) -> list[str]:
    confirmed = found.confirmed
    rows = []
    for number, (policy, kept) in enumerate(
        zip(confirmed.policies, confirmed.robust(), strict=True)
    ):
        rows.append([
            policy.name,
            *(with_verdict(confirmed.beside_equal(number, outcome)) for outcome in FAMILY),
            _share(kept.undominated),
            *(_share(kept.fewer[outcome]) if outcome in kept.fewer else ""
              for outcome in OBJECTIVES[:2]),
        ])  # fmt: skip
    what = "posterior draws" if found.question.members else "replicates"
    return [
        "## How it holds", "",
        "Mean paired difference to the equal split, with verdicts of the same family; then shares "
        f"of {found.question.confirm} {what}, with 95 % intervals (Wilson), each for itself. A "
        "policy is undominated where nothing else here, nor doing nothing, is at least as good in "
        "arrivals, expected deaths and cost at once and better in one; a cheap one often is.", "",
        *table(["Policy", *(f"{heading(name)} beside equal" for name in FAMILY), "Undominated",
                "Share with fewer arrivals than the equal split",
                "Share with fewer expected deaths than the equal split"], rows),
    ]  # fmt: skip


def _share(share: Interval) -> str:
    return f"{percent(share.mean)} ({percent(share.low)} to {percent(share.high)})"


def _robust(found: Findings) -> list[str]:
    title = ["## Which policy is robust", ""]
    robust = found.robustness
    if not robust.choices:
        return [*title, f"Not said: {few(found.question.confirm)}."]
    return [*title, *robust_choice_lines(robust.choices, robust.reached)]


def _pessimistic(found: Findings) -> list[str]:
    worst = found.pessimistic
    base = worst.values(BASELINE, "arrivals")
    rows = []
    for name in worst.names:
        most, simulated = worst.values(name, "arrivals"), worst.values(name, "simulated")
        left = interval(most - base)
        rows.append([
            name, amount(simulated.mean(), ""), amount(most.mean(), ""),
            "" if name == BASELINE else change(left, ""),
            *(percent(worst.values(name, what).mean(), 1) for what in ("land", "roads", "beach")),
            percent((worst.values(name, "seats") < worst.values(name, "people")).mean()),
        ])  # fmt: skip
    above = sum(bool(one.arrivals >= one.simulated) for answers in worst.answers for one in answers)
    runs, bound = sum(map(len, worst.answers)), at_the_bound(worst, found.bounds)
    below = [name for name in worst.names if worst.values(name, "simulated").mean() < bound]
    under = (
        f"These policies have fewer, since they also work by other means: {', '.join(below)}."
        if below
        else "No policy has fewer."
    )
    return [
        "## If gangs answered as badly as they can", "",
        f"Over {counted(len(base), 'replicate')}: arrivals in the model, and at most, if for every "
        "week all gangs took the route, the departure zone and the method by which most get past "
        "the officers where they then stand, and nobody waited or came too late. As many people "
        "come and as many boats are bought as in the run. *Left of the effect* is the difference "
        "between most arrivals with the policy and without it.", "",
        *table(["Policy", "Arrivals", "Arrivals at most", "Left of the effect",
                "People by the best route", "Boats by the best route",
                "People off the beach in the end", "Seats are what is short"], rows), "",
        f"In {above} of {counted(runs, 'run')} arrivals lie below the most. If arrivals fell by "
        f"the share of boats in the bound above, {amount(bound, '')} would be left. {under}",
    ]  # fmt: skip


def _bound(found: Findings) -> list[str]:
    flow = interval(np.array([each.flow for each in found.bounds]))
    stopped = np.array([each.flow - each.left for each in found.bounds])
    best = interval(stopped)
    share = float(stopped.sum() / max(sum(each.flow for each in found.bounds), math.ulp(0)))
    confirmed, days = found.confirmed, found.question.baseline.days
    policies = range(len(confirmed.policies))
    most = max(policies, key=lambda n: confirmed.effect(n, SEARCHED).difference.mean)
    seized = confirmed.effect(most, SEARCHED).difference
    a_year = DAYS_PER_YEAR / days
    emptied = sum(each.emptied for each in found.bounds)
    lines = [
        "## What searching for boats could do at best", "",
        f"{amount(flow.mean, '')} boats a year are on the way without new money. If gangs "
        "changed nothing and the whole budget went to officers who search for equipment, each "
        f"where one more does most, {amount(best.mean, '')} of them would be stopped "
        f"({span(best.low, best.high, '')}), {percent(share, 1)}: a max-flow interdiction, solved "
        f"for each of {counted(len(found.bounds), 'replicate')}. Of the policies above, "
        f"{confirmed.policies[most].name} takes the most boats upstream, "
        f"{change(Interval(seized.mean * a_year, seized.low * a_year, seized.high * a_year), '')} "
        "a year.", "",
        "The bound counts officers and roads alone: money that raises detection everywhere is not "
        "in it, nor are the beach, cases and gangs' money. Boats stopped are not arrivals averted: "
        "gangs order more, and load more people on each.",
    ]  # fmt: skip
    if emptied:
        lines += [
            "",
            f"In {counted(emptied, 'replicate')} a corridor is emptied; there it is no bound.",
        ]
    return lines


def _method(found: Findings) -> list[str]:
    question = found.question
    source = parameter_source(question.members)
    money = " and ".join(f"£{pool.million:g}m" for pool in question.pools)
    lines = [
        f"Budget: {money} a year; {'all' if question.whole else 'all or part'} of it is spent. An "
        f"officer costs {amount(question.officer_cost, 'GBP')} a year; open posts cost nothing.",
        f"Search: {counted(len(found.searched.policies), 'split')} over "
        f"{counted(question.replicates, 'replicate')}, by NSGA-II (Optuna) in generations of "
        f"{question.generation}, for few arrivals, few expected deaths and little cost.",
        "The best of many look better than they are; the figures above are therefore of replicates "
        "that the search has not seen.",
        f"{capital(in_words(source))}. {limit(source)}",
        f"Weather and entries are those of {data_named(question.data.facts)}.",
        f"{counted(question.baseline.days, 'day')} from {question.baseline.start}, then "
        f"{question.baseline.run_out_days} of run-out, in which nothing is counted but what "
        "becomes of those who are delayed. To repeat: "
        f"`narrows allocate {question.command} --seed {question.seed} --replicates "
        f"{question.replicates} --trials {question.trials} --confirm {question.confirm} --days "
        f"{question.baseline.days}`.",
    ]  # fmt: skip
    return [f"- {line}" for line in lines]
