"""Say which numbers the data move, what each policy's effect rests on, and how ranks come out.

``python -m calibration.reporting.write_identifiability [--members N] [--ranks FOLDER] [--seed N]
[--workers N] [--out FOLDER]`` writes figures and the made parts of the page on calibration. What
policies rest on is made anew only with ``--members``, and ranks only with the folder of ``python -m
calibration.sbc``; else those parts stay as they are.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from calibration.cutoff_option import number
from calibration.fitting import Design
from calibration.identifiability import policy_drivers
from calibration.identifiability.data_information import FEWEST, learnt, standardised, ties
from calibration.posterior import FILE, Posterior, load_posterior
from calibration.reporting import identifiability_page
from calibration.reporting.posterior_figures import demand_figure, parameters_figure
from calibration.reporting.ranks_figure import ranks_figure
from calibration.synthetic_fits import finished
from runs.compilation import compile_model
from runs.cores import cores
from runs.progress import progress
from runs.reporting.drawing import save
from runs.reporting.figure_style import style
from runs.reporting.generated_sections import DOCS, PageError, rewritten
from scenarios.errors import InputError

MOST_SEED = 2**32 - 1


def main() -> None:
    """Run what was asked for, then write figures and page."""
    parser = argparse.ArgumentParser(
        prog="python -m calibration.reporting.write_identifiability", description=__doc__
    )
    parser.add_argument("--members", type=number(FEWEST, 2_000), help=f"to run, {FEWEST} or more")
    parser.add_argument("--ranks", type=Path, help="folder of python -m calibration.sbc")
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
    print(options.out / identifiability_page.NAME)


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
    figures = options.out / identifiability_page.FIGURES
    figures.mkdir(parents=True, exist_ok=True)
    made = {
        identifiability_page.LEARNT: identifiability_page.learnt_part(
            priors, posterior, found, ties(members)
        )
    }
    with style():
        save(parameters_figure(priors, members, by_name), figures / "parameters.png")
        save(demand_figure(priors, posterior), figures / "demand.png")
        if options.ranks is not None:
            note, ranks = finished(options.ranks)
            save(ranks_figure(ranks), figures / "ranks.png")
            made[identifiability_page.RANKS] = identifiability_page.ranks_part(note, ranks)
    if options.members:
        compile_model()
        with progress("runs") as report:
            runs = policy_drivers.run(
                posterior, options.members, options.seed, options.workers, report
            )
        rests = policy_drivers.rests(runs, members, options.seed)
        made[identifiability_page.POLICIES] = identifiability_page.policies_part(
            rests, found, options.members, options.seed
        )
    return made


def write(out: Path, made: dict[str, str]) -> None:
    """Put the parts between their marks."""
    path = out / identifiability_page.NAME
    before = path if path.exists() else DOCS / identifiability_page.NAME
    path.write_text(rewritten(before.read_text(encoding="utf-8"), made), encoding="utf-8")


if __name__ == "__main__":
    main()
