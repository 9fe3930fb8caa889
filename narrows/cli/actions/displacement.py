"""Account for a local reduction and show where it went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from rich.markup import escape

from experiments.comparison.paired_effects import Effect
from experiments.displacement.account_rows import (
    Row,
    Table,
    boats_table,
    harm,
    people_table,
    stayed_rows,
)
from experiments.displacement.displacement_account import Displacement, displacement
from experiments.displacement.focus import Focus, methods, zone_named
from experiments.reporting.displacement_folder import focus_facts, save_displacement
from experiments.reporting.displacement_report import cells, header
from experiments.reporting.displacement_wording import (
    NOTHING_TO_ACCOUNT_FOR,
    WHOLE_RUN,
    meaning,
    sentences,
)
from narrows.cli.actions import inputs
from narrows.cli.actions.sources import sources
from narrows.cli.actions.terminal_tables import print_files, show, table
from narrows.cli.command_line import CommandLine
from narrows.cli.console import output, print_json
from narrows.json_numbers import interval_as_json, number_or_none
from runs.comparison_design import Comparison
from runs.compilation import compile_model
from runs.effect_draws import EFFECTS
from runs.included_uncertainty import included
from runs.parameter_source import DATA, KEY, data_facts, parameter_source
from runs.progress import progress
from scenarios.errors import instead
from scenarios.packaged_places import DEPARTURE_ZONES
from scenarios.world_tables import load_world
from sim.scenario import Scenario


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for, as typed."""

    scenarios: list[str]
    corridor: str | None
    zone: str | None
    method: str | None
    first: str | None
    last: str | None
    replicates: int
    days: int | None
    seed: int
    workers: int | None
    out: str | None
    replace: bool
    declared: bool
    as_json: bool
    posterior: str | None = None
    data: str | None = None
    effects: str = "drawn"
    world: str = "drawn"


def account_for(line: CommandLine, request: Request) -> None:
    """Check the request, run both scenarios, write and show the account.

    Raises:
        InputError: If anything asked for is wrong; nothing has run or been written by then.
        RunError: If a run fails.
    """
    replicates = inputs.checked(line, "--replicates", request.replicates)
    seed = inputs.checked(line, "--seed", request.seed)
    loaded = inputs.load_all(line, request.scenarios, request.days)
    if loaded[0].name == loaded[1].name:
        message = f"scenario {loaded[0].name!r} is there twice; give each once"
        raise line.at_argument(1, message)
    used = sources(
        line,
        request.posterior,
        request.data,
        request.declared,
        request.effects,
        request.world,
    )
    try:
        comparison = Comparison(
            tuple(loaded), seed, replicates, posterior=used.posterior, data=used.data.facts,
            effects=used.effects,
        )  # fmt: skip
    except ValueError as error:
        raise line.at_argument(1, str(error)) from None
    focus = _focus(line, request, comparison.baseline)
    workers = inputs.worker_count(line, request.workers)
    folder = _folder(line, request, comparison)
    inputs.check_replaceable(line, folder, comparison, request.replace)
    with inputs.held_results(line, folder):
        inputs.note_late_interventions(comparison.scenarios)
        used.announce()
        compile_model()
        with progress("runs") as report:
            found = displacement(used.world, comparison, focus, workers, report)
        if folder is not None:
            with inputs.noting_replaced(folder):
                save_displacement(folder, found, request.scenarios)
    if request.as_json:
        print_json(as_json(found))
        return
    print(used.in_words)
    _print(found)
    if folder is not None:
        print_files(folder)


def as_json(found: Displacement) -> dict[str, Any]:
    """The account as one JSON object; undefined numbers are None."""
    design = found.results.comparison
    return {
        "baseline": design.baseline.name,
        "scenario": design.scenarios[1].name,
        "seed": design.seed,
        "replicates": design.replicates,
        "days": design.baseline.days,
        KEY: parameter_source(design.posterior),
        DATA: dict(data_facts(design)),
        EFFECTS: design.effects.value,
        "focus": focus_facts(found),
        **{each.outcome.replace(" ", "_"): _effect(each) for each in harm(found)},
        "people": _account(people_table(found)),
        "stayed": {name: interval_as_json(level) for name, level in stayed_rows(found).items()},
        "boats": _account(boats_table(found)),
    }


