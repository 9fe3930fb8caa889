"""Fit the model to the record."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from calibration.cutoff_option import cutoff_rule, read_cutoff
from calibration.data_series.data_source import DataSource, lacking
from calibration.fitting import Design, Fit, inflations_of
from calibration.measures import Table
from calibration.posterior import POSTERIOR as FILE
from calibration.posterior import Posterior, load_posterior
from calibration.target import distance
from calibration.validated_posterior import usable_posterior
from narrows.api.arguments import (
    DataLike,
    PathLike,
    PosteriorSource,
    data_from,
    fitted_posterior,
    reporting,
    whole_number,
    worker_count,
    world_option,
)
from narrows.api.result import draw, html
from narrows.api.scenarios import ScenarioSource
from narrows.api.scenarios import scenario as load
from narrows.api.tables import with_provenance
from runs.atomic_files import writing
from runs.compilation import compile_model
from runs.number_format import counted
from runs.parameter_draws import DRAWN
from runs.parameter_source import named, parameter_source
from runs.provenance import commit, libraries
from scenarios.errors import InputError
from sim.parameters import PARAMETERS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Floats = NDArray[np.float64]

LOG_FACTOR = "log factor"
"""Unit of unexplained demand."""


@dataclass(frozen=True)
class FitResult:
    """A posterior, and how near its draws come to the targets.

    It may be given as ``posterior`` to :func:`narrows.compare` and the other functions.

    Attributes:
        design: What was fitted: last day known, draws, seed.
        posterior: Parameters and unexplained demand of each draw.
        distances: By target, simulated less observed in standard errors: shape (draws, parts).
    """

    design: Design
    posterior: Posterior
    distances: dict[str, Floats]

    @cached_property
    def provenance(self) -> dict[str, Any]:
        """How it was fitted.

        Versions, commit, last day known, draws, seed, targets, and SHA-256 of the posterior's file.
        """
        return {
            **self.posterior.facts,
            "commit": commit(),
            "libraries": libraries(),
            "sha256": self.posterior.digest,
        }

    @cached_property
    def parameters(self) -> pd.DataFrame:
        """One row a fitted parameter, before and after the data.

        Columns: parameter, prior_low and prior_high (90 % interval of the prior), p05, median, p95
        (of the draws), unit.
        """
        rows = [
            {
                "parameter": prior.parameter, "prior_low": prior.low, "prior_high": prior.high,
                "p05": drawn.low, "median": drawn.median, "p95": drawn.high,
                "unit": PARAMETERS[prior.parameter].unit,
            }
            for prior in self.design.priors.parameters
            for drawn in [self.posterior.range(prior.parameter)]
        ]  # fmt: skip
        return with_provenance(pd.DataFrame(rows), self.provenance)

    @cached_property
    def draws(self) -> pd.DataFrame:
        """The posterior's draws.

        Columns: draw, parameter (or ``demand_2022q1`` and so on, the logarithm of the factor on
        entries that nothing explains), value, unit.
        """
        columns = {
            **{name: (of, PARAMETERS[name].unit) for name, of in self.posterior.parameters.items()},
            **{
                f"demand_{at // 4}q{at % 4 + 1}": (of, LOG_FACTOR)
                for at, of in self.posterior.demand.items()
            },
        }
        rows = [
            pd.DataFrame({"draw": np.arange(len(of)), "parameter": name, "value": of, "unit": unit})
            for name, (of, unit) in columns.items()
        ]
        return with_provenance(pd.concat(rows, ignore_index=True), self.provenance)

    @cached_property
    def targets(self) -> pd.DataFrame:
        """One row a target of the fit.

        Columns: target, parts (numbers that it consists of), mean_distance (simulated less
        observed, mean over draws and parts, in standard errors), within_two (share of parts whose
        mean is less than two standard errors off), unit (of mean_distance).
        """
        rows = []
        for name, apart in self.distances.items():
            means = np.nanmean(apart, axis=0)
            rows.append(
                {
                    "target": name, "parts": means.size, "mean_distance": float(means.mean()),
                    "within_two": float((np.abs(means) < 2.0).mean()), "unit": "standard errors",
                }
            )  # fmt: skip
        return with_provenance(pd.DataFrame(rows), self.provenance)

    def plot(self) -> Figure:
        """Draw each parameter's prior and posterior."""
        from calibration.identifiability.data_information import learnt, standardised
        from calibration.reporting.posterior_figures import parameters_figure

        priors = self.design.priors.fitted
        scores = standardised(priors, self.posterior)
        moved = {each.name: each for each in learnt(scores)}
        return draw("parameters", {"parameters": lambda: parameters_figure(priors, scores, moved)})

    def report(self, folder: PathLike) -> Path:
        """Write what ``narrows calibrate`` writes, ``posterior.parquet``, and tables as CSV.

        Args:
            folder: Where; ``posterior.parquet``, ``targets.csv`` and ``parameters.csv`` there are
                replaced.

        Returns:
            The folder.
        """
        path = Path(folder)
        path.mkdir(parents=True, exist_ok=True)
        with writing(path / FILE) as scratch:
            self.posterior.write(scratch)
        for name, table in (("targets", self.targets), ("parameters", self.parameters)):
            with writing(path / f"{name}.csv") as scratch:
                table.to_csv(scratch, index=False, lineterminator="\n")
        return path

    def _repr_html_(self) -> str:
        title = f"{counted(self.design.members, 'posterior draw')}, data until {self.design.cutoff}"
        return html(title, self.targets, [f"{named(parameter_source(self.posterior))}."], digits=2)


