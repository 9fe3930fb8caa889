"""The report of a comparison, as Markdown that can be read in five minutes."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from experiments.comparison.paired_effects import SHOWN_OUTCOMES, Effect, Effects, definition_of
from experiments.reporting.answer_summary import answer_summary
from experiments.reporting.assumptions_section import assumptions
from experiments.reporting.effect_statements import (
    REALISED,
    WHAT_VERDICTS_ARE,
    about_replicates,
    answer,
    cell,
    cost_per_averted,
    describe,
    margins_in_words,
    verdict_word,
)
from experiments.reporting.own_sources import source_options
from experiments.reporting.staff_not_at_work import not_at_work
from experiments.reporting.stated_aims import stated_aims
from experiments.reporting.uncertainty_section import headlines, uncertainty_section
from experiments.uncertainty.effect_uncertainty import EffectUncertainty
from runs.comparison_design import Comparison
from runs.included_uncertainty import included, limits
from runs.number_format import amount, counted, percent, signed, span
from runs.parameter_source import (
    data_facts,
    data_named,
    origin,
    parameter_source,
    without_digest,
)
from runs.reporting.markdown import capital, table
from runs.reporting.outcome_names import NAMES

HEADLINE = ("arrivals", "averted", "delayed", "expected_deaths", "deaths", "people_per_boat",
            "price")  # fmt: skip

SAME_SIGN = (
    "*Same sign* is the share of replicates in which the scenario differs from the baseline in the "
    "direction of the mean difference: near 100 %, the effect hardly depends on random draws; near "
    "50 %, they decide."
)

LIMITS = """\
- The model compares policies in aggregate. It is no forecast, of totals or of anyone's acts.
- {intervals}
- A report in which no scenario changes anything makes a claim in at most one case in twenty. That
  holds for outcomes with a verdict, all scenarios together; intervals of other outcomes are each
  for itself.
- Scenarios whose worlds part at all differ by chance as well: `no-change` shows by how much.
- Deaths come in few, large incidents. They are shown with the range of replicates and get no
  verdict; expected deaths carry it.
- Cost is what the interventions spend beyond what was spent before. It leaves out what arrivals
  cost or save elsewhere.\
