"""Write ``docs/history-matching.md``: ``make history-matching FIT=FOLDER``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from calibration.fitting import Design
from calibration.identifiability.history_matching import TEN, Matching, match, names
from calibration.measures import Table
from calibration.past_scenario import BEGIN
from calibration.posterior import load_posterior
from calibration.target import distance
from calibration.targets import load_targets
from runs.number_format import percent
from runs.reporting.markdown import table
from scenarios.loader import load_scenario
from scenarios.packaged_places import DAILY_COLUMNS

Floats = NDArray[np.float64]

SEED, MOST_SHOWN = 1, 12
TITLES = {
    "level": "arrivals of the half-year", "load": "people per boat of the quarter",
    "prevention-summer-2024": "share prevented, third quarter of 2024",
    "prevention-summer-2025": "share prevented, third quarter of 2025",
    "price-2025": "price per seat, June to September 2025",
    "deaths": "deaths of the year", "load-autumn-2025": "people per boat, third quarter of 2025",
}  # fmt: skip
PARTS = {
    ("level", 1): "second half of 2022", ("level", 3): "second half of 2023",
    ("level", 5): "second half of 2024", ("level", 6): "first half of 2025",
    ("load", 10): "third of 2024", ("deaths", 2): "2024",
}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the runs of a fit, match them and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fit", type=Path, help="folder of narrows calibrate --whole")
    parser.add_argument("--out", type=Path, default=Path("docs/history-matching.md"))
    given = parser.parse_args(arguments)
    scores, distances, last = runs_of(given.fit)
    found = match(scores, distances, last, SEED)
    given.out.write_text(page(found, len(scores), free_numbers()), encoding="utf-8")


def runs_of(fit: Path) -> tuple[Floats, dict[str, Floats], Floats]:
    """Scores of all runs of a fit, what each gave for the ten targets, and the posterior's scores.

    Raises:
        FileNotFoundError: If the folder holds no runs.
    """
    known = {target.name: target for target in load_targets()}
    scores: list[Floats] = []
    given: dict[str, list[Floats]] = {name: [] for name in names()}
    steps = sorted(fit.glob("step-*"))
    for file in sorted(fit.glob("step-*/part-*.npz")):
        with np.load(file) as kept:
            daily = np.asarray(kept["daily"], dtype=np.float64)
            scores.append(kept["scores"])
        columns = {name: daily[:, :, at] for at, name in enumerate(DAILY_COLUMNS)}
        for label, (name, part) in zip(names(), TEN, strict=True):
            simulated = known[name].simulated(Table(BEGIN, columns))
            given[label].append(distance(known[name], simulated)[:, part])
    if not scores:
        raise FileNotFoundError(f"{fit} holds no runs of a fit")
    last = sum(len(np.load(file)["scores"]) for file in steps[-1].glob("part-*.npz"))
    whole = np.concatenate(scores)
    return whole, {name: np.concatenate(each) for name, each in given.items()}, whole[-last:]


def free_numbers() -> list[str]:
    """Names of the posterior's free numbers, in the order of their scores."""
    cutoff = date.fromisoformat(load_posterior().facts["cutoff"])
    return list(Design(cutoff, history=load_scenario("current")).priors.names)


def page(found: Matching, runs: int, free: Sequence[str]) -> str:
    """The page as Markdown."""
    rows = [
        [
            _title(*target), percent(one.explained), percent(one.held),
            percent(found.ruled_out[name]), percent(found.posterior_ruled_out[name]),
        ]
        for target, (name, one) in zip(TEN, found.emulators.items(), strict=True)
    ]  # fmt: skip
    return "\n".join(
        [
            "# History matching",
            "",
            "A check of the posterior by another method: which values of the free numbers ten "
            "targets rule out, with emulators of the mean and of the variance of runs, and whether "
            f"the posterior lies within what is left. From the {runs:,} runs of the fit. Made by "
            "`make history-matching FIT=FOLDER`.",
            "",
            f"**{percent(found.left, 1)} of the prior is left, and "
            f"{percent(found.posterior_left)} of the posterior's draws lie in it. "
            f"{_outside(found, free)}**",
            "",
            *table(["Target", "Explained of runs left out", "Held of their 90 % intervals",
                    "Ruled out of the prior", "Ruled out of the posterior"], rows),
            "",
            "## What both say of the free numbers",
            "",
            "As scores, in standard deviations of the prior about its median: 90 % interval "
            "of what is left, and of the posterior. Those that the posterior narrows most.",
            "",
            *table(
                ["Free number", "Left by history matching", "Posterior"], _narrowed(found, free)
            ),
            "",
            "## How to read it",
            "",
            "- History matching rules out and weighs nothing: what is left is wide, since many "
            "free numbers together make each target. The posterior weighs all 55 targets, and is "
            "narrower where these agree.",
            "- A posterior median outside what is left, or many draws outside, would say that the "
            "fit had gone where its own runs contradict the record.",
            "- The emulators know each free number and its square and no products of two; what "
            "they leave out counts as variance, so that they rule out less than they might.",
        ]
    ) + "\n"  # fmt: skip


def _title(name: str, part: int) -> str:
    where = PARTS.get((name, part))
    title = TITLES.get(name, name)
    return f"{title}, {where}" if where else title


def _outside(found: Matching, free: Sequence[str]) -> str:
    names_outside = [f"`{free[at]}`" for at in found.outside]
    if not names_outside:
        return f"No median of the {len(free)} free numbers lies outside what is left."
    return (
        f"Of {len(free)} free numbers the posterior's median lies outside the 90 % interval "
        f"of what is left for {len(names_outside)}: {', '.join(names_outside)}."
    )


def _narrowed(found: Matching, free: Sequence[str]) -> list[list[str]]:
    width: Floats = (found.posterior[2] - found.posterior[0]) / (
        found.allowed[2] - found.allowed[0]
    )
    return [
        [f"`{free[at]}`", _span(found.allowed[:, at]), _span(found.posterior[:, at])]
        for at in np.argsort(width)[:MOST_SHOWN]
    ]


def _span(ends: Floats) -> str:
    low, middle, high = ends
    return f"{middle:+.2f} ({low:+.2f} to {high:+.2f})"


if __name__ == "__main__":
    main()