def _focus(line: CommandLine, request: Request, baseline: Scenario) -> Focus:
    world = load_world()
    corridors = [corridor.name for corridor in world.network.corridors]
    last_day = baseline.end - timedelta(days=1)
    first = _day(line, "--from", request.first, baseline.start, last_day, baseline.start)
    last = _day(line, "--until", request.last, baseline.start, last_day, last_day)
    if first > last:
        message = f"--until is {last}, before --from, {first}; give the later day last"
        raise line.at_option("--until" if request.last else "--from", message)
    return Focus(
        first,
        last,
        _known(line, "--corridor", request.corridor, corridors),
        _known(line, "--zone", request.zone and zone_named(request.zone), DEPARTURE_ZONES),
        _known(line, "--method", request.method, methods(world)),
    )


def _known(line: CommandLine, option: str, name: str | None, known: Iterable[str]) -> str | None:
    if name is not None and name not in known:
        what = option.removeprefix("--")
        raise line.at_option(option, f"unknown {what} {name!r}{instead(name, known)}")
    return name


def _day(
    line: CommandLine, option: str, text: str | None, low: date, high: date, default: date
) -> date:
    if text is None:
        return default
    try:
        day = date.fromisoformat(text)
    except ValueError:
        message = f"{option} is {text!r}; give a day as year-month-day, such as {default}"
        raise line.at_option(option, message) from None
    if not low <= day <= high:
        message = f"{option} is {day}; it must be a day from {low} to {high}"
        raise line.at_option(option, message)
    return day


def _folder(line: CommandLine, request: Request, comparison: Comparison) -> Path | None:
    if request.as_json and request.out is None:
        return None
    return inputs.results_folder(line, request.out, "displacement", comparison.names)


def _print(found: Displacement) -> None:
    console = output()
    console.print(f"{escape(meaning(found))}\n")
    for title, account, note in (
        ("Arrivals", people_table(found), ""), ("Launches", boats_table(found), WHOLE_RUN),
    ):  # fmt: skip
        if account.empty:
            continue
        unclear = "" if account.clear else f"no clear reduction, {NOTHING_TO_ACCOUNT_FOR}"
        if said := "; ".join(part for part in (note, unclear) if part):
            console.print(f"{title}: {said}.")
        made = table(
            f"{title} {found.focus}: where the reduction went, means and 95 % intervals",
            *header(account), right=True,
        )  # fmt: skip
        for row in account.lines:
            made.add_row(*cells(row, account.local.unit), style="" if row.detail else "bold")
        show(made)
        console.print()
    for sentence in sentences(found):
        console.print(f"- {escape(sentence[0].upper() + sentence[1:])}.")
    console.print(f"- {included(found.results.comparison)}.")
    console.print("- This compares policies under stated assumptions; it is not a forecast.")


def _account(account: Table) -> dict[str, Any]:
    return {
        "in_focus": _effect(account.local),
        "reduction": _row(account.total),
        "parts": {row.name: _row(row) for row in account.sums},
        "rows": {row.name: _row(row) for row in account.rows},
    }


def _row(row: Row) -> dict[str, Any]:
    facts: dict[str, Any] = {"part": row.part, "net": interval_as_json(row.net)}
    facts["share"] = interval_as_json(row.share)
    for name, level in (("lost", row.lost), ("gained", row.gained)):
        if level is not None:
            facts[name] = interval_as_json(level)
    return facts


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        "unit": effect.unit,
        "baseline": number_or_none(effect.baseline),
        "difference": number_or_none(effect.difference.mean),
        "low": number_or_none(effect.difference.low),
        "high": number_or_none(effect.difference.high),
    }
