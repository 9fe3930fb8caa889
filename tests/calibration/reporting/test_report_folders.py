"""A folder of a report is replaced by the next one: it holds no file but those declared."""

from __future__ import annotations

from calibration.patterns.declared_patterns import load_patterns
from calibration.posterior import load_posterior
from calibration.reporting import patterns_page, scoreboard_figures, write_patterns
from calibration.reporting.write_identifiability import OURS, Found, save
from runs.results_folder import SCOREBOARD, files_of


def test_a_page_of_identifiability_is_written_again_over_itself(tmp_path):
    folder = tmp_path / "found"
    for _ in range(2):
        save(folder, Found(load_posterior()))
        written = {path.relative_to(folder).as_posix() for path in files_of(folder)}
        assert OURS[0] in written and written < set(OURS)


def test_every_figure_of_patterns_and_scoreboard_is_declared():
    figures = {f"{patterns_page.FIGURES}/{each.name}.png" for each in load_patterns()}
    assert figures == set(write_patterns.OURS[1:])
    figures = {f"figures/{name}.png" for name in scoreboard_figures.FIGURES}
    assert {"scoreboard.md", "targets.csv", *figures} == set(SCOREBOARD)
