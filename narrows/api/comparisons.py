"""Run one scenario, or compare several with a baseline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from calibration.known_world import known_world
from experiments.comparison import paired_effects
from experiments.comparison.precision import execute_to_precision
from experiments.comparison.run_out import with_run_out
from experiments.reporting.comparison_folder import save_comparison, save_run
from experiments.reporting.effect_statements import cell, summary, verdict_word
from experiments.uncertainty.effect_uncertainty import uncertainty_of
from narrows.api.arguments import (
    DataLike,
    PathLike,
    PosteriorSource,
    data_from,
    drawn_world,
    effect_sizes,
    posterior_from,
    reporting,
    share,
    warn_late_interventions,
    whole_number,
    worker_count,
)
from narrows.api.result import NO_FORECAST, about_parameters, draw, html, too_few
from narrows.api.scenarios import Scenario, ScenarioSource, load_scenarios
from narrows.api.tables import Effects, daily_table, effects_table, means_table, outcomes_table
from runs import results_folder
from runs.comparison_design import Comparison
from runs.compilation import compile_model
from runs.number_format import counted
from runs.provenance import provenance
from runs.results import Results
from runs.runner import execute
from scenarios.errors import InputError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_FOR_PRECISION = 400
"""Replicates at which to stop, if the call does not say."""
SHOWN = ("arrivals", "averted", "delayed", "expected_deaths", "deaths", "public_cost")
"""Outcomes that a notebook shows of a comparison."""


@dataclass(frozen=True)
class RunsResult:
    """What runs give, whatever they are for.

    Attributes:
        scenarios: The scenarios; the baseline first.
        results: The values as arrays.
    """

    scenarios: tuple[Scenario, ...]
    results: Results

    @cached_property
    def provenance(self) -> dict[str, Any]:
        """What it takes to repeat the runs, as result files carry it.

        Versions, commit, seed, replicates, scenarios, and where parameters come from.
        """
        return provenance(self.results.comparison)

    @cached_property
    def summary(self) -> pd.DataFrame:
        """Means over replicates.

        Columns: scenario, outcome, mean, low, high (95 % interval of the mean; NaN for one
        replicate), unit.
        """
        return means_table(self.results, self.provenance)

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """Values of single replicates.

        Columns: scenario, replicate, outcome, value, unit.
        """
        return outcomes_table(self.results, self.provenance)

    @cached_property
    def daily(self) -> pd.DataFrame:
        """Values by day.

        Columns: scenario, date, column, mean, p05, p95 (over replicates), unit.

        At most the first 100 replicates keep their days, fewer of long periods; ``attrs`` says how
        many under ``daily_replicates``.
        """
        return daily_table(self.results, self.provenance)


@dataclass(frozen=True)
class RunResult(RunsResult):
    """Outcomes of one scenario."""

    def plot(self) -> Figure:
        """Draw the first replicate day by day."""
        from runs.reporting.daily_figure import year_figure

        return draw("daily", {"daily": lambda: year_figure(self.results)})

    def report(self, folder: PathLike) -> Path:
        """Write the files that ``narrows run`` writes: tables as Parquet, and a figure.

        Args:
            folder: Where; earlier results there are replaced.

        Returns:
            The folder.

        Raises:
            InputError: If the folder holds anything but results, or cannot be written.
        """
        path = _results_folder(folder)
        save_run(path, self.results)
        return path

    def _repr_html_(self) -> str:
        design = self.results.comparison
        title = (
            f"{design.baseline.title}: {counted(design.baseline.days, 'day')} from "
            f"{design.baseline.start}, {counted(design.replicates, 'replicate')}"
        )
        table = self.summary.drop(columns="scenario")
        return html(title, table, [about_parameters(design), NO_FORECAST], digits=1)


@dataclass(frozen=True)
class ComparisonResult(RunsResult):
    """Effects of scenarios against a baseline, replicate by replicate with equal random draws."""

    @cached_property
    def effects(self) -> Effects:
        """Paired effects; ``effects["arrivals"]`` is the table of arrivals.

        See :class:`narrows.api.tables.Effects` for the columns.
        """
        rows = [
            ({"scenario": scenario}, effect)
            for scenario, row in list(self._effects.items())[1:]
            for effect in row.values()
        ]
        return effects_table(rows, self.provenance)

    @property
    def statements(self) -> list[str]:
        """What may be said, one sentence an outcome."""
        return summary(self._effects)

    def plot(self, figure: str = "effects") -> Figure:
        """Draw a figure.

        Args:
            figure: ``effects``, in per cent of the baseline's mean; or ``timeline``, arrivals and
                deaths by month.

        Raises:
            InputError: If there is no such figure.
        """
        from experiments.reporting.effects_figure import effects_figure
        from experiments.reporting.timeline_figure import timeline_figure

        design = self.results.comparison
        return draw(
            figure,
            {
                "effects": lambda: effects_figure(design, self._effects),
                "timeline": lambda: timeline_figure(self.results),
            },
        )

    def show(self, scenario: str | None = None, *, data: DataLike = None) -> Any:
        """Show the chart by month and the map in a notebook, as ``narrows view`` draws them.

        The map shows the history in the middle by its change in arrivals, which is run again when
        you press its button.

        Args:
            scenario: Name of the one to set against the baseline; the first if None.
            data: What was given to :func:`narrows.compare`.

        Returns:
            A widget.

        Raises:
            InputError: If there is no such scenario, the data are others than those of the runs,
                or the period is longer than five years.
        """
        from narrows.view.notebook import comparison_widget

        return comparison_widget(self.results, scenario, data_from(data))

    def report(self, folder: PathLike) -> Path:
        """Write the files that ``narrows compare`` writes: report, tables and figures.

        The report's command names a scenario that was changed in Python by the file that
        :meth:`narrows.Scenario.save` would write in the current folder.

        Args:
            folder: Where; earlier results there are replaced.

        Returns:
            The folder.

        Raises:
            InputError: If the folder holds anything but results, or cannot be written.
        """
        path = _results_folder(folder)
        sources = [each.source for each in self.scenarios]
        save_comparison(path, self.results, self._effects, sources, uncertainty_of(self.results))
        return path

    @cached_property
    def _effects(self) -> paired_effects.Effects:
        return paired_effects.effects(self.results)

    def _repr_html_(self) -> str:
        design = self.results.comparison
        title = (
            f"Change against {design.baseline.title}: mean paired difference and 95 % interval "
            f"(deaths: range of 90 % of replicates), {counted(design.replicates, 'replicate')}, "
            f"{counted(design.baseline.days, 'day')}"
        )
        rows = [
            {"scenario": name}
            | {
                each: " ".join(filter(None, (cell(row[each]), verdict_word(row[each]))))
                for each in SHOWN
            }
            for name, row in list(self._effects.items())[1:]
        ]
        sentences = [*self.statements, too_few(design.replicates)]
        sentences += [about_parameters(design), NO_FORECAST]
        return html(title, pd.DataFrame(rows), sentences)


def run(
    scenario: ScenarioSource,
    *,
    replicates: int = 5,
    replicate: int = 0,
    days: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    posterior: PosteriorSource = None,
    declared: bool = False,
    effects: str = "drawn",
    world: str = "drawn",
    data: DataLike = None,
    progress: bool = True,
) -> RunResult:
    """Run one scenario, as ``narrows run`` does.

    Args:
        scenario: Name, path or scenario.
        replicates: How many, 1 to 100,000.
        replicate: Number of the first.
        days: Days that count, 1 to 3,653; the scenario's own if None.
        seed: Equal seeds give equal results.
        workers: Processes at once. Results do not depend on it. One for each core if None; one
            inside a worker process of another pool.
        posterior: Where parameters come from that the scenario does not state: the path of a
            ``posterior.parquet`` or a fit; the fitted posterior that comes along if None.
        declared: Use the declared default of each parameter instead of a posterior.
        effects: ``"drawn"`` draws the strengths of measures that scenarios leave open over their
            plausible ranges; ``"central"`` holds them at their central values.
        world: ``"drawn"`` runs the assumed parameters that the posterior draws; ``"fitted"`` holds
            them at their declared values.
        data: A data folder that is laid over the packaged series, or the name of a packaged
            vintage, such as ``"2024-10-31"``; the packaged series if None.
        progress: Show progress on standard error.

    Returns:
        Outcomes with intervals, and single replicates and days.

    Raises:
        InputError: If an argument is wrong; nothing has run by then.
        RunError: If a run fails.

    Example::

        narrows.run("baseline", days=365).summary
    """
    loaded = load_scenarios([scenario], _days(days))
    models, used = tuple(each.model for each in loaded), data_from(data)
    design = Comparison(
        models,
        whole_number("seed", seed),
        whole_number("replicates", replicates),
        whole_number("replicate", replicate),
        drawn_world(posterior_from(posterior, declared), world),
        used.facts,
        effect_sizes(effects),
    )
    count = worker_count(workers, models)
    compile_model()
    with reporting(progress) as report:
        results = execute(known_world(used), design, count, report)
    return RunResult(tuple(loaded), results)


def compare(
    baseline: ScenarioSource,
    *scenarios: ScenarioSource,
    replicates: int = 40,
    precision: float | str | None = None,
    max_replicates: int | None = None,
    days: int | None = None,
    run_out: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    posterior: PosteriorSource = None,
    declared: bool = False,
    effects: str = "drawn",
    world: str = "drawn",
    data: DataLike = None,
    progress: bool = True,
) -> ComparisonResult:
    """Compare scenarios with a baseline, as ``narrows compare`` does.

    Every scenario runs over the same replicates, with the same weather, people and random draws. A
    change in arrivals is split into people averted, who did not set out or gave up, and people
    delayed, who arrive later.

    Args:
        baseline: Name, path or scenario that the others are compared with.
        *scenarios: The others, at least one.
        replicates: Of each scenario, 1 to 100,000; verdicts need 40.
        precision: Add replicates until the interval of each effect on arrivals reaches no further
            than this share of baseline arrivals to either side, such as ``"5%"`` or 0.05.
        max_replicates: With ``precision``, replicates at which to stop; 400, or ``replicates`` if
            that is more, if None.
        days: Days that count, 1 to 3,653; the scenarios' own if None.
        run_out: Days run after the last that counts, 0 to 730, to see what becomes of those who are
            delayed; the scenarios' own, or 180, if None.
        seed: Equal seeds give equal results.
        workers: Processes at once. Results do not depend on it. One for each core if None; one
            inside a worker process of another pool.
        posterior: Where parameters come from that scenarios do not state: the path of a
            ``posterior.parquet`` or a fit; the fitted posterior that comes along if None.
        declared: Use the declared default of each parameter instead of a posterior.
        effects: ``"drawn"`` draws the strengths of measures that scenarios leave open over their
            plausible ranges; ``"central"`` holds them at their central values.
        world: ``"drawn"`` runs the assumed parameters that the posterior draws; ``"fitted"`` holds
            them at their declared values.
        data: A data folder that is laid over the packaged series, or the name of a packaged
            vintage, such as ``"2024-10-31"``; the packaged series if None.
        progress: Show progress on standard error.

    Returns:
        Effects with intervals and verdicts.

    Raises:
        InputError: If an argument is wrong; nothing has run by then.
        RunError: If a run fails.

    Example::

        result = narrows.compare("baseline", "bsc-package")
        result.effects["arrivals"]
    """
    if not scenarios:
        message = "nothing to compare with; give the baseline and at least one more scenario"
        raise InputError(message)
    after = None if run_out is None else whole_number("run_out", run_out)
    target = None if precision is None else share("precision", precision)
    most = _most(max_replicates, target, whole_number("replicates", replicates))
    loaded = load_scenarios([baseline, *scenarios], _days(days))
    _check_names(loaded)
    models = tuple(with_run_out([each.model for each in loaded], after))
    drawn, used = drawn_world(posterior_from(posterior, declared), world), data_from(data)
    sizes = effect_sizes(effects)
    counts = whole_number("seed", seed), whole_number("replicates", replicates)
    try:
        design = Comparison(models, *counts, posterior=drawn, data=used.facts, effects=sizes)
    except ValueError as error:
        raise InputError(str(error)) from None
    count = worker_count(workers, models)
    warn_late_interventions(models)
    known = known_world(used)
    compile_model()
    with reporting(progress) as report:
        if target is None:
            results = execute(known, design, count, report)
        else:
            results = execute_to_precision(known, design, target, most, count, report)
    return ComparisonResult(tuple(loaded), results)


def _days(days: int | None) -> int | None:
    return None if days is None else whole_number("days", days)


def _most(max_replicates: int | None, target: float | None, replicates: int) -> int:
    if max_replicates is None:
        return max(MOST_FOR_PRECISION, replicates)
    if target is None:
        message = "max_replicates limits precision; give both, or replicates alone"
        raise InputError(message)
    return whole_number("max_replicates", max_replicates)


def _check_names(loaded: Sequence[Scenario]) -> None:
    """Make sure that no two scenarios are called alike."""
    seen: dict[str, Scenario] = {}
    for each in loaded:
        if each.name in seen:
            same = seen[each.name].model == each.model
            what = "is there twice; give each once" if same else (
                "is the name of two scenarios; give one another with .named(...)"
            )  # fmt: skip
            raise InputError(f"scenario {each.name!r} {what}")
        seen[each.name] = each


def _results_folder(folder: PathLike) -> Path:
    path = Path(folder)
    results_folder.check(path)
    return path