"""


def report(
    comparison: Comparison,
    effects: Effects,
    sources: Sequence[str],
    uncertainty: EffectUncertainty | None = None,
    drivers_drawn: bool = False,
) -> str:
    """Write the report.

    Args:
        comparison: The design that was run.
        effects: Its effects.
        sources: Scenarios as they were named on the command line, for the command to repeat it.
        uncertainty: How sure the effects are; without it the report leaves that out.
        drivers_drawn: Whether there is a figure of what effects depend on.
    """
    parts = [
        f"# {_title(comparison)}",
        _question(comparison),
        _answer(comparison, effects, uncertainty),
        _account(comparison, effects),
        _costs(comparison, effects),
        _figures(comparison),
        _by_scenario(comparison, effects),
        uncertainty_section(uncertainty, drivers_drawn) if uncertainty else "",
        _stated_aims(comparison, effects),
        _lever_ends(comparison),
        assumptions(comparison),
        f"## Limits\n\n{LIMITS.format(intervals=limits(comparison))}",
        _repeat(comparison, sources),
        _annex(comparison, effects),
        _scenarios(comparison),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


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


def _answer(comparison: Comparison, effects: Effects, uncertainty: EffectUncertainty | None) -> str:
    header = ["Scenario", *(capital(NAMES[outcome]) for outcome in HEADLINE)]
    baseline = comparison.baseline.name
    titles = {scenario.name: scenario.title for scenario in comparison.scenarios}
    rows = [[name, *_cells(row, name == baseline)] for name, row in effects.items()]
    few = about_replicates(comparison.replicates)
    sentences = [
        *answer(effects, titles),
        *not_at_work(comparison, effects),
        *(headlines(uncertainty) if uncertainty else []),
        *([f"{few}."] if few else []),
    ]
    return "\n".join(
        [
            "## Answer",
            "",
            *answer_summary(effects, titles, uncertainty, comparison.scenarios),
            "Policy by policy:",
            "",
            *(f"- {sentence}" for sentence in sentences),
            "",
            f"Each scenario ran over the same {counted(comparison.replicates, 'replicate')}: equal "
            "replicates share weather, people and all random draws. "
            f"{included(comparison, digest=False)}. Weather and entries are those of "
            f"{data_named(without_digest(data_facts(comparison)))}. Means of the baseline, and "
            "paired differences from it with their 95 % intervals, which hold all at once; of "
            "deaths, in square brackets, the 90 % range of replicates. Expected deaths are those "
            "to be expected of the boats that put to sea, their loads and the sea: the same risk "
            "as deaths without the chance of each crossing, so that small changes of risk show.",
            "",
            *table(header, rows),
            "",
            WHAT_VERDICTS_ARE + " Margins:",
            "",
            *(f"- {line}." for line in margins_in_words()),
        ]
    )


def _account(comparison: Comparison, effects: Effects) -> str:
    """Where the fall in arrivals went, part by part."""
    baseline = comparison.baseline
    days = baseline.run_out_days
    until = (
        f"in the {counted(days, 'day')} after it, with measures as they then are"
        if days
        else "after it: there is no run-out, so all who are delayed are still on the way"
    )
    header = ["Scenario", "Fall in arrivals", "Averted", "Did not set out", "Gave up", "Delayed",
              "Arrived later", "Still on the way", "Died"]  # fmt: skip
    columns = ("averted", "did_not_set_out", "gave_up", "delayed", "arrived_later",
               "still_on_the_way_net", "died")  # fmt: skip
    rows = [
        [
            name,
            signed(-row["arrivals"].difference.mean, "people"),
            *(signed(row[column].difference.mean, "people") for column in columns),
        ]
        for name, row in list(effects.items())[1:]
    ]
    before = {
        name: row["on_the_way_before"].difference.mean
        for name, row in list(effects.items())[1:]
        if row["on_the_way_before"].difference.mean
    }
    lines = [
        "## Averted is not delayed", "",
        f"Arrivals are counted until {comparison.dates[-1]}. Whoever would have arrived by then "
        f"did not set out, gave up, died, arrived later or is still on the way {until}. *Averted* "
        "are those who did not set out or gave up; *delayed* those who arrived later or are still "
        "on the way; deaths are neither. In every replicate averted, delayed and died add up to "
        "the fall in arrivals that comes after the first day. Means, whose intervals stand in "
        "the annex:", "",
        *table(header, rows),
    ]  # fmt: skip
    if before:
        said = ", ".join(f"{name} {signed(value, 'people')}" for name, value in before.items())
        lines += [
            "",
            "Measures that begin in the warm-up also change how many are on the way when the "
            f"period begins; that much of the fall in arrivals comes before it: {said}.",
        ]
    return "\n".join(lines)


def _by_scenario(comparison: Comparison, effects: Effects) -> str:
    lines = ["## Scenario by scenario", "", SAME_SIGN]
    for scenario in comparison.scenarios[1:]:
        claims = [describe(effects[scenario.name][outcome]) for outcome in NAMES]
        lines += ["", f"**{scenario.name}**", "", *(f"- {capital(each)}." for each in claims)]
    return "\n".join(lines)


def _stated_aims(comparison: Comparison, effects: Effects) -> str:
    lines = [
        "## What the measures are meant to do",
        "",
        "Beside it, what the scenario as a whole does in the model. Only outcomes with a verdict "
        "are judged; *cannot tell* is not evidence of no effect.",
    ]
    for scenario in comparison.scenarios[1:]:
        meant = stated_aims(scenario, effects[scenario.name])
        lines += ["", f"**{scenario.name}**", ""]
        lines += [f"- {line}" for line in meant or ["No measure that is announced for anything."]]
    return "\n".join(lines)


def _lever_ends(comparison: Comparison) -> str:
    """Where more of a measure changes nothing more."""
    from experiments.reporting.lever_ends import lever_ends

    found = lever_ends(comparison)
    return "\n".join(
        [
            "## Levers at an end", "",
            "With the declared parameters, on the last day that counts. More of a measure whose "
            "lever is at an end, or less at its floor, changes nothing more; `docs/extremes.md` "
            "has doses up to the ends.", "",
            *(f"- {line}" for line in found or ["No lever is at an end."]),
        ]
    )  # fmt: skip


def _cells(row: dict[str, Effect], is_baseline: bool) -> list[str]:
    if is_baseline:
        return [amount(row[outcome].level.mean, row[outcome].unit) for outcome in HEADLINE]
    return [
        "\N{EN DASH} ".join(filter(None, (cell(row[name]) + " ", verdict_word(row[name])))).strip()
        for name in HEADLINE
    ]


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
            amount(row["public_cost"].difference.mean, "GBP"),
            cell(row["averted"]),
            cost_per_averted(row),
        ]
        for name, row in list(effects.items())[1:]
    ]
    header = ["Scenario", "Cost beyond the baseline", "People averted",
              "For each person averted"]  # fmt: skip
    return "\n".join(
        [
            "## Cost",
            "",
            *table(header, rows),
            "",
            "In brackets: the cost at either end of the interval of people averted. People who are "
            "only delayed are not counted, and no cost is given for a death. Cost is counted up "
            f"to the last day of the period, {comparison.dates[-1]}: money planned for later is "
            "not in it.",
        ]
    )


def _repeat(comparison: Comparison, sources: Sequence[str]) -> str:
    command = shlex.join([
        "narrows", "compare", *sources,
        "--replicates", str(comparison.replicates),
        "--days", str(comparison.baseline.days),
        "--run-out", str(comparison.baseline.run_out_days),
        "--seed", str(comparison.seed),
        *source_options(comparison),
    ])  # fmt: skip
    rests_on = origin(parameter_source(comparison.posterior), data_facts(comparison))
    return (
        f"## How to repeat it\n\n```\n{command}\n```\n\n{rests_on}.\n\n"
        "With the version and libraries that the files' metadata name, it gives the same bytes, "
        "on any number of workers. `outcomes.parquet` has every outcome of every replicate, "
        "`daily.parquet` every day. `assurance.md` is the quality assurance log, with blanks for "
        "those who sign."
    )


def _annex(comparison: Comparison, effects: Effects) -> str:
    header = ["Outcome", "Unit", "Baseline", "Scenario", "Difference", "95 % interval", "Verdict",
              "90 % of replicates", "Same sign"]  # fmt: skip
    lines = [
        "## Annex: every outcome", "",
        "Intervals of outcomes with a verdict hold all at once; each of the others for itself.",
    ]  # fmt: skip
    for scenario in comparison.scenarios[1:]:
        rows = [_annex_row(effect) for effect in effects[scenario.name].values()]
        lines += ["", f"### {scenario.name}", "", *table(header, rows)]
    definitions = [f"- `{name}`: {definition_of(name)}" for name in SHOWN_OUTCOMES]
    return "\n".join([*lines, "", "### Definitions", "", *definitions])


def _scenarios(comparison: Comparison) -> str:
    rows = [
        f"- **{scenario.name}**: {scenario.title}. {' '.join(scenario.description.split())}"
        for scenario in comparison.scenarios
    ]
    return "\n".join(["## Annex: the scenarios", "", *rows])


def _annex_row(effect: Effect) -> list[str]:
    found, unit = effect.shown, effect.unit
    return [
        effect.outcome,
        unit,
        amount(effect.baseline, unit),
        amount(effect.level.mean, unit),
        signed(found.mean, unit),
        "" if effect.outcome in REALISED else span(found.low, found.high, unit),
        verdict_word(effect),
        span(*effect.middle, unit),
        percent(effect.agreement),
    ]
