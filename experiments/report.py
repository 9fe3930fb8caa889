"""The report of a comparison, as Markdown that can be read in five minutes."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from experiments.assumptions import assumptions
from experiments.basis import basis, in_words, limit, options
from experiments.claims import NAMES, answer, change, cost_per_averted, summary, verdict
from experiments.comparison import Comparison
from experiments.intended import intended
from experiments.markdown import capital, table
from experiments.numbers import amount, counted, percent, signed, span
from experiments.paired import Effect, Effects
from experiments.pipeline import not_at_work
from sim.outcomes import OUTCOMES

HEADLINE = ("arrivals", "deaths", "expected_deaths", "deaths_per_1000_attempts",
            "load_per_boat", "price")  # fmt: skip

ANSWERED = ("arrivals", "deaths")
"""Outcomes that the answer's first sentences speak of, in the order of the summary's."""

SAME_SIGN = (
    "*Same sign* is the share of replicates in which the scenario differs from the baseline in the "
    "direction of the mean difference: near 100 %, the effect hardly depends on luck; near 50 %, "
    "luck decides."
)

LIMITS = """\
- The model compares policies in aggregate. It is no forecast, of totals or of anyone's acts.
- {intervals}
- Deaths come in few, large incidents. Their intervals are wide and, with few replicates, may be
  too narrow still: no clear change in deaths is not evidence of no change.
- About one in twenty intervals that compare equal worlds excludes zero by chance alone. The more
  scenarios and outcomes are read, the more such cases there are.
- Cost is what the interventions spend beyond what was spent before. It leaves out what arrivals
  cost or save elsewhere.\
