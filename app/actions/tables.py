"""Tables and sentences on the terminal."""

from __future__ import annotations

from pathlib import Path

from rich.markup import escape
from rich.table import Table

from app.console import output
from experiments.claims import NAMES, change, summary
from experiments.comparison import Comparison
from experiments.numbers import amount, counted, span
from experiments.paired import Effect, Effects, Interval
from experiments.pipeline import not_at_work
from experiments.saving import files_of

SHOWN = ("arrivals", "deaths", "deaths_per_1000_attempts", "load_per_boat", "price")


def table(title: str, *columns: str, right: bool = False) -> Table:
    """An empty table with a title."""
    made = Table(title=title, title_justify="left", title_style="bold", header_style="bold")
    for place, column in enumerate(columns):
        made.add_column(
            column, justify="right" if right and place else "left", overflow="fold",
            no_wrap=not place,
        )  # fmt: skip
    return made


def print_effects(comparison: Comparison, effects: Effects) -> None:
    """Effects of each scenario, then what may be said of them."""
    made = table(
        f"Change against {comparison.baseline.title}: mean paired difference and 95 % interval, "
        f"{counted(comparison.replicates, 'replicate')}, "
        f"{counted(comparison.baseline.days, 'day')}",
        "Scenario", *(_heading(name) for name in SHOWN), "Cost",
        right=True,
    )  # fmt: skip
    baseline = effects[comparison.baseline.name]
    levels = [amount(baseline[name].level.mean, baseline[name].unit) for name in SHOWN]
    cost = amount(baseline["cost_gbp"].level.mean, "GBP")
    made.add_row(f"{comparison.baseline.name} (mean)", *levels, cost, style="dim")
    for scenario in comparison.scenarios[1:]:
        row = effects[scenario.name]
        cost = amount(row["cost_gbp"].difference.mean, "GBP")
        made.add_row(scenario.name, *(_cell(row[name]) for name in SHOWN), cost)
    console = output()
    console.print(made)
    console.print("Bold: the interval excludes zero. The rest is no clear change.\n")
    for sentence in summary(effects):
        console.print(f"- {escape(sentence)}")
    for sentence in not_at_work(comparison, effects):
        console.print(f"- {escape(sentence)}")
    console.print("- This compares policies under stated assumptions; it is not a forecast.")


def print_outcomes(title: str, rows: dict[str, tuple[str, Interval]]) -> None:
    """Outcomes of one scenario, with their intervals."""
    made = table(title, "Outcome", "Mean", "95 % interval", "Unit")
    for name, (unit, level) in rows.items():
        interval = span(level.low, level.high, unit).replace("+", "")
        made.add_row(name, amount(level.mean, unit), interval, unit)
    output().print(made)


def print_files(folder: Path) -> None:
    """Where results were written."""
    console = output()
    console.print(f"\nResults: {escape(str(folder))}", soft_wrap=True)
    for path in files_of(folder):
        console.print(f"  {escape(str(path.relative_to(folder)))}", soft_wrap=True)


def _heading(outcome: str) -> str:
    return NAMES[outcome][0].upper() + NAMES[outcome][1:]


def _cell(effect: Effect) -> str:
    text = change(effect.difference, effect.unit).replace(" (", "\n(")
    return f"[bold]{text}[/bold]" if effect.difference.direction else text
