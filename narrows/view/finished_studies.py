"""Finished studies: folders of ``narrows study`` and of ``narrows compare``.

Those that ship with the project stand first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from experiments.comparison.paired_effects import Effects, compare_values, judged, paired, unit_of
from experiments.comparison.verdicts import MARGINS
from experiments.reporting.effect_statements import answer
from experiments.study.analysis.study_tables import COST, effects_of
from experiments.study.stored_study import NOTE, open_study
from experiments.study.study_folder import EFFECTS, FINISHED, REPORT
from experiments.uncertainty.dose_response import LEAST_STRENGTHS
from narrows.view.effect_summary import ANSWER, CARDS, as_card
from narrows.view.lever_catalogue import BASELINE
from narrows.view.study_labels import point_labels
from runs.arrivals_accounting import NEEDED
from runs.effect_draws import EFFECTS as EFFECT_SIZES
from runs.effect_draws import EffectSizes
from runs.results_tables import read_provenance
from runs.stored_tables import read_table
from scenarios.errors import InputError, instead
from scenarios.packaged_places import OUTCOMES

RESULTS = "outcomes.parquet"
WITHOUT_VERDICTS = (
    "It was run before verdicts were given, so nothing is claimed: each interval is of one outcome "
    "alone."
)
STRENGTHS = {
    EffectSizes.DRAWN: "Each replicate draws the strengths of measures that the scenarios leave "
    "open, so intervals include uncertainty about them; those of this page's own runs do not.",
    EffectSizes.CENTRAL: "Strengths of measures are held at their central values, so intervals "
    "leave out uncertainty about them.",
}
"""What is said of strengths; results that do not say whether they were drawn held them."""
ALWAYS = ("arrivals", "expected_deaths")
"""Outcomes that a study must have analysed to be shown."""
MOST = 200
"""Studies that are listed."""


@dataclass(frozen=True)
class Study:
    """A finished study, or comparison.

    Attributes:
        id: Name of its folder, which is all that a visitor can ask for.
        title: First line of its report.
        scenarios: Titles by name, the baseline first.
        shipped: Whether it comes with the project.
        strengths: Whether strengths of measures were drawn, in words.
        labels: What each scenario is called, by name: its title and the values of levers in words.
        lever: The lever whose dose curve can be drawn; empty if there is none.
        doses: Values of that lever by the names of scenarios, in rising order.
        about: What its file says of it.
    """

    id: str
    folder: Path
    title: str
    scenarios: dict[str, str]
    replicates: int
    seed: int
    start: str
    days: int
    version: str
    shipped: bool
    strengths: str
    labels: dict[str, str] = field(default_factory=dict)
    lever: str = ""
    doses: dict[str, float] = field(default_factory=dict)
    about: str = ""

    def effects(self) -> Effects:
        """Paired effects by scenario, the baseline first."""
        if (self.folder / NOTE).exists():
            return _reported(self.folder / EFFECTS)
        return _compared(self.folder / RESULTS, tuple(self.scenarios))

    def as_dict(self) -> dict[str, Any]:
        """The numbers and the words, as plain values; of results without verdicts no claims."""
        found = self.effects()
        compared = {name: found[name] for name in list(found)[1:]}
        content = {name: value for name, value in vars(self).items() if name != "folder"}
        has_verdicts = all(
            name in row and row[name].judgement for row in compared.values() for name in ANSWER
        )
        return content | {
            "cards": {
                name: [as_card(row[each]) for each in CARDS if each in row]
                for name, row in compared.items()
            },
            "words": answer(found, self.scenarios) if has_verdicts else [WITHOUT_VERDICTS],
        }

    def in_words(self, line: str) -> str:
        """A sentence of an answer that calls scenarios by their labels."""
        for name, label in self.labels.items():
            line = line.replace(f"**{name}** ({self.scenarios.get(name)})", label)
        return line

    def costs(self) -> dict[str, float]:
        """Mean public cost of each scenario beyond the baseline's, in pounds, where it is known."""
        rows = list(self.effects().items())[1:]
        return {name: row[COST].difference.mean for name, row in rows if COST in row}


def studies(folders: Sequence[Path] = (Path("results"),)) -> dict[str, Study]:
    """Finished studies by id: those that ship with the project, then those in some folders.

    Args:
        folders: Each is a results folder or holds some; one that is not there holds none.
    """
    found: dict[str, Study] = {}
    for index in (FINISHED, *folders):
        paths = [index, *(sorted(index.iterdir()) if index.is_dir() else [])]
        for path in paths:
            study = _read(path, index == FINISHED)
            if study is not None and len(found) < MOST:
                found.setdefault(study.id, study)
    return found


