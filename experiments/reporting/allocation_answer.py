"""Write what an allocation says: report, tables and the Pareto figure."""

from __future__ import annotations

from pathlib import Path

import pyarrow.csv as pc
import pyarrow.parquet as pq

from experiments.allocation.allocation_folder import FIGURES, REPORT, TABLES
from experiments.allocation.allocation_tables import Findings
from experiments.reporting.allocation_report import report
from experiments.reporting.pareto_figure import pareto
from experiments.study.analysis.study_tables import as_table
from runs.atomic_files import write_text, writing
from runs.reporting.figure_style import save, style


def save_answer(folder: Path, found: Findings) -> None:
    """Write report, tables and the Pareto figure; what was there is replaced."""
    for place in (TABLES, FIGURES):
        (folder / place).mkdir(exist_ok=True)
    for name, rows in found.tables().items():
        made = as_table(rows)
        with writing(folder / TABLES / f"{name}.parquet") as scratch:
            pq.write_table(made, scratch, compression="zstd")
        with writing(folder / TABLES / f"{name}.csv") as scratch:
            pc.write_csv(made, scratch)
    with style():
        save(pareto(found), folder / FIGURES, "pareto")
    write_text(folder / REPORT, report(found))
