"""Write ``docs/natural-experiments.md``: ``make natural-experiments``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from calibration.data_series.data_source import DataSource
from calibration.measures import observed
from calibration.observations import Observations
from calibration.posterior import Posterior, load_posterior
from calibration.validation.posterior_runs import run_past
from experiments.natural_experiments.past_events import Judgement, design, judge
from runs.number_format import counted
from runs.progress import progress
from runs.reporting.markdown import table

REPLICATES = 40
DIRECTIONS = {1: "up", -1: "down", 0: "no loss"}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the draws and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replicates", type=int, default=REPLICATES)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("docs/natural-experiments.md"))
    given = parser.parse_args(arguments)
    posterior, data = load_posterior(), DataSource()
    comparison = design(given.replicates, posterior, data)
    with progress("Past worlds") as done:
        tables = run_past(posterior, comparison, given.workers, done, data)
    judged = judge(tables, observed(Observations(data=data)))
    given.out.write_text(page(judged, posterior, given.replicates), encoding="utf-8")


def page(judged: Sequence[Judgement], posterior: Posterior, replicates: int) -> str:
    """The page as Markdown."""
    right = sum(each.in_direction for each in judged)
    near = sum(each.in_direction and each.in_size for each in judged)
    header = [
        "Event", "Number", "Seen", "Simulated (90 %)", "Direction seen",
        "What it adds (95 % of the mean)", "In direction", "In size",
    ]  # fmt: skip
    return "\n".join(
        [
            "# Natural experiments",
            "",
            "Six events that nobody arranged to learn from, and what the model says of them. "
            f"{counted(replicates, 'draw')} of the posterior with data until "
            f"{posterior.facts['cutoff']}. Made by `make natural-experiments`.",
            "",
            f"**{right} of {len(judged)} go in the direction that was seen, {near} of these with "
            "what was seen inside the 90 % interval of the draws.**",
            "",
            *table(header, [_row(each) for each in judged]),
            "",
            "## How to read it",
            "",
            "- *In direction*: the 95 % interval of the mean of what the event adds lies on the "
            "side that was seen. For the takedown, where no loss was seen, it may lie "
            "0.1 below none at most. What it adds is the number in the event's world less that in "
            "the world without it, draw by draw; where the number is a change already it is "
            "judged by itself.",
            "- *In size*: the 90 % interval of the draws reaches what was seen. It is wide, since "
            "a few weeks of weather, deaths or demand differ much by chance: a miss says much, a "
            "hit says little.",
            "- The posterior was fitted to arrivals, boats, loads, prevention and prices of all "
            "these years, so that the first, fourth and last rows are not independent of it. The "
            "Serbian operation and the takedown were held out.",
            "- What the model was given for each event: "
            + "; ".join(f"{e.event.title}: {e.event.stands_for_it} ({e.event.source})"
                        for e in judged)
            + ".",
        ]
    ) + "\n"  # fmt: skip


def _row(each: Judgement) -> list[str]:
    low, high = each.seen
    effect = each.effect
    return [
        each.event.title,
        each.event.measure,
        f"{low:.2f}" if low == high else f"{low:.2f} to {high:.2f}",
        f"{each.median:.2f} ({each.low:.2f} to {each.high:.2f})",
        DIRECTIONS[each.event.sign],
        f"{effect.mean:+.3f} ({effect.low:+.3f} to {effect.high:+.3f})",
        "yes" if each.in_direction else "**no**",
        "yes" if each.in_size else "**no**",
    ]


if __name__ == "__main__":
    main()
