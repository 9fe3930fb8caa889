"""What the data move, what each policy's effect rests on, and how ranks come out: figures and text.

What policies rest on is there only if draws have run, and ranks only if there are any; the parts
of the documents' page that are not there stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from calibration.fitting import Design
from calibration.identifiability.data_information import (
    Floats,
    Learnt,
    Tie,
    learnt,
    standardised,
    ties,
)
from calibration.identifiability.policy_drivers import Rest
from calibration.posterior import Posterior
from calibration.priors import Priors
from calibration.rank_statistics import Ranks
from calibration.reporting import identifiability_page
from calibration.reporting.posterior_figures import demand_figure, parameters_figure
from calibration.reporting.ranks_figure import ranks_figure
from runs.atomic_files import write_text
from runs.reporting.drawing import save as save_figure
from runs.reporting.figure_style import style
from runs.reporting.generated_sections import DOCS, rewritten, standalone
from runs.results_folder import replacing

PAGE = "identifiability.md"
FIGURES = ("parameters", "demand", "ranks")
OURS = (PAGE, *(f"{identifiability_page.FIGURES}/{name}.png" for name in FIGURES))
"""Everything that a folder of this may hold."""
HEADINGS = {
    identifiability_page.LEARNT: "What the data move",
    identifiability_page.POLICIES: "What each policy's effect rests on",
    identifiability_page.RANKS: "Ranks of known truths",
}


@dataclass(frozen=True)
class Found:
    """What is known of the free numbers of a fit.

    Attributes:
        posterior: The fit's.
        rests: What each policy's effect rests on, if draws have run.
        members: How many have.
        seed: Of those runs.
        ranks: What the sets of a simulation-based calibration are of, and their ranks, if any.
    """

    posterior: Posterior
    rests: Sequence[Rest] = ()
    members: int = 0
    seed: int = 1
    ranks: tuple[dict[str, Any], dict[str, Ranks]] | None = None

    @cached_property
    def priors(self) -> Priors:
        """The priors that the fit began with."""
        return Design(date.fromisoformat(self.posterior.facts["cutoff"])).priors

    @cached_property
    def scores(self) -> dict[str, Floats]:
        """Draws by free number, on the scale of its prior."""
        return dict(standardised(self.priors, self.posterior))

    @cached_property
    def learnt(self) -> list[Learnt]:
        """What was learned from the data about each free number."""
        return learnt(self.scores)

    @cached_property
    def ties(self) -> list[Tie]:
        """Free numbers that the data know only together."""
        return list(ties(self.scores))


def parts(out: Path, found: Found) -> dict[str, str]:
    """Draw the figures, and make the parts of the page by name."""
    priors, scores, content = found.priors, found.scores, found.learnt
    figures = out / identifiability_page.FIGURES
    figures.mkdir(parents=True, exist_ok=True)
    made = {
        identifiability_page.LEARNT: identifiability_page.learnt_part(
            priors, found.posterior, content, found.ties
        )
    }
    with style():
        by_name = {each.name: each for each in content}
        save_figure(parameters_figure(priors, scores, by_name), figures / "parameters.png")
        save_figure(demand_figure(priors, found.posterior), figures / "demand.png")
        if found.ranks is not None:
            note, ranks = found.ranks
            save_figure(ranks_figure(ranks), figures / "ranks.png")
            made[identifiability_page.RANKS] = identifiability_page.ranks_part(note, ranks)
    if found.rests:
        made[identifiability_page.POLICIES] = identifiability_page.policies_part(
            found.rests, content, found.members, found.seed
        )
    return made


def write(out: Path, made: dict[str, str]) -> None:
    """Put the parts between their marks in the documents' page."""
    path = out / identifiability_page.NAME
    before = path if path.exists() else DOCS / identifiability_page.NAME
    write_text(path, rewritten(before.read_text(encoding="utf-8"), made))


def save(folder: Path, found: Found) -> None:
    """Write figures and a page of the made parts alone, all at once or not at all.

    Raises:
        InputError: If the folder is there and holds something else.
    """
    with replacing(folder, OURS) as partial:
        made = parts(partial, found)
        sections = {heading: made[name] for name, heading in HEADINGS.items() if name in made}
        (partial / PAGE).write_text(standalone("Identifiability", sections), encoding="utf-8")
