"""Carry a finished study with the project: for the view, and for its page among the documents.

``make studies`` runs a study under two seeds, and gives both folders to this. It keeps in
``experiments/studies/finished`` what the view shows of the first and what its page says of the
second, and writes design, answer, both seeds and figures into ``docs/studies``.
"""

from __future__ import annotations

import argparse
import re
import shutil
from pathlib import Path

from PIL import Image

from experiments.comparison.paired_effects import Effects
from experiments.publishing.finished_study import check_finished
from experiments.publishing.seed_agreement import side_by_side
from experiments.reporting.effect_statements import COUNTED, answer, cell, cost_per_averted
from experiments.reporting.study_report import DRAWN, SHOWN_HOW
from experiments.reporting.study_sections import heading
from experiments.study.analysis.study_tables import COST, effects_of
from experiments.study.stored_study import NOTE, POINTS, StudyResults, open_study
from experiments.study.study_folder import EFFECTS, FIGURES, FINISHED, REPORT
from runs.atomic_files import write_text
from runs.number_format import amount, counted
from runs.reporting.drawing import few_colours
from runs.reporting.generated_sections import DOCS, PageError, rewritten
from runs.reporting.markdown import table
from runs.stored_tables import read_table
from scenarios.errors import InputError

KEPT = (NOTE, POINTS, REPORT, EFFECTS)
SECOND, KEPT_OF_SECOND = "second-seed", (NOTE, EFFECTS)
"""Folder, in that of a finished study, of what is kept of the second seed, and what that is."""
SAME = ("name", "points", "replicates", "start", "days", "warmup_days", "run_out_days",
        "members_digest", "outcomes", "code")  # fmt: skip
"""Facts that a study has under either seed."""
SHOWN = ("arrivals", "averted", "delayed", "expected_deaths", "deaths", "people_per_boat")
PICTURE = re.compile(r"\.\./figures/studies/([\w-]+)/([\w-]+)\.png")
WIDTH = 1_400
"""Pixels of a figure among the documents."""


def carry(folder: Path, second: Path, finished: Path = FINISHED, docs: Path = DOCS) -> None:
    """Keep what is shown of a finished study, and write the made parts of its page.

    Args:
        folder: The study's, as ``narrows study`` left it.
        second: The same study's under another seed.
        finished: Where studies that come with the project are kept.
        docs: Folder of the documents.

    Raises:
        InputError: If a study is not finished, or of other code, or the two are not one study under
            two seeds.
        OSError: If it has no page.
        PageError: If its page lacks a mark, or shows a figure that the study did not draw.
    """
    kept, other = open_study(folder), open_study(second)
    for each in (kept, other):
        check_finished(each)
    check_seeds(kept, other)
    name = kept.facts["name"]
    page = docs / "studies" / f"{name}.md"
    text = rewritten(page.read_text("utf-8"), made_parts(kept, other))
    drawn = [folder / FIGURES / f"{each}.png" for of, each in PICTURE.findall(text) if of == name]
    if missing := [path.name for path in drawn if not path.exists()]:
        raise PageError(f"{page} shows {missing[0]}, which the study did not draw; take it out")
    here = finished / name
    for source, index, names in ((folder, here, KEPT), (second, here / SECOND, KEPT_OF_SECOND)):
        for file in names:
            (index / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / file, index / file)
    pictures = docs / "figures" / "studies" / name
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    for path in drawn:
        _small(path, pictures / path.name)
    write_text(page, text)


def check_seeds(kept: StudyResults, other: StudyResults) -> None:
    """Make sure that two folders hold one study under two seeds.

    Raises:
        InputError: If they do not.
    """
    for key in SAME:
        if kept.facts[key] != other.facts[key]:
            raise InputError(
                f"{kept.folder} and {other.folder} are not one study: their {key} differ; run "
                f"narrows study {kept.facts['command']} with another --seed"
            )
    if kept.facts["seed"] == other.facts["seed"]:
        raise InputError(f"{kept.folder} and {other.folder} have one seed; run another --seed")


def made_parts(kept: StudyResults, other: StudyResults) -> dict[str, str]:
    """The made parts of a study's page, by name; needs no more of either folder than is kept.

    Args:
        kept: The study.
        other: The same under a second seed.
    """
    first, second = (
        effects_of(read_table(each.folder / EFFECTS).to_pylist()) for each in (kept, other)
    )
    return {
        "design": _design(kept, other),
        "answer": _answer(first, kept),
        "seeds": side_by_side((kept, other), (first, second)),
    }


def _design(kept: StudyResults, other: StudyResults) -> str:
    facts = kept.facts
    replicates = counted(facts["replicates"], "paired replicate")
    return (
        f"*{counted(facts['points'], 'world')}, {replicates} of each: {kept.period}; "
        f"seed {facts['seed']}, and seed {other.facts['seed']} beside it, Narrows "
        f"{facts['version']}, parameters from the {facts['uncertainties']}. To repeat it: "
        f"`make studies PAGES={facts['name']}`.*"
    )


def _answer(effects: Effects, kept: StudyResults) -> str:
    titles = {str(point["name"]): str(point["title"]) for point in kept.points}
    first = next(iter(effects.values()))
    means = [
        "" if name in COUNTED else amount(first[name].baseline, first[name].unit) for name in SHOWN
    ]
    rows = [["baseline (mean)", *means, "", ""]]
    for name, of in effects.items():
        cost = amount(of[COST].difference.mean, of[COST].unit)
        rows.append([name, *(cell(of[each]) for each in SHOWN), cost, cost_per_averted(of)])
    header = ["", *map(heading, SHOWN), "Mean cost", "For each person averted"]
    said = f"Means of the baseline. {SHOWN_HOW} {DRAWN[kept.facts['uncertainties']]}"
    sentences = answer({kept.points[0]["name"]: {}} | effects, titles)
    return "\n".join([*(f"- {each}" for each in sentences), "", *table(header, rows), "", said])


def _small(drawn: Path, path: Path) -> None:
    """Keep a figure as a PNG of few colours."""
    with Image.open(drawn) as image:
        size = (WIDTH, round(image.height * WIDTH / image.width))
        few_colours(image.convert("RGB").resize(size, Image.Resampling.LANCZOS), path)


def main() -> None:
    """Carry the study of two folders that are given."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("first", type=Path)
    words.add_argument("second", type=Path, help="the same study under another seed")
    given = words.parse_args()
    carry(given.first, given.second)


if __name__ == "__main__":
    main()
