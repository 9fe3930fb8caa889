"""A results folder: tables, figures and, for a comparison, the report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from experiments.comparison.paired_effects import Effects
from experiments.reporting.assurance_log import ASSURANCE, assurance_log
from experiments.reporting.comparison_report import report
from experiments.reporting.uncertainty_section import FIGURE as DRIVERS
from experiments.uncertainty.effect_uncertainty import EffectUncertainty
from runs import results_tables
from runs.number_format import counted
from runs.provenance import commit, provenance
from runs.results import Results
from runs.results_folder import replacing


def save_comparison(
    folder: Path,
    results: Results,
    effects: Effects,
    sources: Sequence[str],
    uncertainty: EffectUncertainty,
) -> None:
    """Write everything on a comparison, all at once or not at all.

    Args:
        folder: Where; a results folder that is there is replaced.
        results: All runs.
        effects: Their paired differences.
        sources: Scenarios as the user named them.
        uncertainty: How sure the effects are.

    Raises:
        InputError: If the folder is there and holds something else.
    """
    from experiments.reporting.effects_figure import effects_figure
    from experiments.reporting.timeline_figure import timeline_figure
    from experiments.reporting.tornado_figure import drivers_figure
    from runs.reporting.figure_style import save, source_line, style

    design = results.comparison
    with replacing(folder) as partial, style():
        figures = partial / "figures"
        figures.mkdir()
        results_tables.write(partial, results, provenance(design))
        save(effects_figure(design, effects), figures, "effects")
        save(timeline_figure(results), figures, "timeline")
        line = source_line(design, counted(design.replicates, "replicate"))
        if drivers := drivers_figure(uncertainty, line):
            save(drivers, figures, DRIVERS)
        text = report(design, effects, sources, uncertainty, drivers is not None)
        (partial / "report.md").write_text(text, encoding="utf-8")
        log = assurance_log(design, uncertainty.spreads, commit())
        (partial / ASSURANCE).write_text(log, encoding="utf-8")


def save_run(folder: Path, results: Results, events: Any = None) -> None:
    """Write everything on one scenario, all at once or not at all.

    Args:
        folder: Where; a results folder that is there is replaced.
        results: All runs.
        events: Event table of the first replicate, if it was asked for.

    Raises:
        InputError: If the folder is there and holds something else.
    """
    from runs.reporting.daily_figure import year_figure
    from runs.reporting.figure_style import save, style

    with replacing(folder) as partial, style():
        figures = partial / "figures"
        figures.mkdir()
        facts = provenance(results.comparison)
        results_tables.write(partial, results, facts)
        if events is not None:
            from runs.event_table import write_events

            write_events(partial, events, results.comparison, facts)
        save(year_figure(results), figures, "one-world")
