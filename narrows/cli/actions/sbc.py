"""Fit data that the model made, and show where truths rank."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from calibration.cutoff_option import EARLIEST
from calibration.fitting import Design
from calibration.rank_statistics import COVERAGES, Ranks
from calibration.sbc import summary
from calibration.synthetic_fits import SEEDS, Study, finished
from narrows.cli.actions import inputs
from narrows.cli.actions.sources import data_used, note_stale
from narrows.cli.command_line import CommandLine
from narrows.cli.console import output, print_json
from narrows.option_bounds import MOST_SEED, Bounds
from runs.compilation import compile_model
from runs.progress import progress
from scenarios.errors import InputError

SETS, SEED = Bounds(2, SEEDS), Bounds(0, (MOST_SEED + 1) // SEEDS - 1)
NORMAL = "free"
"""Numbers whose draws are normal, so that squared distances say something."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for, as typed."""

    out: str
    sets: int
    members: int
    cutoff: str | None
    seed: int
    workers: int | None
    as_json: bool
    data: str | None = None


def show_ranks(line: CommandLine, request: Request) -> None:
    """Check the request, run the sets that lack, and show what their ranks say.

    Raises:
        InputError: If anything asked for is wrong, or the folder holds other sets.
        RunError: If a run fails; the sets that are finished are kept.
    """
    sets = inputs.within(line, "--sets", request.sets, SETS)
    seed = inputs.within(line, "--seed", request.seed, SEED)
    members = inputs.checked(line, "--members", request.members)
    workers = inputs.worker_count(line, request.workers)
    data = data_used(line, request.data)
    cutoff = inputs.cutoff(line, request.cutoff, EARLIEST, data)
    if not request.out:
        raise line.at_option("--out", "--out is empty; give a folder")
    folder = Path(request.out)
    note_stale(data)
    compile_model()
    try:
        with progress("runs") as report:
            Study(Design(cutoff, members, seed, data=data), folder).run(sets, workers, report)
        note, ranks = finished(folder)
    except InputError as error:
        raise line.at_option("--out", error.message) from None
    if request.as_json:
        about = {key: note[key] for key in ("cutoff", "members", "seed", "data")}
        print_json({**about, **{kind: _as_json(each, kind) for kind, each in ranks.items()}})
        return
    for kind, each in ranks.items():
        output().print(f"{kind}: {'; '.join(summary(each, normal=kind == NORMAL))}")


def _as_json(ranks: Ranks, kind: str) -> dict[str, Any]:
    return {
        "sets": ranks.sets,
        "numbers": list(ranks.names),
        "chance_of_ranks_as_uneven": ranks.histogram(1).chance,
        "coverage": {f"{level:g}": asdict(ranks.coverage(level)) for level in COVERAGES},
        "squared_distance": asdict(ranks.squares()) if kind == NORMAL else None,
        "outside_their_bands": list(ranks.uneven),
    }
