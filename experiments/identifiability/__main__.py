"""Say which numbers the data move, what each policy's effect rests on, and how ranks come out.

``python -m experiments.identifiability [--members N] [--ranks FOLDER] [--seed N] [--workers N]
[--out FOLDER]`` writes figures and the made parts of the page on calibration. What policies rest on
is made anew only with ``--members``, and ranks only with the folder of ``python -m
experiments.ranks``; else those parts stay as they are.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from calibration.identifiability import FEWEST, learnt, standardised, ties
from calibration.posterior import FILE, Posterior, load_posterior
from experiments.compilation import compile_model
from experiments.cores import cores
from experiments.figures.drawing import save
from experiments.figures.learnt import demand_figure, parameters_figure
from experiments.figures.ranks import ranks_figure
from experiments.figures.style import style
from experiments.fitting import Design
from experiments.identifiability import page, policies
from experiments.marked import DOCS, PageError, rewritten
from experiments.options import number
from experiments.progress import progress
from experiments.synthetic import finished
from scenarios.errors import InputError

MOST_SEED = 2**32 - 1


def main() -> None:
    """Run what was asked for, then write figures and page."""
    parser = argparse.ArgumentParser(
        prog="python -m experiments.identifiability", description=__doc__
    )
    parser.add_argument("--members", type=number(FEWEST, 2_000), help=f"to run, {FEWEST} or more")
    parser.add_argument("--ranks", type=Path, help="folder of python -m experiments.ranks")
    parser.add_argument("--seed", type=number(0, MOST_SEED), default=1, help="of the runs")
    parser.add_argument("--workers", type=number(1, 512), default=cores())
    parser.add_argument("--out", type=Path, default=DOCS, help="folder of the page; docs if absent")
    options = parser.parse_args()
    try:
        posterior = _posterior()
        if options.members and options.members > posterior.members:
            raise InputError(
                f"--members is {options.members}; the posterior has {posterior.members}, give "
                f"{FEWEST} to that many, or leave it out"
            )
        write(options.out, parts(options, posterior))
    except (InputError, PageError) as error:
        sys.exit(f"{error}")
    print(options.out / page.NAME)


def _posterior() -> Posterior:
    try:
        return load_posterior()
    except (OSError, ValueError, KeyError) as error:
        raise InputError(
            f"{FILE} cannot be read as a posterior; narrows calibrate makes one"
        ) from error


def parts(options: argparse.Namespace, posterior: Posterior) -> dict[str, str]:
    """Draw the figures, and make the parts of the page by name."""
    priors = Design(date.fromisoformat(posterior.facts["cutoff"])).priors
    members = standardised(priors, posterior)
    found = learnt(members)
    by_name = {each.name: each for each in found}
    figures = options.out / page.FIGURES
    figures.mkdir(parents=True, exist_ok=True)
    made = {page.LEARNT: page.learnt_part(priors, posterior, found, ties(members))}
    with style():
        save(parameters_figure(priors, members, by_name), figures / "parameters.png")
        save(demand_figure(priors, posterior), figures / "demand.png")
        if options.ranks is not None:
            note, ranks = finished(options.ranks)
            save(ranks_figure(ranks), figures / "ranks.png")
            made[page.RANKS] = page.ranks_part(note, ranks)
    if options.members:
        compile_model()
        with progress("runs") as report:
            runs = policies.run(posterior, options.members, options.seed, options.workers, report)
        rests = policies.rests(runs, members, options.seed)
        made[page.POLICIES] = page.policies_part(rests, found, options.members, options.seed)
    return made


def write(out: Path, made: dict[str, str]) -> None:
    """Put the parts between their marks."""
    path = out / page.NAME
    before = path if path.exists() else DOCS / page.NAME
    path.write_text(rewritten(before.read_text(encoding="utf-8"), made), encoding="utf-8")


if __name__ == "__main__":
    main()
