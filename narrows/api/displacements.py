"""Account for a local reduction: what was displaced, and what was prevented."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from calibration.known_world import known_world
from experiments.displacement import displacement_account
from experiments.displacement.account_rows import Row, Table, boats_table, harm, people_table
from experiments.displacement.displacement_account import Displacement
from experiments.displacement.focus import Focus, methods, zone_named
from experiments.reporting.displacement_folder import focus_facts, save_displacement
from experiments.reporting.displacement_wording import meaning, sentences
from narrows.api.arguments import (
    DataLike,
    PathLike,
    PosteriorSource,
    data_from,
    day,
    effect_sizes,
    posterior_from,
    reporting,
    warn_late_interventions,
    whole_number,
    worker_count,
)
from narrows.api.result import NO_FORECAST, about_parameters, draw, html
from narrows.api.scenarios import Scenario, ScenarioSource, load_scenarios
from narrows.api.tables import daily_table, effects_table, ends, outcomes_table, with_provenance
from runs import results_folder
from runs.comparison_design import Comparison
from runs.compilation import compile_model
from runs.provenance import provenance
from scenarios.errors import InputError, instead
from scenarios.packaged_places import DEPARTURE_ZONES
from scenarios.world_tables import load_world
from sim.scenario import Scenario as ModelScenario

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class DisplacementResult:
    """Where a local reduction went, person by person and boat by boat.

    Attributes:
        scenarios: Baseline and scenario.
        account: Focus, values and exact counts of every replicate.
    """

    scenarios: tuple[Scenario, ...]
    account: Displacement

    @cached_property
    def provenance(self) -> dict[str, Any]:
        """What it takes to repeat the runs, the focus included."""
        facts = provenance(self.account.results.comparison)
        return facts | {"focus": focus_facts(self.account)}

    @cached_property
    def people(self) -> pd.DataFrame:
        """Of the fall in local arrivals, what each fate accounts for; parts add up to the total.

        Columns: row, part (moved, open at the end, did not come; empty for the total), detail
        (whether it is one of the rows of its part), mean, low, high (95 % interval), share of the
        fall with share_low and share_high, people lost and gained with their intervals, unit.
        """
        return _account(people_table(self.account), self.provenance)

    @cached_property
    def boats(self) -> pd.DataFrame:
        """The same of launches; boats are counted, not followed, so none are lost or gained."""
        return _account(boats_table(self.account), self.provenance)

    @cached_property
    def effects(self) -> pd.DataFrame:
        """Arrivals and deaths of the whole period, deaths, arrivals and launches in the focus.

        Columns as of a comparison's effects; none has a verdict.
        """
        local = people_table(self.account).local, boats_table(self.account).local
        about = {"scenario": self.scenarios[1].name}
        rows = [(about, effect) for effect in (*harm(self.account), *local)]
        return pd.DataFrame(effects_table(rows, self.provenance))

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """Values of single replicates.

        Columns: scenario, replicate, outcome, value, unit.
        """
        return outcomes_table(self.account.results, self.provenance)

    @cached_property
    def daily(self) -> pd.DataFrame:
        """Values by day, as of a comparison.

        Columns: scenario, date, column, mean, p05, p95 (over replicates), unit.
        """
        return daily_table(self.account.results, self.provenance)

    @property
    def statements(self) -> list[str]:
        """What may be said, in sentences."""
        said = [meaning(self.account), *sentences(self.account)]
        return [f"{each[0].upper()}{each[1:].rstrip('.')}." for each in said]

    def plot(self) -> Figure:
        """Draw where the reduction went."""
        from experiments.reporting.displacement_figure import displacement_figure

        return draw("displacement", {"displacement": lambda: displacement_figure(self.account)})

    def report(self, folder: PathLike) -> Path:
        """Write the files that ``narrows displacement`` writes: report, tables and a figure.

        Args:
            folder: Where; earlier results there are replaced.

        Returns:
            The folder.

        Raises:
            InputError: If the folder holds anything but results, or cannot be written.
        """
        path = Path(folder)
        results_folder.check(path)
        save_displacement(path, self.account, [each.source for each in self.scenarios])
        return path

    def _repr_html_(self) -> str:
        design = self.account.results.comparison
        title = f"Arrivals {self.account.focus}: where the reduction went, means and 95 % intervals"
        table = self.people.drop(columns="detail")
        said = [*self.statements, about_parameters(design), NO_FORECAST]
        return html(title, table, said, digits=2)


def displacement(
    baseline: ScenarioSource,
    scenario: ScenarioSource,
    *,
    corridor: str | None = None,
    zone: str | None = None,
    method: str | None = None,
    first: date | str | None = None,
    last: date | str | None = None,
    replicates: int = 20,
    days: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    posterior: PosteriorSource = None,
    declared: bool = False,
    effects: str = "drawn",
    data: DataLike = None,
    progress: bool = True,
) -> DisplacementResult:
    """Account for a local reduction, as ``narrows displacement`` does.

    The focus is arrivals and launches of a corridor, a departure zone, a method and a window of
    days; what is not given is not restricted.

    Args:
        baseline: Name, path or scenario to start from.
        scenario: Name, path or scenario to account for.
        corridor: Name of a corridor, such as ``SUB-BUD``.
        zone: Name of a departure zone or its city, such as ``CQF`` or ``Calais``.
        method: Name of a launch method, such as ``beach``.
        first: First day of the window; the first that counts if None.
        last: Last day of the window; the last that counts if None.
        replicates: Of both scenarios, 1 to 100,000.
        days: Days that count, 1 to 3,653; the scenarios' own if None.
        seed: Equal seeds give equal results.
        workers: Processes at once, as for :func:`narrows.compare`.
        posterior: Where parameters come from, as for :func:`narrows.compare`.
        declared: Use the declared default of each parameter instead of a posterior.
        effects: Whether strengths of measures are drawn, as for :func:`narrows.compare`.
        data: Where weather and entries come from, as for :func:`narrows.compare`.
        progress: Show progress on standard error.

    Raises:
        InputError: If an argument is wrong; nothing has run by then.
        RunError: If a run fails.

    Example::

        narrows.displacement("baseline", "bsc-package", zone="Calais").people
    """
    counts = whole_number("seed", seed), whole_number("replicates", replicates)
    length = None if days is None else whole_number("days", days)
    loaded = load_scenarios([baseline, scenario], length)
    if loaded[0].name == loaded[1].name:
        raise InputError(f"scenario {loaded[0].name!r} is there twice; give each once")
    models = tuple(each.model for each in loaded)
    used = data_from(data)
    try:
        drawn = posterior_from(posterior, declared)
        design = Comparison(
            models, *counts, posterior=drawn, data=used.facts, effects=effect_sizes(effects)
        )
    except ValueError as error:
        raise InputError(str(error)) from None
    focus = _focus(models[0], corridor, zone, method, first, last)
    count = worker_count(workers, models)
    warn_late_interventions(models)
    compile_model()
    with reporting(progress) as report:
        made = displacement_account.displacement(known_world(used), design, focus, count, report)
    return DisplacementResult(tuple(loaded), made)


def _focus(
    baseline: ModelScenario,
    corridor: str | None,
    zone: str | None,
    method: str | None,
    first: date | str | None,
    last: date | str | None,
) -> Focus:
    world = load_world()
    start, end = baseline.start, baseline.end - timedelta(days=1)
    begins = start if first is None else day("first", first, start, end)
    ends_on = end if last is None else day("last", last, start, end)
    if begins > ends_on:
        raise InputError(f"last is {ends_on}, before first, {begins}; give the later day last")
    return Focus(
        begins,
        ends_on,
        _known("corridor", corridor, [each.name for each in world.network.corridors]),
        _known("zone", zone and zone_named(zone), DEPARTURE_ZONES),
        _known("method", method, methods(world)),
    )


def _known(what: str, name: str | None, known: Iterable[str]) -> str | None:
    if name is not None and name not in known:
        raise InputError(f"unknown {what} {name!r}{instead(name, known)}")
    return name


def _account(account: Table, facts: dict[str, Any]) -> pd.DataFrame:
    rows = [dict(_row(row)) | {"unit": account.local.unit} for row in account.lines]
    return with_provenance(pd.DataFrame(rows), facts)


def _row(row: Row) -> Iterator[tuple[str, Any]]:
    yield "row", row.text
    yield "part", "" if row.part is None else str(row.part)
    yield "detail", row.detail
    yield from ends(row.net).items()
    for name, level in (("share", row.share), ("lost", row.lost), ("gained", row.gained)):
        if level is not None:
            values = ends(level, f"{name}_")
            yield name, values.pop(f"{name}_mean")
            yield from values.items()
