"""The page without a server: one small file that computes as Python does and asks for nothing."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from experiments.emulator.gaussian_process import fit
from experiments.emulator.study_emulator import OUTCOMES, Emulated, Lever, StudyEmulator
from narrows.lever_page import build

POINTS = 90
LEVERS = (Lever("million_gbp", 0.0, 300.0), Lever("officers", 0.0, 200.0))


@pytest.fixture(scope="module")
def emulator():
    return made_emulator()


def made_emulator():
    """An emulator of effects that no model has given."""
    draws = np.random.default_rng(1)
    inputs = draws.uniform(size=(POINTS, 2))
    noise = np.full(POINTS, 80.0**2)
    values = 3_000 * np.sqrt(inputs[:, 0]) + 500 * inputs[:, 1] + draws.normal(0, 80, POINTS)
    scale = {
        "averted": 1,
        "delayed": 0.6,
        "arrivals": -1.6,
        "expected_deaths": -0.002,
        "public_cost": 5e4,
    }
    apart = draws.normal(0, 300, 10) * inputs[:, :1]
    apart -= apart.mean(axis=1, keepdims=True)
    effects = {
        name: Emulated(process, process.solved(apart * scale[name]), 0.9, 100.0,
                       900.0 * abs(scale[name]), 400.0 * abs(scale[name]))
        for name in OUTCOMES
        for process in [fit(inputs, values * scale[name], noise * scale[name] ** 2)]
    }  # fmt: skip
    return StudyEmulator(
        "bsc", LEVERS, effects, {"arrivals": 40_000.0, "expected_deaths": 50.0}, 10
    )


class MadeStudy:
    """What the page asks of a study's folder."""

    folder = Path()
    period = "731 days from 2024-01-01, after 180 of warm-up and before 180 of run-out"
    points = ({"scenario": "bsc", "title": "Money and officers"},)
    facts = {  # noqa: RUF012
        "name": "package-levers", "question": "What do money and officers buy? </script>",
        "version": "0.0", "seed": 1, "members": 0, "command": "package-levers",
    }  # fmt: skip


@pytest.fixture(scope="module")
def page(emulator):
    return made_page(emulator)


def made_page(emulator):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "_sources", lambda *_: [
            {"title": "Funding", "grade": "assumed", "caution": "", "entries": ["S095: £75m"]}
        ])  # fmt: skip
        return build.page(MadeStudy(), emulator)


def test_it_is_one_small_file_that_asks_for_nothing(page):
    assert len(page.encode()) < 5_000_000
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", page)
    assert not re.search(r"\b(?:fetch|XMLHttpRequest|WebSocket|import)\s*\(", page)
    assert "default-src 'none'" in page
    assert page.count("</script>") == 2, "nothing that is shown ends a script"


def test_it_has_levers_quality_sources_and_the_way_to_repeat_it(page):
    for said in ("Levers", "How good the emulator is", "S095: £75m", "narrows page", "seed 1"):
        assert said in page


@pytest.mark.skipif(shutil.which("node") is None, reason="no Node.js is here")
def test_a_browser_computes_what_python_does(emulator, tmp_path):
    effect = emulator.effects["averted"]
    places = np.random.default_rng(8).uniform(size=(20, 2))
    sent = {"effect": build._effect("averted", effect), "places": places.tolist()}
    (tmp_path / "sent.json").write_text(json.dumps(sent))
    script = (
        f"const {{predict}} = require({json.dumps(str(build.HERE / 'emulator.js'))});"
        f"const sent = require({json.dumps(str(tmp_path / 'sent.json'))});"
        "const found = sent.places.map((each) => predict(sent.effect.process, each));"
        "console.log(JSON.stringify(found));"
    )
    ran = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)
    found = json.loads(ran.stdout)
    assert [each["mean"] for each in found] == pytest.approx(
        effect.process.mean(places).tolist(), rel=1e-9
    )
    assert [each["error"] for each in found] == pytest.approx(
        effect.error_at(places).tolist(), rel=1e-6
    )


def test_checks_come_with_the_page(emulator):
    effect = emulator.effects["averted"]
    content = build._effect("averted", effect)
    assert len(content["checks"]) == build.CHECKS
    other = build._effect("averted", replace(effect, spread=1.0))
    assert other["process"] == content["process"]


def test_the_page_that_ships_computes_as_the_present_one_does():
    """Make it again with ``narrows page`` once script or style change."""
    shipped = Path(__file__).parents[3] / "docs" / "pages" / "package-levers.html"
    text = shipped.read_text(encoding="utf-8")
    for name in ("emulator.js", "page.js", "page.css"):
        assert (build.HERE / name).read_text(encoding="utf-8").strip() in text
