"""Write what an allocation says: report, tables and the Pareto figure."""

from __future__ import annotations

from pathlib import Path

from experiments.allocation.allocation_folder import FIGURES, REPORT, TABLES
from experiments.allocation.allocation_tables import Findings
from experiments.reporting.allocation_report import report
from experiments.reporting.pareto_figure import pareto
from experiments.study.analysis.study_tables import as_table
from runs.atomic_files import write_text
from runs.reporting.figure_style import save, style
from runs.results_tables import write_tables


def save_answer(folder: Path, found: Findings) -> None:
    """Write report, tables and the Pareto figure; what was there is replaced."""
    tables = {name: as_table(of) for name, of in found.tables().items() if of}
    write_tables(folder / TABLES, tables, found.tables())
    (folder / FIGURES).mkdir(exist_ok=True)
    with style():
        save(pareto(found), folder / FIGURES, "pareto")
    write_text(folder / REPORT, report(found))
