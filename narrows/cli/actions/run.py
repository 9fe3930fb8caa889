"""Run one scenario and show its outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from narrows.cli.actions import inputs
from narrows.cli.actions.sources import Sources, sources
from narrows.cli.actions.terminal_tables import print_files, print_outcomes
from narrows.cli.command_line import CommandLine
from narrows.cli.console import output, print_json
from narrows.json_numbers import interval_as_json
from runs.comparison_design import Comparison
from runs.compilation import compile_model
from runs.effect_draws import EFFECTS
from runs.included_uncertainty import included
from runs.intervals import Interval, of_means
from runs.number_format import counted
from runs.parameter_source import DATA, KEY, data_facts, parameter_source
from runs.progress import progress
from runs.results import Results
from runs.runner import execute
from scenarios.packaged_places import OUTCOMES

FEW = 20
"""Replicates below which intervals are wide for want of replicates alone."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for, as typed."""

    scenario: str
    replicates: int
    replicate: int
    days: int | None
    seed: int
    workers: int | None
    out: str | None
    replace: bool
    declared: bool
    as_json: bool
    events: bool
    posterior: str | None = None
    data: str | None = None
    effects: str = "drawn"
    world: str = "drawn"


def run_scenario(line: CommandLine, request: Request) -> None:
    """Check the request, run the scenario, write and show it.

    Raises:
        InputError: If anything asked for is wrong; nothing has run or been written by then.
        RunError: If a run fails.
    """
    replicates = inputs.checked(line, "--replicates", request.replicates)
    first = inputs.checked(line, "--replicate", request.replicate)
    seed = inputs.checked(line, "--seed", request.seed)
    workers = inputs.worker_count(line, request.workers)
    [scenario] = inputs.load_all(line, [request.scenario], request.days)
    if request.events and request.as_json and request.out is None:
        message = "--events is written into a results folder; give --out too, or leave --json out"
        raise line.at_option_itself("--events", message)
    folder = None
    if request.out is not None or not request.as_json:
        folder = inputs.results_folder(line, request.out, "run", [scenario.name])
    used = sources(
        line,
        request.posterior,
        request.data,
        request.declared,
        request.effects,
        request.world,
    )
    comparison = Comparison(
        (scenario,), seed, replicates, first, used.posterior, used.data.facts, used.effects
    )
    inputs.check_replaceable(line, folder, comparison, request.replace)
    with inputs.held_results(line, folder):
        used.announce()
        compile_model()
        with progress("runs") as report:
            results = execute(used.world, comparison, workers, report)
        if folder is not None:
            from experiments.reporting.comparison_folder import save_run

            with inputs.noting_replaced(folder):
                save_run(folder, results, _events(used, comparison) if request.events else None)
    levels = _levels(results)
    if request.as_json:
        print_json(_as_json(results, levels))
        return
    print(used.in_words)
    print_outcomes(
        f"{scenario.title}: {counted(scenario.days, 'day')} from {scenario.start}, "
        f"{counted(replicates, 'replicate')}",
        levels,
    )
    output().print(f"{included(comparison)}.")
    if said := _about_intervals(replicates, levels):
        output().print(said)
    if folder is not None:
        print_files(folder)


def _events(used: Sources, comparison: Comparison) -> Any:
    """Event table of the first replicate, which runs once more for it."""
    from runs.event_table import logged_run

    with progress("days of the event log") as report:
        return logged_run(used.world, comparison, report)


def _levels(results: Results) -> dict[str, tuple[str, Interval]]:
    found = of_means(results.outcomes[0].T)
    return {
        name: (declared.unit, level)
        for (name, declared), level in zip(OUTCOMES.items(), found, strict=True)
    }


def _about_intervals(replicates: int, levels: dict[str, tuple[str, Interval]]) -> str:
    """What must be known of the intervals of few replicates; empty if there is nothing."""
    if replicates == 1:
        return "One replicate has no interval."
    if replicates >= FEW and not any(level.low < 0 for _, level in levels.values()):
        return ""
    return (
        f"Intervals are 95 % intervals of means over {counted(replicates, 'replicate')}. Of few "
        "replicates they are wide, and may leave what is possible, such as deaths below 0 or a "
        "share above 1; more replicates make them narrower."
    )


def _as_json(results: Results, levels: dict[str, tuple[str, Interval]]) -> dict[str, Any]:
    design = results.comparison
    return {
        "scenario": design.baseline.name,
        "seed": design.seed,
        "replicate": design.first,
        "replicates": design.replicates,
        "days": design.baseline.days,
        KEY: parameter_source(design.posterior),
        DATA: dict(data_facts(design)),
        EFFECTS: design.effects.value,
        "outcomes": {
            name: {"unit": unit, **interval_as_json(level)}
            for name, (unit, level) in levels.items()
        },
    }
