"""Plan a study, run it, and show its answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.markup import escape

from experiments.comparison.precision import width_in_words
from experiments.reporting.effect_statements import about_replicates, summary
from experiments.reporting.study_answer import save_report
from experiments.reporting.study_report import failures_of, first, rows
from experiments.reporting.study_sections import heading
from experiments.study.analysis.point_effects import Pairs, reached
from experiments.study.batch_files import run_alone
from experiments.study.merging import merge_studies
from experiments.study.parameter_uncertainty import POSTERIOR
from experiments.study.question_sources import Given
from experiments.study.run_plan import Plan, plan
from experiments.study.run_study import run_study
from experiments.study.stored_study import rests_on
from experiments.study.study_design import Study
from experiments.study.study_file import Overrides, read_study
from experiments.study.study_folder import REPORT, Store
from narrows.cli.actions import inputs
from narrows.cli.actions.sources import data_used, effect_sizes, note_stale, posterior_used
from narrows.cli.actions.terminal_tables import show, table
from narrows.cli.command_line import CommandLine
from narrows.cli.console import note, output, print_json
from narrows.effect_values import effect_as_json
from narrows.json_numbers import number_or_none
from runs import executors
from runs.compilation import compile_model
from runs.effect_draws import EFFECTS, EffectSizes
from runs.executors import Executor
from runs.number_format import counted
from runs.progress import progress
from scenarios.errors import InputError
from scenarios.packaged_places import OUTCOMES

EXECUTORS = ("local", "dask")
MERGE = "merge"
"""Word in place of a study's file that joins folders."""
SHOWN = ("arrivals", "averted", "delayed", "expected_deaths", "deaths", "public_cost")
"""Outcomes that the terminal shows; the report has all."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for, as typed."""

    file: str
    folders: list[str]
    replicates: int | None
    first_replicate: int
    precision: str | None
    max_replicates: int | None
    days: int | None
    run_out: int | None
    seed: int
    workers: int | None
    executor: str
    scheduler: str | None
    out: str | None
    plan: bool
    point: int | None
    replicate: int | None
    as_json: bool
    posterior: str | None = None
    data: str | None = None
    effects: str | None = None


def study_question(line: CommandLine, request: Request) -> None:
    """Check the request, plan, run what lacks, and show the answer.

    Raises:
        InputError: If anything asked for is wrong; nothing has run or been written by then.
        WorkerError: If workers die again and again; what is done is kept.
    """
    if request.file == MERGE:
        _merge(line, request)
        return
    if request.folders:
        raise line.at_argument(1, f"unexpected argument {request.folders[0]!r}; give one study")
    workers = inputs.worker_count(line, request.workers)
    executor = _executor(line, request, workers)
    study = _read(line, request, _given(line, request))
    if request.point is not None or request.replicate is not None:
        _one_run(line, request, study)
        return
    store = Store(study, _folder(line, request, study))
    _check(line, store)
    compile_model()
    planned = plan(study)
    if request.plan:
        print_json(_plan_json(planned, workers)) if request.as_json else print(
            _plan_text(planned, workers)
        )
        return
    with inputs.kept(line, store.claimed()):
        note_stale(study.data)
        note(_plan_text(planned, workers))
        for remark in store.remarks():
            note(f"note: {remark}")
        inputs.note_late_interventions([point.scenario for point in study.points])
        with progress("runs") as report:
            kept = run_study(store, executor, report, lambda text: note(f"note: {text}"))
            pairs = save_report(kept, failures_of(kept))
    _note_shortfall(study, pairs)
    if request.as_json:
        print_json(_as_json(pairs))
    else:
        _print(pairs)


def _merge(line: CommandLine, request: Request) -> None:
    """Join folders of one study, and show the answer."""
    if len(request.folders) < 2:
        message = "nothing to merge; give two folders or more, and --out with a new one"
        raise line.at_argument(1 + len(request.folders), message)
    if not request.out:
        raise line.at_option("--out", "--out is missing or empty; give a new folder")
    folders, out = [Path(each) for each in request.folders], Path(request.out)
    if out.resolve() in {folder.resolve() for folder in folders}:
        raise line.at_option("--out", f"{out} is one of those to be merged; give a new folder")
    made: list[Pairs] = []
    try:
        with progress("parts") as report:
            merge_studies(
                folders, out, report,
                lambda kept: made.append(save_report(kept, failures_of(kept))),
            )  # fmt: skip
    except InputError as error:
        raise error if error.location else line.at_argument(1, error.message) from None
    if request.as_json:
        print_json(_as_json(made[0]))
    else:
        _print(made[0])


def _executor(line: CommandLine, request: Request, workers: int) -> Executor:
    if request.executor not in EXECUTORS:
        message = f"--executor is {request.executor!r}; it must be {' or '.join(EXECUTORS)}"
        raise line.at_option("--executor", message)
    if request.executor == "dask":
        return executors.dask(request.scheduler, workers)
    if request.scheduler is not None:
        message = "--scheduler is for Dask; give --executor dask too"
        raise line.at_option_itself("--scheduler", message)
    return executors.local(workers)


def _given(line: CommandLine, request: Request) -> Given:
    """What is asked for otherwise than the file says."""
    return Given(
        None if request.posterior is None else posterior_used(line, request.posterior),
        None if request.data is None else data_used(line, request.data),
        None if request.effects is None else effect_sizes(line, request.effects),
    )


