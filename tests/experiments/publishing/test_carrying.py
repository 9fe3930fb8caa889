"""Studies that come with the project: kept, and told on their pages, as they were run."""

from __future__ import annotations

import shutil

import pytest

from experiments.marked import DOCS, PageError, marks
from experiments.publishing.carrying import KEPT, carry, made_parts
from experiments.study.held import open_study
from experiments.study.store import FINISHED
from scenarios.errors import InputError

PAGE = "\n\n".join(
    [*marks("design"), *marks("answer"), "![x](../figures/studies/small/effects.png)", "By hand."]
)


@pytest.fixture
def docs(tmp_path):
    (tmp_path / "docs" / "studies").mkdir(parents=True)
    (tmp_path / "docs" / "studies" / "small.md").write_text(PAGE)
    return tmp_path / "docs"


def test_a_finished_study_is_kept_and_its_page_written(study, docs, tmp_path):
    carry(study.folder, tmp_path / "finished", docs)
    here = tmp_path / "finished" / "small"
    for name in KEPT:
        assert (here / name).read_bytes() == (study.folder / name).read_bytes()
    text = (docs / "studies" / "small.md").read_text()
    assert "3 worlds, 3 paired replicates of each" in text
    assert "| scarce left=0.5 |" in text and text.endswith("By hand.")
    assert made_parts(open_study(here))["answer"] in text
    assert (docs / "figures" / "studies" / "small" / "effects.png").stat().st_size > 1_000


def test_what_is_not_finished_or_has_no_place_changes_nothing(study, docs, tmp_path):
    folder = tmp_path / "whole"
    shutil.copytree(study.folder, folder)
    (docs / "studies" / "small.md").write_text("no marks")
    with pytest.raises(PageError):
        carry(folder, tmp_path / "finished", docs)
    (docs / "studies" / "small.md").write_text(PAGE.replace("effects.png", "none.png"))
    with pytest.raises(PageError, match=r"shows none.png, which the study did not draw"):
        carry(folder, tmp_path / "finished", docs)
    next((folder / "parts").glob("*.parquet")).unlink()
    (docs / "studies" / "small.md").write_text(PAGE)
    with pytest.raises(InputError, match="not finished"):
        carry(folder, tmp_path / "finished", docs)
    assert not (tmp_path / "finished").exists()
    assert (docs / "studies" / "small.md").read_text() == PAGE


@pytest.mark.parametrize("folder", sorted(FINISHED.iterdir()), ids=lambda path: path.name)
def test_pages_say_what_the_studies_that_come_along_gave(folder):
    page = (DOCS / "studies" / f"{folder.name}.md").read_text("utf-8")
    for text in made_parts(open_study(folder)).values():
        assert text in page
