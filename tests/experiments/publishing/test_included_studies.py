"""Studies that come with the project: kept, and reported on their pages, as they were run."""

from __future__ import annotations

import shutil

import pytest

from experiments.publishing.included_studies import (
    KEPT,
    KEPT_OF_SECOND,
    SECOND,
    carry,
    check_seeds,
    made_parts,
)
from experiments.study.stored_study import StudyResults, open_study
from experiments.study.study_folder import FINISHED
from runs.reporting.generated_sections import DOCS, PageError, marks
from scenarios.errors import InputError

pytestmark = pytest.mark.slow

PAGE = "\n\n".join(
    [
        *marks("design"), *marks("answer"), *marks("seeds"),
        "![x](../figures/studies/small/effects.png)", "By hand.",
    ]
)  # fmt: skip


@pytest.fixture
def docs(tmp_path):
    (tmp_path / "docs" / "studies").mkdir(parents=True)
    (tmp_path / "docs" / "studies" / "small.md").write_text(PAGE)
    return tmp_path / "docs"


def test_a_finished_study_is_kept_and_its_page_written(study, second, docs, tmp_path):
    carry(study.folder, second.folder, tmp_path / "finished", docs)
    here = tmp_path / "finished" / "small"
    for name in KEPT:
        assert (here / name).read_bytes() == (study.folder / name).read_bytes()
    for name in KEPT_OF_SECOND:
        assert (here / SECOND / name).read_bytes() == (second.folder / name).read_bytes()
    text = (docs / "studies" / "small.md").read_text()
    assert "3 worlds, 3 paired replicates of each" in text
    assert "seed 1, and seed 2 beside it" in text and "before 1 of run-out" in text
    assert "| scarce left=0.5 |" in text and text.endswith("By hand.")
    for part in made_parts(open_study(here), open_study(here / SECOND)).values():
        assert part in text
    assert "People averted" in text and "For each person averted" in text
    assert (docs / "figures" / "studies" / "small" / "effects.png").stat().st_size > 1_000


def test_what_is_not_finished_or_has_no_place_changes_nothing(study, second, docs, tmp_path):
    folder = tmp_path / "whole"
    shutil.copytree(study.folder, folder)

    def refused(first, other, error, says):
        with pytest.raises(error, match=says):
            carry(first, other, tmp_path / "finished", docs)

    (docs / "studies" / "small.md").write_text("no marks")
    refused(folder, second.folder, PageError, "lacks")
    (docs / "studies" / "small.md").write_text(PAGE.replace("effects.png", "none.png"))
    refused(folder, second.folder, PageError, r"shows none.png, which the study did not draw")
    (docs / "studies" / "small.md").write_text(PAGE)
    refused(folder, study.folder, InputError, "have one seed; run another --seed")
    next((folder / "parts").glob("*.parquet")).unlink()
    refused(folder, second.folder, InputError, "not finished")
    refused(second.folder, folder, InputError, "not finished")
    assert not (tmp_path / "finished").exists()
    assert (docs / "studies" / "small.md").read_text() == PAGE


def test_another_study_is_no_second_seed(study, second, tmp_path):
    other = StudyResults(tmp_path, second.facts | {"run_out_days": 9})
    with pytest.raises(
        InputError, match="are not one study: their run_out_days differ; run narrows"
    ):
        check_seeds(study, other)


@pytest.mark.parametrize("folder", sorted(FINISHED.iterdir()), ids=lambda path: path.name)
def test_pages_say_what_the_studies_that_come_along_gave(folder):
    page = (DOCS / "studies" / f"{folder.name}.md").read_text("utf-8")
    for text in made_parts(open_study(folder), open_study(folder / SECOND)).values():
        assert text in page
