"""Make the page of a study: its emulators, levers, sources and drawing in one file."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from numpy.typing import NDArray

from experiments.comparison.paired_effects import unit_of
from experiments.emulator.gaussian_process import GaussianProcess
from experiments.emulator.study_emulator import Emulated, StudyEmulator
from experiments.study.stored_study import POINTS, StudyResults, rests_on
from narrows.evidence_facts import facts_of, matching
from runs.number_format import amount, percent, rounded
from sim.interventions import KINDS

HERE = Path(__file__).parent
TITLES = {
    "averted": "Arrivals averted", "delayed": "Arrivals delayed", "arrivals": "Change in arrivals",
    "expected_deaths": "Change in expected deaths", "public_cost": "Public cost",
}  # fmt: skip
CHECKS = 5
"""Answers that come with the page, against which a browser checks its own."""
NEAR = 95
"""Percentile of the design's own distances, beyond which a place is far from all that was run."""


def page(kept: StudyResults, emulator: StudyEmulator) -> str:
    """The page as HTML that needs nothing else.

    Args:
        kept: The study.
        emulator: What was fitted to it.
    """
    data = Markup(_json(_data(kept, emulator)))  # noqa: S704
    script = Markup(  # noqa: S704
        "\n".join((HERE / name).read_text(encoding="utf-8") for name in ("emulator.js", "page.js"))
    )
    made = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined,
        keep_trailing_newline=True,
    )  # fmt: skip
    facts = kept.facts
    return made.get_template("page.html").render(
        title=_title(kept, emulator),
        question=facts["question"],
        period=kept.period,
        points=len(next(iter(emulator.effects.values())).process.values),
        replicates=emulator.replicates,
        style=Markup((HERE / "page.css").read_text(encoding="utf-8")),  # noqa: S704
        script=script,
        hashes=_hash(str(script)),
        data=data,
        quality=[_quality(name, each) for name, each in emulator.effects.items()],
        sources=_sources(kept, emulator),
        version=facts["version"],
        rests_on=rests_on(facts),
        seed=facts["seed"],
        again=f"To repeat it: narrows study {facts.get('command', facts['name'])}, then "
        "narrows page.",
    )


def _data(kept: StudyResults, emulator: StudyEmulator) -> dict[str, Any]:
    return {
        "name": kept.facts["name"],
        "title": _title(kept, emulator),
        "version": kept.facts["version"],
        "seed": kept.facts["seed"],
        "rests_on": rests_on(kept.facts),
        "levers": [
            {
                "name": each.name,
                "label": each.name.replace("_", " ").replace("gbp", "£"),
                "unit": "",
                "low": each.low,
                "high": each.high,
                "start": float(f"{(each.low + each.high) / 2:.4g}"),
            }
            for each in emulator.levers
        ],
        "effects": {name: _effect(name, each) for name, each in emulator.effects.items()},
    }


def _effect(name: str, effect: Emulated) -> dict[str, Any]:
    return {
        "title": TITLES[name],
        "unit": unit_of(name),
        "spread": effect.spread,
        "margin": effect.margin,
        "process": _process(effect),
        "checks": _checks(effect),
    }


def _process(effect: Emulated) -> dict[str, Any]:
    """What a browser needs to predict; the lower triangle and curves row by row in base 64."""
    process = effect.process
    rows = process.factor[np.tril_indices(len(process.factor))]
    return {
        "inputs": process.inputs.tolist(),
        "lengths": process.lengths.tolist(),
        "size": process.size,
        "centre": process.centre,
        "scale": process.scale,
        "weights": process.weights.tolist(),
        "factor": _packed(rows),
        "curves": _packed(effect.curves),
        "widened": effect.widened,
        "calibration": process.calibration,
        "reach": _reach(process),
    }


def _packed(numbers: NDArray[np.float64]) -> str:
    return base64.b64encode(numbers.astype("<f8").tobytes()).decode()


def _reach(process: GaussianProcess) -> float:
    """How far points of the design lie from the nearest other, nearly all of them."""
    scaled = process.inputs / process.lengths
    apart = np.sqrt(((scaled[:, None] - scaled[None]) ** 2).sum(axis=2))
    np.fill_diagonal(apart, np.inf)
    return float(np.percentile(apart.min(axis=1), NEAR))


def _checks(effect: Emulated) -> list[list[Any]]:
    places = np.random.default_rng(0).uniform(size=(CHECKS, effect.process.inputs.shape[1]))
    means, errors = effect.process.mean(places), effect.error_at(places)
    return [
        [place.tolist(), float(mean), float(error)]
        for place, mean, error in zip(places, means, errors, strict=True)
    ]


def _quality(name: str, effect: Emulated) -> dict[str, str]:
    return {
        "title": TITLES[name],
        "explained": percent(effect.process.explained),
        "error": amount(rounded(effect.error), unit_of(name)),
        "coverage": percent(effect.coverage),
    }


def _title(kept: StudyResults, emulator: StudyEmulator) -> str:
    of = [point for point in kept.points if point["scenario"] == emulator.scenario]
    return str(of[0]["title"]) if of else emulator.scenario


def _sources(kept: StudyResults, emulator: StudyEmulator) -> list[dict[str, Any]]:
    """The kinds of measures of the scenario, with the evidence behind each."""
    table = pq.read_table(kept.folder / POINTS, columns=["scenario", "definition"]).to_pylist()
    given = next(row["definition"] for row in table if row["scenario"] == emulator.scenario)
    kinds = dict.fromkeys(each["kind"] for each in json.loads(given)["interventions"])
    return [
        {
            "title": KINDS[kind].title,
            "grade": KINDS[kind].grade.value,
            "caution": KINDS[kind].caution,
            "entries": [_entry(facts_of(entry)) for entry in matching(kind)],
        }
        for kind in kinds
    ]


def _entry(facts: dict[str, str]) -> str:
    parts = (facts["what"], facts["value"], facts["document"])
    return f"{facts['id']}: {'; '.join(' '.join(part.split()) for part in parts if part)}"


def _json(content: dict[str, Any]) -> str:
    """JSON that may stand in a page: no tag can end it."""
    return json.dumps(content, separators=(",", ":")).replace("<", "\\u003c")


def _hash(script: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"'sha256-{digest}'"
