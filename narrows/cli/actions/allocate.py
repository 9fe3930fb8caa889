"""Search where a budget does most, and show the answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rich.markup import escape

from experiments.allocation.allocation_design import Allocation, Policy
from experiments.allocation.allocation_file import Overrides, read_allocation
from experiments.allocation.allocation_folder import REPORT, claimed
from experiments.allocation.allocation_tables import Findings
from experiments.allocation.run_allocation import allocate
from experiments.comparison.paired_effects import with_parts
from experiments.reporting.allocation_answer import save_answer
from experiments.reporting.allocation_report import SHOWN_OUTCOMES, answer, with_verdict
from experiments.reporting.study_sections import heading
from experiments.study.question_sources import Given
from narrows.allocation_values import bounds_as_json, robust_choice_as_json
from narrows.cli.actions import inputs
from narrows.cli.actions.sources import (
    data_used,
    effect_sizes,
    note_stale,
    posterior_used,
    world_of,
)
from narrows.cli.actions.terminal_tables import show, table
from narrows.cli.command_line import CommandLine
from narrows.cli.console import note, output, print_json
from narrows.effect_values import effect_as_json
from runs.compilation import compile_model
from runs.effect_draws import EFFECTS
from runs.number_format import counted
from runs.parameter_source import DATA, KEY, origin, parameter_source
from runs.progress import progress
from scenarios.errors import InputError
from sim.scenario import Scenario


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for, as typed."""

    file: str
    replicates: int | None
    trials: int | None
    confirm: int | None
    days: int | None
    seed: int
    workers: int | None
    out: str | None
    as_json: bool
    posterior: str | None = None
    data: str | None = None
    effects: str | None = None
    world: str | None = None


def allocate_budget(line: CommandLine, request: Request) -> None:
    """Check the request, do what lacks, and show the answer.

    Raises:
        InputError: If anything asked for is wrong; nothing has run by then.
        RunError: If a run fails; what is done is kept.
    """
    workers = inputs.worker_count(line, request.workers)
    question = _read(line, request, _given(line, request))
    if request.out == "":
        raise line.at_option("--out", "--out is empty; give a folder")
    folder = Path(request.out or Path("results") / f"allocation-{question.name}")
    with inputs.kept(line, claimed(folder, question)):
        inputs.note_late_interventions([_everywhere(question)])
        note_stale(question.data)
        compile_model()
        note(_plan(question))
        found = allocate(question, folder, workers, progress)
        save_answer(folder, found)
    if request.as_json:
        print_json(_as_json(found, folder))
    else:
        _print(found, folder)


def _given(line: CommandLine, request: Request) -> Given:
    """What is asked for otherwise than the file says."""
    return Given(
        None if request.posterior is None else posterior_used(line, request.posterior),
        None if request.data is None else data_used(line, request.data),
        None if request.effects is None else effect_sizes(line, request.effects),
        None if request.world is None else world_of(line, request.world),
    )


def _read(line: CommandLine, request: Request, given: Given) -> Allocation:
    for option, value in (
        ("--replicates", request.replicates), ("--trials", request.trials),
        ("--confirm", request.confirm), ("--days", request.days), ("--seed", request.seed),
    ):  # fmt: skip
        if value is not None:
            inputs.checked(line, option, value)
    asked = Overrides(
        request.seed, request.replicates, request.trials, request.confirm, request.days, given
    )
    try:
        found = read_allocation(request.file, asked)
    except InputError as error:
        raise error if error.location else line.at_argument(0, error.message) from None
    return found


def _everywhere(question: Allocation) -> Scenario:
    """The baseline with something for every place."""
    some = (1.0,) * len(question.places)
    return Policy(question.name, question.question, some).scenario(question)


def _plan(question: Allocation) -> str:
    return (
        f"{counted(question.trials, 'split')} over {counted(question.replicates, 'replicate')}, "
        f"then the best and the references over {question.confirm} more"
    )


def _print(found: Findings, folder: Path) -> None:
    confirmed, question = found.confirmed, found.question
    print(origin(parameter_source(question.members), question.data.facts))
    made = table(
        f"{found.question.question}\nMean paired difference and 95 % interval (deaths: range of "
        f"90 % of replicates), {counted(found.question.confirm, 'replicate')}, "
        f"{counted(found.question.baseline.days, 'day')}",
        "Policy", *map(heading, SHOWN_OUTCOMES), right=True,
    )  # fmt: skip
    for number, policy in enumerate(confirmed.policies):
        cells = [with_verdict(confirmed.effect(number, outcome)) for outcome in SHOWN_OUTCOMES]
        made.add_row(escape(policy.name), *(escape(_lines(each)) for each in cells))
    show(made)
    console = output()
    for said in answer(found):
        console.print(escape(f"- {said.replace('**', '')}"))
    console.print(escape(f"\nAllocation: {folder}; read {folder / REPORT}"), soft_wrap=True)


def _lines(cell: str) -> str:
    """A cell over lines: mean, interval, verdict."""
    return cell.replace(" (", "\n(").replace(" [", "\n[").replace(" \N{EN DASH} ", "\n")


def _as_json(found: Findings, folder: Path) -> dict[str, object]:
    question, confirmed = found.question, found.confirmed
    return {
        "allocation": question.name,
        "question": question.question,
        "seed": question.seed,
        KEY: parameter_source(question.members),
        DATA: question.data.facts,
        EFFECTS: question.effects.value,
        "folder": str(folder),
        "places": [place.name for place in question.places],
        "policies": [
            {
                "name": policy.name,
                "role": found.role(number),
                "spread": policy.spread,
                "million_gbp_per_year": list(policy.spending),
                "outcomes": {
                    outcome: effect_as_json(confirmed.effect(number, outcome))
                    for outcome in with_parts(iter(question.outcomes))
                },
            }
            for number, policy in enumerate(confirmed.policies)
        ],
        "robust_choice": robust_choice_as_json(found),
        "bounds": bounds_as_json(found),
    }
