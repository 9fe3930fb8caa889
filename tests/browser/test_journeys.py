"""Ten journeys are walked without a stumble; NARROWS_PICTURES names a folder for their pictures."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.browser.journeys import JOURNEYS

FOLDER = os.environ.get("NARROWS_PICTURES")


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.__name__)
def test_a_journey(session, tmp_path, journey):
    steps = []

    def seen(page, step: str) -> None:
        steps.append(step)
        if FOLDER:
            name = f"{journey.__name__}-{len(steps)}-{step.replace(' ', '-')}.png"
            page.screenshot(path=Path(FOLDER) / name, animations="disabled")

    journey(session, seen, tmp_path)
    assert steps
