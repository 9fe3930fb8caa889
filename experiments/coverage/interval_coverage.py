"""How often intervals of real runs hold what they say: ``make coverage``.

Replicates are cut into blocks. Each block in turn is what a report rests on; all others are truths,
worlds that were drawn from the same joint distribution and that the report has not seen.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from experiments.study.stored_study import NOTE, StudyResults, open_study
from experiments.uncertainty.paired_changes import paired_change
from experiments.uncertainty.single_worlds import LEAST_DRAWS, single_world
from runs.intervals import of_means
from runs.number_format import percent
from runs.reporting.markdown import table
from runs.reporting.outcome_names import NAMES
from runs.stored_tables import read_table
from scenarios.packaged_places import OUTCOMES

Floats = NDArray[np.float64]
Effects = Mapping[str, Mapping[str, Floats]]

SHOWN = ("averted", "expected_deaths")
FILE = "outcomes.parquet"


@dataclass(frozen=True)
class Coverage:
    """How often the intervals of one effect hold something, over all blocks.

    Attributes:
        truths: Worlds that blocks have not seen.
        world: Share of them in the interval for one world.
        mean: Share of blocks whose interval of the mean holds the mean of all other blocks.
        world_in_mean: Share of worlds in the interval of the mean, which is not made to hold them.
    """

    truths: int
    world: float
    mean: float
    world_in_mean: float


def coverage(effect: Floats, block: int = LEAST_DRAWS) -> Coverage:
    """Coverage of one effect.

    Args:
        effect: By replicate; two blocks at least.
        block: Replicates that a report rests on.
    """
    worlds, means, narrow = [], [], []
    for first in range(0, effect.size - block + 1, block):
        own = effect[first : first + block]
        others = np.delete(effect, np.s_[first : first + block])
        wide, of_mean = single_world(own), of_means(own[None, :])[0]
        worlds.append(np.mean((wide.low <= others) & (others <= wide.high)))
        narrow.append(np.mean((of_mean.low <= others) & (others <= of_mean.high)))
        means.append(of_mean.low <= others.mean() <= of_mean.high)
    return Coverage(effect.size, *(float(np.mean(each)) for each in (worlds, means, narrow)))


def effects_of(folder: Path) -> Effects:
    """Paired effects of a folder of ``narrows compare`` or ``study``, by policy and outcome."""
    if (folder / NOTE).exists():
        return _effects_of_study(open_study(folder))
    rows = read_table(folder / FILE).to_pandas()
    values = {
        str(name): {outcome: group[outcome].to_numpy() for outcome in OUTCOMES}
        for name, group in rows.groupby("scenario", sort=False)
    }
    baseline, *others = values
    return {name: paired_change(values[baseline], values[name]) for name in others}


def _effects_of_study(kept: StudyResults) -> Effects:
    runs = kept.values(list(OUTCOMES)).outcomes
    levels = [{name: of[point] for name, of in runs.items()} for point in range(len(kept.points))]
    return {
        str(about["name"]): paired_change(levels[reference], levels[point])
        for point, (about, reference) in enumerate(zip(kept.points, kept.references, strict=True))
        if point != reference
    }


def together(folders: Sequence[Effects]) -> dict[str, dict[str, Floats]]:
    """Effects of several folders one after another, of scenarios that all have."""
    names = [name for name in folders[0] if all(name in each for each in folders)]
    return {
        name: {
            outcome: np.concatenate([each[name][outcome] for each in folders]) for outcome in SHOWN
        }
        for name in names
    }


def coverage_table(effects: Effects) -> list[str]:
    """One row an effect, as Markdown."""
    rows, all_shares = [], []
    for name, of in effects.items():
        for outcome in SHOWN:
            found = coverage(of[outcome])
            shares = (found.world, found.mean, found.world_in_mean)
            all_shares.append(shares)
            rows.append([f"{name}: {NAMES[outcome]}", str(found.truths), *_percents(shares)])
    rows.append(["mean of all", "", *_percents(tuple(np.mean(all_shares, axis=0)))])
    header = ["Effect", "Worlds", "Worlds in the interval for one world",
              "Means in that of the mean", "Worlds in that of the mean"]  # fmt: skip
    return table(header, rows)


def _percents(shares: Sequence[float]) -> list[str]:
    return [percent(each, 1) for each in shares]


if __name__ == "__main__":
    print("\n".join(coverage_table(together([effects_of(Path(each)) for each in sys.argv[1:]]))))
