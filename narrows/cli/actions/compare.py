"""Compare scenarios and show the effects."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.comparison.paired_effects import Effects, effects
from experiments.comparison.precision import (
    execute_to_precision,
    relative_half_width,
    width_in_words,
)
from experiments.comparison.run_out import with_run_out
from experiments.reporting.comparison_folder import save_comparison
from experiments.uncertainty.effect_uncertainty import EffectUncertainty, uncertainty_of
from experiments.uncertainty.utility import Utility, read_utility
from narrows.cli.actions import inputs
from narrows.cli.actions.sources import Sources, sources
from narrows.cli.actions.terminal_tables import print_effects, print_files
from narrows.cli.command_line import CommandLine
from narrows.cli.console import note, print_json
from narrows.effect_values import effect_as_json
from narrows.uncertainty_values import spreads_as_json, uncertainty_as_json
from runs.comparison_design import Comparison
from runs.compilation import compile_model
from runs.effect_draws import EFFECTS
from runs.number_format import counted
from runs.parameter_source import DATA, KEY, data_facts, parameter_source
from runs.progress import progress
from runs.results import Results
from runs.runner import execute
from sim.world import World

MOST_FOR_PRECISION = 400
"""Replicates at which to stop, if the command line does not say."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for, as typed."""

    scenarios: list[str]
    replicates: int
    precision: str | None
    max_replicates: int | None
    days: int | None
    run_out: int | None
    seed: int
    workers: int | None
    out: str | None
    replace: bool
    declared: bool
    as_json: bool
    posterior: str | None = None
    data: str | None = None
    utility: str | None = None
    effects: str = "drawn"
    world: str = "drawn"


def compare_scenarios(line: CommandLine, request: Request) -> None:
    """Check the request, run the comparison, write and show it.

    Raises:
        InputError: If anything asked for is wrong; nothing has run or been written by then.
        RunError: If a run fails.
    """
    used = sources(
        line,
        request.posterior,
        request.data,
        request.declared,
        request.effects,
        request.world,
    )
    comparison = _design(line, request, used)
    target = None if request.precision is None else inputs.share(line, request.precision)
    most, weights = _most(line, request), _utility(line, request.utility)
    workers = inputs.worker_count(line, request.workers)
    folder = _folder(line, request, comparison)
    inputs.check_replaceable(line, folder, comparison, request.replace, target is not None)
    with inputs.held_results(line, folder):
        used.announce()
        inputs.note_late_interventions(comparison.scenarios)
        results = _execute(used.world, comparison, target, most, workers)
        found, uncertainty = effects(results), uncertainty_of(results, weights)
        if folder is not None:
            with inputs.noting_replaced(folder):
                save_comparison(folder, results, found, request.scenarios, uncertainty)
    if request.as_json:
        print_json(as_json(results, found, uncertainty))
        return
    print(used.in_words)
    print_effects(results.comparison, found)
    if folder is not None:
        print_files(folder)


def as_json(results: Results, found: Effects, uncertainty: EffectUncertainty) -> dict[str, Any]:
    """The effects as one JSON object; undefined numbers are None.

    Headline outcomes also have the shares of variance by source and the inputs that matter most.
    """
    design = results.comparison
    drawn = spreads_as_json(uncertainty)
    return {
        "baseline": design.baseline.name,
        "seed": design.seed,
        "replicates": design.replicates,
        "days": design.baseline.days,
        "run_out_days": design.baseline.run_out_days,
        KEY: parameter_source(design.posterior),
        DATA: dict(data_facts(design)),
        EFFECTS: design.effects.value,
        "scenarios": {
            scenario: {
                outcome: effect_as_json(effect) | drawn.get(scenario, {}).get(outcome, {})
                for outcome, effect in outcomes.items()
            }
            for scenario, outcomes in found.items()
        },
        "uncertainty": uncertainty_as_json(uncertainty),
    }


def _design(line: CommandLine, request: Request, used: Sources) -> Comparison:
    replicates = inputs.checked(line, "--replicates", request.replicates)
    seed = inputs.checked(line, "--seed", request.seed)
    if len(request.scenarios) < 2:
        message = "nothing to compare with; give the baseline and at least one more scenario"
        raise line.at_argument(len(request.scenarios), message)
    if request.run_out is not None:
        inputs.checked(line, "--run-out", request.run_out)
    loaded = with_run_out(inputs.load_all(line, request.scenarios, request.days), request.run_out)
    names = [scenario.name for scenario in loaded]
    for number, name in enumerate(names):
        if name in names[:number]:
            message = f"scenario {name!r} is there twice; give each once"
            raise line.at_argument(number, message)
        try:
            Comparison((loaded[0], loaded[number]), seed, replicates) if number else None
        except ValueError as error:
            raise line.at_argument(number, str(error)) from None
    return Comparison(
        tuple(loaded), seed, replicates, posterior=used.posterior, data=used.data.facts,
        effects=used.effects,
    )  # fmt: skip


def _utility(line: CommandLine, text: str | None) -> Utility | None:
    if text is None:
        return None
    try:
        return read_utility(text)
    except ValueError as error:
        raise line.at_option("--utility", f"--utility: {error}") from None


def _most(line: CommandLine, request: Request) -> int:
    if request.max_replicates is None:
        return max(MOST_FOR_PRECISION, request.replicates)
    if request.precision is None:
        message = "--max-replicates limits --precision; give both, or --replicates alone"
        raise line.at_option_itself("--max-replicates", message)
    return inputs.checked(line, "--max-replicates", request.max_replicates)


def _folder(line: CommandLine, request: Request, comparison: Comparison) -> Path | None:
    if request.as_json and request.out is None:
        return None
    return inputs.results_folder(line, request.out, "compare", comparison.names)


def _execute(
    world: World, comparison: Comparison, target: float | None, most: int, workers: int
) -> Results:
    compile_model()
    with progress("runs") as report:
        if target is None:
            return execute(world, comparison, workers, report)
        results = execute_to_precision(world, comparison, target, most, workers, report)
    reached = relative_half_width(results)
    note(
        f"note: {target:.1%} was asked for, {width_in_words(reached)} is reached after "
        f"{counted(results.comparison.replicates, 'replicate')}"
        f"{', the maximum' if reached > target else ''}. Stopping by the width of intervals keeps "
        "their error: a report in which nothing is true makes a claim in at most one case in twenty"
    )
    return results