"""


def report(comparison: Comparison, effects: Effects, sources: Sequence[str]) -> str:
    """Write the report.

    Args:
        comparison: The design that was run.
        effects: Its effects.
        sources: Scenarios as they were named on the command line, for the command to repeat it.
    """
    parts = [
        f"# {_title(comparison)}",
        _question(comparison),
        _answer(comparison, effects),
        _costs(comparison, effects),
        _figures(comparison),
        _by_scenario(comparison, effects),
        _intended(comparison, effects),
        assumptions(comparison),
        f"## Limits\n\n{LIMITS.format(intervals=limit(basis(comparison.posterior)))}",
        _repeat(comparison, sources),
        _annex(comparison, effects),
        _scenarios(comparison),
    ]
    return "\n\n".join(parts) + "\n"


def _title(comparison: Comparison) -> str:
    others = comparison.scenarios[1:]
    what = others[0].title if len(others) == 1 else f"{len(others)} scenarios"
    return f"{what}, compared with {comparison.baseline.name}"


def _question(comparison: Comparison) -> str:
    first, last = comparison.dates[0], comparison.dates[-1]
    baseline = comparison.baseline
    return (
        f"In the same world, from {first} to {last}, what would each scenario have changed "
        f"against **{baseline.name}** ({baseline.title})?"
    )


def _answer(comparison: Comparison, effects: Effects) -> str:
    header = ["Scenario", *(capital(NAMES[outcome]) for outcome in HEADLINE)]
    baseline = comparison.baseline.name
    titles = {scenario.name: scenario.title for scenario in comparison.scenarios}
    rows = [[name, *_cells(row, name == baseline)] for name, row in effects.items()]
    sentences = [
        *answer(effects, titles),
        *summary(effects)[len(ANSWERED) :],
        *not_at_work(comparison, effects),
    ]
    return "\n".join(
        [
            "## Answer",
            "",
            *(f"- {sentence}" for sentence in sentences),
            "",
            f"Each scenario ran over the same {counted(comparison.replicates, 'replicate')}: equal "
            "replicates share weather, people and luck. "
            f"{in_words(basis(comparison.posterior))}. Means of the baseline, and paired "
            "differences from it with their 95 % intervals. Expected deaths are those to be "
            "expected of the boats that put to sea, their loads and the sea: the same risk as "
            "deaths without the luck of each crossing, so that small changes of risk show.",
            "",
            *table(header, rows),
        ]
    )


def _by_scenario(comparison: Comparison, effects: Effects) -> str:
    lines = ["## Scenario by scenario", "", SAME_SIGN]
    for scenario in comparison.scenarios[1:]:
        claims = [verdict(effects[scenario.name][outcome]) for outcome in NAMES]
        lines += ["", f"**{scenario.name}**", "", *(f"- {capital(each)}." for each in claims)]
    return "\n".join(lines)


def _intended(comparison: Comparison, effects: Effects) -> str:
    lines = [
        "## What the measures are meant to do",
        "",
        "Beside it, what the scenario as a whole does in the model. *Not shown*: the interval "
        "holds zero, which is not evidence of no effect.",
    ]
    for scenario in comparison.scenarios[1:]:
        meant = intended(scenario, effects[scenario.name])
        lines += ["", f"**{scenario.name}**", ""]
        lines += [f"- {line}" for line in meant or ["No measure that is announced for anything."]]
    return "\n".join(lines)


def _cells(row: dict[str, Effect], is_baseline: bool) -> list[str]:
    if is_baseline:
        return [amount(row[outcome].level.mean, row[outcome].unit) for outcome in HEADLINE]
    return [change(row[outcome].difference, row[outcome].unit) for outcome in HEADLINE]


def _figures(comparison: Comparison) -> str:
    return (
        "## Figures\n\n"
        "![Effects of each scenario on arrivals, deaths and what lies behind them]"
        "(figures/effects.svg)\n\n"
        "![Change in arrivals and deaths by month](figures/timeline.svg)\n\n"
        f"Both rest on {counted(comparison.replicates, 'replicate')}; each is also there as PNG."
    )


def _costs(comparison: Comparison, effects: Effects) -> str:
    rows = [
        [
            name,
            amount(row["cost_gbp"].difference.mean, "GBP"),
            cost_per_averted(row, "arrivals"),
            cost_per_averted(row, "deaths"),
        ]
        for name, row in list(effects.items())[1:]
    ]
    header = ["Scenario", "Cost beyond the baseline", "For each arrival averted",
              "For each death averted"]  # fmt: skip
    return "\n".join(
        [
            "## Cost",
            "",
            *table(header, rows),
            "",
            "In brackets: the cost at either end of the effect's 95 % interval. Cost is counted up "
            f"to the last day of the period, {comparison.dates[-1]}: money planned for later is "
            "not in it.",
        ]
    )


def _repeat(comparison: Comparison, sources: Sequence[str]) -> str:
    command = shlex.join([
        "narrows", "compare", *sources,
        "--replicates", str(comparison.replicates),
        "--days", str(comparison.baseline.days),
        "--seed", str(comparison.seed),
        *options(comparison.posterior),
    ])  # fmt: skip
    return (
        f"## How to repeat it\n\n```\n{command}\n```\n\n"
        "With the version and libraries that the files' metadata name, it gives the same bytes, "
        "on any number of workers. `outcomes.parquet` has every outcome of every replicate, "
        "`daily.parquet` every day."
    )


def _annex(comparison: Comparison, effects: Effects) -> str:
    header = ["Outcome", "Unit", "Baseline", "Scenario", "Difference", "95 % interval",
              "Nine tenths of replicates", "Same sign"]  # fmt: skip
    lines = ["## Annex: every outcome"]
    for scenario in comparison.scenarios[1:]:
        rows = [_annex_row(effect) for effect in effects[scenario.name].values()]
        lines += ["", f"### {scenario.name}", "", *table(header, rows)]
    definitions = [f"- `{each.name}`: {each.definition}" for each in OUTCOMES.values()]
    return "\n".join([*lines, "", "### Definitions", "", *definitions])


def _scenarios(comparison: Comparison) -> str:
    rows = [
        f"- **{scenario.name}**: {scenario.title}. {' '.join(scenario.description.split())}"
        for scenario in comparison.scenarios
    ]
    return "\n".join(["## Annex: the scenarios", "", *rows])


def _annex_row(effect: Effect) -> list[str]:
    difference, unit = effect.difference, effect.unit
    return [
        effect.outcome,
        unit,
        amount(effect.baseline, unit),
        amount(effect.level.mean, unit),
        signed(difference.mean, unit),
        span(difference.low, difference.high, unit),
        span(*effect.middle, unit),
        percent(effect.agreement),
    ]
