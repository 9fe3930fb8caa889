"""Show which numbers the data move, and what each policy's effect rests on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.markup import escape

from calibration.identifiability import policy_drivers
from calibration.identifiability.data_information import FEWEST
from calibration.identifiability.policy_drivers import Rest
from calibration.posterior import Posterior
from calibration.reporting import write_identifiability as writing
from calibration.reporting.write_identifiability import Found
from calibration.sbc import summary
from calibration.synthetic_fits import finished
from narrows.cli.actions import inputs
from narrows.cli.actions.sources import posterior_used
from narrows.cli.actions.terminal_tables import print_files, show, table
from narrows.cli.command_line import CommandLine
from narrows.cli.console import output, print_json
from narrows.json_numbers import number_or_none
from narrows.option_bounds import Bounds
from runs.compilation import compile_model
from runs.parameter_source import KEY, in_words, parameter_source
from runs.progress import progress
from runs.reporting.outcome_names import NAMES
from scenarios.errors import InputError


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for, as typed."""

    members: int | None
    ranks: str | None
    posterior: str | None
    seed: int
    workers: int | None
    out: str | None
    docs: str | None
    as_json: bool


def show_identifiability(line: CommandLine, request: Request) -> None:
    """Check the request, run draws if asked to, write the folder if there is one, and show it.

    Raises:
        InputError: If anything asked for is wrong; nothing has run or been written by then.
        RunError: If a run fails.
    """
    seed = inputs.checked(line, "--seed", request.seed)
    workers = inputs.worker_count(line, request.workers)
    posterior = posterior_used(line, request.posterior)
    members = _members(line, request.members, posterior)
    out = inputs.report_folder(line, request.out, writing.OURS)
    ranks = _ranks(line, request.ranks)
    with inputs.held_results(line, out, writing.OURS):
        rests = _rests(posterior, members, seed, workers)
        found = Found(posterior, rests, members, seed, ranks)
        if request.docs is not None:
            writing.write(Path(request.docs), writing.parts(Path(request.docs), found))
        if out is not None:
            writing.save(out, found)
    if request.as_json:
        print_json(_as_json(found))
        return
    _print(found)
    if out is not None:
        print_files(out)


def _members(line: CommandLine, typed: int | None, posterior: Posterior) -> int:
    if typed is None:
        return 0
    return inputs.within(line, "--members", typed, Bounds(FEWEST, posterior.members))


def _ranks(line: CommandLine, folder: str | None) -> Any:
    if folder is None:
        return None
    try:
        return finished(Path(folder))
    except InputError as error:
        raise line.at_option("--ranks", error.message) from None


def _rests(posterior: Posterior, members: int, seed: int, workers: int) -> list[Rest]:
    if not members:
        return []
    compile_model()
    with progress("runs") as report:
        runs = policy_drivers.run(posterior, members, seed, workers, report)
    return policy_drivers.rests(runs, Found(posterior).scores, seed)


def _print(found: Found) -> None:
    console = output()
    made = table("Free numbers on the scale of each prior", "number", "shift",
                 "spread left", "what was learned from the data", right=True)  # fmt: skip
    made.columns[-1].justify = "left"
    for each in found.learnt:
        made.add_row(each.name, f"{each.shift:+.2f}", f"{each.ratio:.2f}", each.words)
    show(made)
    for tie in found.ties:
        console.print(f"- {tie.one} and {tie.other} are known together: {tie.correlation:+.2f}")
    if found.rests:
        made = table(f"What effects rest on, {found.members} draws", "policy", "outcome",
                     "change", "goes with")  # fmt: skip
        for rest in found.rests:
            on = "; ".join(f"{each.name} {each.correlation:+.2f}" for each in rest.clear)
            change = f"{rest.change.mean:+.1%}"
            made.add_row(escape(rest.scenario), NAMES[rest.outcome], change, on or "nothing seen")
        show(made)
    if found.ranks is not None:
        for kind, ranks in found.ranks[1].items():
            console.print(f"{kind}: {'; '.join(summary(ranks, normal=kind == 'free'))}")
    console.print(f"{in_words(parameter_source(found.posterior))}.")


def _as_json(found: Found) -> dict[str, Any]:
    return {
        KEY: parameter_source(found.posterior),
        "numbers": [asdict(each) | {"said": each.words} for each in found.learnt],
        "known_together": [asdict(each) for each in found.ties],
        "members": found.members,
        "effects": [
            {
                "scenario": rest.scenario,
                "outcome": rest.outcome,
                "change": number_or_none(rest.change.mean),
                "low": number_or_none(rest.change.low),
                "high": number_or_none(rest.change.high),
                "goes_with": [asdict(each) for each in rest.clear],
            }
            for rest in found.rests
        ],
    }