def fit(
    folder: PathLike = "results/calibration",
    *,
    draws: int = 200,
    cutoff: date | str | None = None,
    whole: bool = False,
    seed: int = 1,
    workers: int | None = None,
    data: DataLike = None,
    scenario: ScenarioSource | None = None,
    start: PosteriorSource = None,
    targets: PathLike | None = None,
    priors: PathLike | None = None,
    world: str = "fitted",
    progress: bool = True,
) -> FitResult:
    """Fit the model to the record and write the posterior, as ``narrows calibrate`` does.

    Every run is kept in the folder: a fit that was stopped goes on when it is called again, and
    the posterior is the same whenever it was stopped.

    Args:
        folder: For the runs and ``posterior.parquet``.
        draws: Runs in a pass, and draws of the posterior, 20 to 2,000.
        cutoff: Last day that is known; that of the data if None.
        whole: Fit the months that are held out for validation too, to forecast.
        seed: Equal seeds give equal results.
        workers: Processes at once, as for :func:`narrows.compare`.
        data: What is fitted to, as for :func:`narrows.compare`; each series to its own last day.
        scenario: What was in force while the data were made, measures that had begun by the
            cut-off; the baseline if None.
        start: Posterior whose members the fit starts from, which takes three quarters of the runs;
            a fit from the priors if None.
        targets: File of targets, YAML or CSV; the project's if None.
        priors: File of priors, YAML or CSV; the project's if None.
        world: ``"drawn"`` frees parameters that are assumed too, over their plausible ranges, so
            that draws hold them, and such draws follow the record less closely; ``"fitted"`` holds
            them at their declared values, which a fit with ``start`` must.
        progress: Show progress on standard error.

    Raises:
        InputError: If an argument is wrong, or the folder holds another fit.

    Example::

        mine = narrows.fit("results/mine", draws=100)
        narrows.compare("baseline", "bsc-package", posterior=mine)
    """
    number = whole_number("draws", draws, "--members")
    used = data_from(data)
    begun = None if start is None else fitted_posterior(start)
    assumed = world_option(world) == DRAWN
    if assumed and begun is not None:
        raise InputError("a fit from a start holds what is assumed; give world='fitted'")
    design = Design(
        _cutoff(cutoff, used), number, whole_number("seed", seed), whole,
        inflations=inflations_of(begun, assumed),
        data=used,
        history=None if scenario is None else load(scenario).model,
        start=begun,
        targets_file=None if targets is None else Path(targets),
        priors_file=None if priors is None else Path(priors),
        assumed=assumed,
    )  # fmt: skip
    if not design.targets:
        raise InputError(f"no target is known by {design.cutoff}; give a later cutoff")
    for text in lacking(used, design.cutoff):
        warnings.warn(text, UserWarning, stacklevel=2)
    count, path = worker_count(workers), Path(folder)
    compile_model()
    with reporting(progress) as report:
        _, simulated = Fit(design, path, count, report).save()
    usable_posterior.cache_clear()
    load_posterior.cache_clear()
    return FitResult(design, usable_posterior(path / FILE), _distances(design, simulated))


def _distances(design: Design, simulated: Table) -> dict[str, Floats]:
    """By target, simulated less observed in standard errors: shape (draws, parts)."""
    return {target.name: distance(target, target.simulated(simulated)) for target in design.targets}


def _cutoff(cutoff: date | str | None, data: DataSource) -> date:
    if cutoff is None:
        return data.last_day
    try:
        return read_cutoff(str(cutoff), data)
    except ValueError:
        message = f"cutoff is {str(cutoff)!r}; it must be {cutoff_rule(data)}, such as 2023-12-31"
        raise InputError(message) from None
