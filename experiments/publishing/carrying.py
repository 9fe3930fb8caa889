"""Carry a finished study with the project: for the view, and for its page among the documents.

``python -m experiments.publishing.carrying FOLDER...`` takes folders of ``narrows study``, keeps
what the view shows of each in ``experiments/studies/finished``, and puts design, answer and
figures into ``docs/studies``.
"""

from __future__ import annotations

import argparse
import re
import shutil
from pathlib import Path

import pyarrow.parquet as pq
from PIL import Image

from experiments.claims import change, cost_per_averted
from experiments.figures.drawing import few_colours
from experiments.markdown import table
from experiments.marked import DOCS, PageError, rewritten
from experiments.numbers import amount, counted
from experiments.paired import Effects
from experiments.publishing.finished import check_finished
from experiments.study.analysis.sections import heading
from experiments.study.analysis.tables import effects_of
from experiments.study.held import NOTE, POINTS, Held, open_study
from experiments.study.report import DRAWN
from experiments.study.store import EFFECTS, FIGURES, FINISHED, REPORT

KEPT = (NOTE, POINTS, REPORT, EFFECTS)
SHOWN = ("arrivals", "deaths", "expected_deaths", "load_per_boat")
COST = "cost_gbp"
PICTURE = re.compile(r"\.\./figures/studies/([\w-]+)/([\w-]+)\.png")
WIDTH = 1_400
"""Pixels of a figure among the documents."""


def carry(folder: Path, finished: Path = FINISHED, docs: Path = DOCS) -> None:
    """Keep what is shown of a finished study, and write the made parts of its page.

    Args:
        folder: The study's, as ``narrows study`` left it.
        finished: Where studies that come with the project are kept.
        docs: Folder of the documents.

    Raises:
        InputError: If the study is not finished, or of other code.
        OSError: If it has no page.
        PageError: If its page lacks a mark, or shows a figure that the study did not draw.
    """
    held = open_study(folder)
    check_finished(held)
    name = held.facts["name"]
    page = docs / "studies" / f"{name}.md"
    text = rewritten(page.read_text("utf-8"), made_parts(held))
    drawn = [folder / FIGURES / f"{each}.png" for of, each in PICTURE.findall(text) if of == name]
    if missing := [path.name for path in drawn if not path.exists()]:
        raise PageError(f"{page} shows {missing[0]}, which the study did not draw; take it out")
    here = finished / name
    for each in KEPT:
        (here / each).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / each, here / each)
    pictures = docs / "figures" / "studies" / name
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    for path in drawn:
        _small(path, pictures / path.name)
    page.write_text(text, "utf-8")


def made_parts(held: Held) -> dict[str, str]:
    """The made parts of a study's page, by name; needs no more of its folder than is kept."""
    effects = effects_of(pq.read_table(held.folder / EFFECTS).to_pylist())
    return {"design": _design(held), "answer": _answer(effects, held)}


def _design(held: Held) -> str:
    facts = held.facts
    replicates = counted(facts["replicates"], "paired replicate")
    return (
        f"*{counted(facts['points'], 'world')}, {replicates} of each: {facts['days']:,} days "
        f"from {facts['start']}, after {facts['warmup_days']} of warm-up; "
        f"seed {facts['seed']}, Narrows {facts['version']}, parameters from the "
        f"{facts['uncertainties']}. To repeat it: `make bundles STUDIES={facts['name']}`.*"
    )


def _answer(effects: Effects, held: Held) -> str:
    first = next(iter(effects.values()))
    means = [amount(first[name].baseline, first[name].unit) for name in SHOWN]
    rows = [["baseline (mean)", *means, "", ""]]
    for name, of in effects.items():
        cells = [change(of[each].difference, of[each].unit) for each in SHOWN]
        cost = amount(of[COST].difference.mean, of[COST].unit)
        rows.append([name, *cells, cost, cost_per_averted(of, "arrivals")])
    header = ["", *map(heading, SHOWN), "Mean cost", "For each arrival averted"]
    said = (
        "Means of the baseline, and paired differences from it with their 95 % intervals. "
        f"{DRAWN[held.facts['uncertainties']]}"
    )
    return "\n".join([*table(header, rows), "", said])


def _small(drawn: Path, path: Path) -> None:
    """Keep a figure as a PNG of few colours."""
    with Image.open(drawn) as image:
        size = (WIDTH, round(image.height * WIDTH / image.width))
        few_colours(image.convert("RGB").resize(size, Image.Resampling.LANCZOS), path)


def main() -> None:
    """Carry the studies of the folders that are given."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("folders", nargs="+", type=Path)
    for folder in words.parse_args().folders:
        carry(folder)


if __name__ == "__main__":
    main()