def study(name: str, folders: Sequence[Path] = (Path("results"),)) -> Study:
    """The study of an id that :func:`studies` lists.

    Raises:
        InputError: If it lists none.
    """
    known = studies(folders)
    if name not in known:
        raise InputError(f"there is no study {name[:60]!r}{instead(name[:60], known)}")
    return known[name]


def _read(folder: Path, shipped: bool) -> Study | None:
    """The study in a folder; None if it holds none that can be read."""
    try:
        with (folder / REPORT).open(encoding="utf-8") as report:
            title = report.readline().removeprefix("# ").strip()
        points: list[dict[str, Any]] = []
        if (folder / NOTE).exists():
            facts, scenarios, points = _of_study(folder)
        else:
            facts = read_provenance(folder / RESULTS)
            scenarios = {each["name"]: each["title"] for each in facts["scenarios"]}
        if len(scenarios) < 2 or "replicates" not in facts:
            return None
        return Study(
            folder.name, folder, title, scenarios, facts["replicates"], facts["seed"],
            facts["start"], facts["days"], facts["version"], shipped,
            STRENGTHS[EffectSizes(facts.get(EFFECT_SIZES, EffectSizes.CENTRAL))],
            scenarios | point_labels(points, facts.get("levers", ())), *_doses(points, facts),
            str(facts.get("description") or ""),
        )  # fmt: skip
    except (OSError, ValueError, LookupError, TypeError, pa.ArrowException):
        return None


def _of_study(folder: Path) -> tuple[dict[str, Any], dict[str, str], list[dict[str, Any]]]:
    """What a study's folder says of it, titles by name if what must be was analysed, and points."""
    kept = open_study(folder)
    found = _reported(folder / EFFECTS)
    if any(name not in found[each] for each in list(found)[1:] for name in ALWAYS):
        return kept.facts, {}, []
    titles = {point["name"]: point["title"] for point in kept.points}
    return kept.facts, {name: titles.get(name, "") for name in found}, kept.points


def _doses(points: list[dict[str, Any]], facts: dict[str, Any]) -> tuple[str, dict[str, float]]:
    """The only lever of one scenario and its values by point; none where there are too few."""
    levers = facts.get("levers", [])
    tried = [each for each in points if levers and each[levers[0]] is not None]
    values = {each["name"]: each[levers[0]] for each in tried}
    numbers = [value for value in values.values() if isinstance(value, int | float)]
    alone = len(levers) == 1 and len({each["scenario"] for each in tried}) == 1
    references = {each["reference"] for each in tried}
    if not alone or len(references) > 1 or len(numbers) < max(len(values), LEAST_STRENGTHS):
        return "", {}
    return levers[0], dict(sorted(values.items(), key=lambda each: each[1]))


@cache
def _reported(path: Path) -> Effects:
    """Effects as a study's report has them; a table without verdicts gives none."""
    rows = read_table(path).to_pylist()
    return {BASELINE: {}} | effects_of([{"verdict": None} | row for row in rows])


@cache
def _compared(path: Path, scenarios: tuple[str, ...]) -> Effects:
    """Effects as a comparison's report has them; without verdicts if it knows of none delayed."""
    table = read_table(path)
    names = np.array(table["scenario"].to_pylist())
    values = {
        outcome: table[outcome].to_numpy(zero_copy_only=False).astype(float)
        for outcome in OUTCOMES
        if outcome in table.column_names
    }
    by_scenario = {
        scenario: {outcome: each[names == scenario] for outcome, each in values.items()}
        for scenario in scenarios
    }
    baseline, complete = by_scenario[scenarios[0]], set(NEEDED) <= values.keys()
    both = {
        scenario: compare_values(baseline, row)
        if complete
        else {outcome: (baseline[outcome], row[outcome]) for outcome in row}
        for scenario, row in by_scenario.items()
    }
    found = {
        scenario: paired({name: (unit_of(name), *pair) for name, pair in pairs.items()})
        for scenario, pairs in both.items()
    }
    if not complete:
        return found
    changes = {
        scenario: {name: both[scenario][name][1] - both[scenario][name][0] for name in MARGINS}
        for scenario in scenarios[1:]
    }
    return judged(found, changes)
