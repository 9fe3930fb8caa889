"""The documents make a site that needs no network, and a link that leads nowhere stops it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
BUILD = re.search(
    r"sphinx-build (.*) docs site$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
)
OUTSIDE = re.compile(r"<(?:script|link|img|iframe|source)[^>]+(?:src|href)=[\"']?(?:https?:)?//")


def build(docs: Path, site: Path) -> subprocess.CompletedProcess[str]:
    assert BUILD
    words = [sys.executable, "-m", "sphinx", *BUILD[1].split(), str(docs), str(site)]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_site_has_every_document_and_asks_nothing_of_a_network(tmp_path):
    done = build(ROOT / "docs", tmp_path / "site")
    assert done.returncode == 0, done.stderr
    pages = {path.relative_to(ROOT / "docs").with_suffix(".html").as_posix()
             for path in (ROOT / "docs").rglob("*.md")}  # fmt: skip
    built = {path.relative_to(tmp_path / "site").as_posix(): path
             for path in (tmp_path / "site").rglob("*.html")}  # fmt: skip
    assert pages <= built.keys()
    for name, path in built.items():
        assert not OUTSIDE.search(path.read_text(encoding="utf-8")), name
    reference = {
        "commands": ("--precision", "--replicates"),
        "effect-sizes": ("frozen_takings", "case_time", "chosen"),
        "interventions": ("beach-patrol", "officers"),
        "outcomes": ("expected_deaths", "arrivals"),
        "parameters": ("boat_cost", "Grade"),
        "scenarios": ("bsc-package", "baseline"),
    }
    for name, texts in reference.items():
        text = built[f"reference/{name}.html"].read_text(encoding="utf-8")
        assert not [each for each in texts if each not in text], name


@pytest.mark.parametrize("link", ["(nowhere.md)", "(index.md#no-such-heading)", "(#nor-this)"])
def test_a_link_that_leads_nowhere_stops_it(tmp_path, link):
    (tmp_path / "docs").mkdir()
    for path in (ROOT / "docs").glob("*.py"):
        shutil.copy(path, tmp_path / "docs")
    (tmp_path / "docs" / "index.md").write_text(f"# Home\n\n[there]{link}\n")
    done = build(tmp_path / "docs", tmp_path / "site")
    assert done.returncode != 0 and "index.md" in done.stderr
