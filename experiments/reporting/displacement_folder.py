"""The results folder of a displacement account."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from experiments.displacement.boat_counts import BoatFate
from experiments.displacement.displacement_account import Displacement
from experiments.displacement.followed_people import STAYED, Fate
from experiments.reporting.displacement_report import report
from runs import results_tables
from runs.provenance import provenance
from runs.results_folder import replacing


def save_displacement(folder: Path, found: Displacement, sources: Sequence[str]) -> None:
    """Write tables, figure and report, all at once or not at all.

    Args:
        folder: Where; a results folder that is there is replaced.
        found: The account.
        sources: Baseline and scenario as the user named them.

    Raises:
        InputError: If the folder is there and holds something else.
    """
    from experiments.reporting.displacement_figure import displacement_figure
    from runs.reporting.figure_style import save, style

    facts = provenance(found.results.comparison) | {"focus": focus_facts(found)}
    with replacing(folder) as partial, style():
        figures = partial / "figures"
        figures.mkdir()
        results_tables.write(partial, found.results, facts)
        results_tables.write_table(partial / "displacement.parquet", account_table(found), facts)
        save(displacement_figure(found), figures, "displacement")
        (partial / "report.md").write_text(report(found, sources), encoding="utf-8")


def focus_facts(found: Displacement) -> dict[str, Any]:
    """The focus for programs; None where any will do."""
    focus = found.focus
    return {
        "corridor": focus.corridor,
        "zone": focus.zone,
        "method": focus.method,
        "from": focus.first.isoformat(),
        "until": focus.last.isoformat(),
    }


def account_table(found: Displacement) -> Any:
    """One row a replicate, one column a count.

    Of people: in the focus in each world, lost and gained by fate, and of those in it in both how
    they came. Of boats: in the focus in each world, and what each fate accounts for. Deaths are
    those in the focus.
    """
    account = found.account
    columns: dict[str, Any] = {
        "replicate": pa.array(found.results.comparison.numbers, pa.int32()),
        "arrivals_baseline": account.people_in_focus[:, 0],
        "arrivals_scenario": account.people_in_focus[:, 1],
        "deaths_baseline": account.deaths[:, 0],
        "deaths_scenario": account.deaths[:, 1],
    }
    for index, what in enumerate(("lost", "gained")):
        for fate in list(Fate)[1:]:
            columns[f"people_{what}_{fate.name.lower()}"] = account.people[:, index, fate]
    for index, name in enumerate(STAYED):
        columns[f"people_stayed_{name}"] = account.stayed[:, index]
    columns["launches_baseline"] = account.boats_in_focus[:, 0]
    columns["launches_scenario"] = account.boats_in_focus[:, 1]
    for boat_fate in list(BoatFate)[1:]:
        columns[f"boats_net_{boat_fate.name.lower()}"] = account.net_boats[:, boat_fate]
    return pa.table(columns)