def _read(line: CommandLine, request: Request, given: Given) -> Study:
    for option, value in (
        ("--replicates", request.replicates), ("--max-replicates", request.max_replicates),
        ("--days", request.days), ("--run-out", request.run_out), ("--seed", request.seed),
        ("--first-replicate", request.first_replicate),
    ):  # fmt: skip
        if value is not None:
            inputs.checked(line, option, value)
    within = None if request.precision is None else inputs.share(line, request.precision)
    asked = Overrides(
        request.seed, request.replicates, request.days, request.run_out, within,
        request.max_replicates, request.first_replicate, given,
    )  # fmt: skip
    try:
        found = read_study(request.file, asked)
    except InputError as error:
        raise error if error.location else line.at_argument(0, error.message) from None
    if request.posterior is not None and found.uncertainties != POSTERIOR:
        message = f"the study's uncertainties are {found.uncertainties}; --posterior has no use"
        raise line.at_option_itself("--posterior", message)
    return found


def _folder(line: CommandLine, request: Request, study: Study) -> Path:
    if request.out == "":
        raise line.at_option("--out", "--out is empty; give a folder")
    return Path(request.out) if request.out else Path("results") / f"study-{study.name}"


def _check(line: CommandLine, store: Store) -> None:
    try:
        store.check()
    except InputError as error:
        raise line.at_option("--out", error.message) from None


def _one_run(line: CommandLine, request: Request, study: Study) -> None:
    """Run one point in one replicate, and show what it gave or how it failed."""
    if request.point is None or request.replicate is None:
        here, other = ("--point", "--replicate")[:: 1 if request.replicate is None else -1]
        raise line.at_option_itself(here, f"{here} goes with {other}; give both")
    replicate = inputs.checked(line, "--replicate", request.replicate)
    last = len(study.points) - 1
    if not 0 <= request.point <= last:
        message = f"--point is {request.point}; it must be a whole number from 0 to {last}"
        raise line.at_option("--point", message)
    compile_model()
    ended = run_alone(study.points[request.point], study, replicate)
    if ended.error or ended.record is None:
        raise RuntimeError(f"{study.points[request.point].scenario.name}: {ended.error}")
    values = dict(zip(OUTCOMES, map(float, ended.record.outcomes), strict=True))
    if request.as_json:
        print_json({name: number_or_none(value) for name, value in values.items()})
        return
    made = table(
        f"{study.points[request.point].scenario.name}, replicate {replicate}",
        "Outcome",
        "Value",
        "Unit",
    )
    for name, value in values.items():
        made.add_row(name, f"{value:,.6g}", OUTCOMES[name].unit)
    show(made)


def _plan_text(planned: Plan, workers: int) -> str:
    more = f", up to {planned.most:,} if precision asks for them" if planned.most else ""
    return (
        f"{planned.runs:,} runs: {counted(planned.points, 'point')} over "
        f"{counted(planned.replicates, 'replicate')}{more}; in {counted(planned.chunks, 'part')}; "
        f"about {_duration(planned.seconds / workers)} with {counted(workers, 'worker')} of this "
        f"machine; about {_size(planned.bytes)} of disk"
    )


def _plan_json(planned: Plan, workers: int) -> dict[str, Any]:
    return {
        "runs": planned.runs,
        "points": planned.points,
        "replicates": planned.replicates,
        "most_replicates": planned.most,
        "parts": planned.chunks,
        "seconds": round(planned.seconds / workers, 1),
        "workers": workers,
        "bytes": round(planned.bytes),
    }


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, seconds):.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5_400 else f"{seconds / 3_600:.1f} h"


def _size(size: float) -> str:
    return f"{max(size / 1e6, 0.1):.1f} MB" if size < 1e9 else f"{size / 1e9:.1f} GB"


def _note_shortfall(study: Study, pairs: Pairs) -> None:
    """Say what the reader must know beside the answer."""
    if pairs.failed:
        note(f"note: {counted(pairs.failed, 'run')} failed and are left out; see {REPORT}")
    if (wanted := study.precision) is None:
        return
    width = reached(pairs.kept, wanted.outcome)
    if width > wanted.within:
        note(
            f"note: precision {width_in_words(width)} after "
            f"{counted(pairs.kept.replicates, 'replicate')}, the maximum; "
            f"{wanted.within:.1%} was asked for"
        )


def _print(pairs: Pairs) -> None:
    kept = pairs.kept
    print(f"Rests on {rests_on(kept.facts)}")
    made = table(
        f"{kept.facts['question']}\nMean paired difference and 95 % interval (deaths: range of "
        f"90 % of replicates), {counted(kept.replicates, 'replicate')}, {kept.period}",
        "Scenario", *map(heading, SHOWN), right=True,
    )  # fmt: skip
    for name, *cells in rows(pairs, SHOWN):
        lines = (each.replace(" (", "\n(").replace(" [", "\n[") for each in cells)
        made.add_row(escape(name), *map(escape, lines))
    show(made)
    console = output()
    for sentence in summary(first(pairs)):
        console.print(escape(f"- {sentence}"))
    if few := about_replicates(kept.replicates):
        console.print(f"- {few}.")
    console.print("- This compares policies under stated assumptions; it is not a forecast.")
    console.print(escape(f"\nStudy: {kept.folder}; read {kept.folder / REPORT}"), soft_wrap=True)


def _as_json(pairs: Pairs) -> dict[str, Any]:
    kept = pairs.kept
    return {
        "study": kept.facts["name"],
        "question": kept.facts["question"],
        "seed": kept.facts["seed"],
        "replicates": kept.replicates,
        "days": kept.facts["days"],
        "run_out_days": kept.facts["run_out_days"],
        "failed": pairs.failed,
        "folder": str(kept.folder),
        "members_sha256": kept.facts["members_sha256"],
        "data": kept.facts["data"],
        EFFECTS: kept.facts.get(EFFECTS, EffectSizes.CENTRAL),
        "points": [
            {
                **about,
                "outcomes": {
                    name: effect_as_json(effect)
                    for name, effect in pairs.effects(about["point"]).items()
                },
            }
            for about in kept.points
        ],
    }
