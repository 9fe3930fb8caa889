"""Run a study, or read one that was run."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from experiments.comparison.paired_effects import SHOWN_OUTCOMES
from experiments.reporting.assurance_log import ASSURANCE
from experiments.reporting.effect_statements import summary
from experiments.reporting.study_answer import save_report
from experiments.reporting.study_report import failures_of, first
from experiments.study.analysis.point_effects import HEADLINE, Pairs, reached
from experiments.study.analysis.study_tables import COST
from experiments.study.question_sources import Given
from experiments.study.run_study import run_study
from experiments.study.stored_study import DAILY, StudyResults, open_study
from experiments.study.study_design import Study
from experiments.study.study_file import Overrides
from experiments.study.study_file import read_study as read_study_file
from experiments.study.study_folder import FIGURES, REPORT, TABLES, Store
from narrows.api.arguments import (
    DataLike,
    PathLike,
    PosteriorSource,
    data_from,
    effect_sizes,
    fitted_posterior,
    reporting,
    share,
    warn_late_interventions,
    whole_number,
    worker_count,
    world_option,
)
from narrows.api.result import NO_FORECAST, draw, html, too_few
from narrows.api.tables import Effects, effects_table, unit_of_column, with_provenance
from runs import executors
from runs.compilation import compile_model
from runs.number_format import counted
from runs.stored_tables import read_table
from scenarios.errors import InputError
from scenarios.packaged_places import DAILY_COLUMNS, OUTCOMES

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_PANELS = 8
SHOWN = ("arrivals", "averted", "delayed", "expected_deaths")


@dataclass(frozen=True)
class StudyResult:
    """A study that was run: its points, each compared with the baseline of its world.

    Attributes:
        stored: The study's folder, for reading.
    """

    stored: StudyResults

    @property
    def folder(self) -> Path:
        """Where its files are."""
        return self.stored.folder

    @property
    def provenance(self) -> dict[str, Any]:
        """What it takes to repeat the study, as its folder carries it.

        Its own description, versions, commit, seed, replicates, and where parameters come from.
        """
        return dict(self.stored.facts)

    @cached_property
    def points(self) -> pd.DataFrame:
        """One row a point of the design.

        Columns: point, scenario, name, reference (the point that it is compared with), and the
        values of levers.
        """
        return with_provenance(pd.DataFrame(self.stored.points), self.provenance)

    @cached_property
    def effects(self) -> Effects:
        """Paired effects on the reported outcomes; ``effects["arrivals"]`` is that of arrivals.

        Columns: point, scenario (its template), name, values of levers, then those of
        :class:`narrows.api.tables.Effects`.
        """
        rows = []
        for about in self.stored.points:
            if about["point"] != about["reference"]:
                shown = {key: value for key, value in about.items() if key != "reference"}
                effects = self._pairs.effects(about["point"])
                rows += [(shown, effects[name]) for name in SHOWN_OUTCOMES if name in effects]
        return effects_table(rows, self.provenance)

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """The reported outcomes of single replicates; NaN where undefined or failed.

        Columns: point, name, replicate, outcome, value, unit.
        """
        names = self.stored.reported
        values = self.stored.values(names)
        points, replicates = values.done.shape
        rows = [
            pd.DataFrame(
                {
                    "point": np.repeat(np.arange(points), replicates),
                    "name": np.repeat([each["name"] for each in self.stored.points], replicates),
                    "replicate": np.tile(self.stored.first + np.arange(replicates), points),
                    "outcome": name,
                    "value": values.outcomes[name].ravel(),
                    "unit": OUTCOMES[name].unit,
                }
            )
            for name in names
        ]
        return with_provenance(pd.concat(rows, ignore_index=True), self.provenance)

    @cached_property
    def daily(self) -> pd.DataFrame:
        """Days of the replicates that keep them.

        Columns: point, replicate, date, column, value, unit.

        Raises:
            InputError: If the study keeps none.
        """
        parts = [read_table(path).to_pandas() for path in self.stored.files(DAILY)]
        if not parts:
            raise InputError(
                f"{self.folder} keeps no daily tables; give daily, the number of replicates that "
                "keep them, in the study's file"
            )
        wide = pd.concat(parts, ignore_index=True)
        about = [name for name in wide.columns if name not in DAILY_COLUMNS]
        table = wide.melt(id_vars=about, var_name="column", value_name="value")
        table["unit"] = table["column"].map(unit_of_column)
        return with_provenance(table, self.provenance)

    def table(self, name: str) -> pd.DataFrame:
        """One of the study's own tables, as its report uses them.

        Args:
            name: Such as ``worth`` (people averted for the money), ``beats``, ``regret``,
                ``displacement``, ``sensitivity`` or ``backfire``; not every study has all.

        Raises:
            InputError: If the study has no such table.
        """
        path = self.folder / TABLES / f"{name}.parquet"
        if not path.is_file():
            there = sorted(each.stem for each in path.parent.glob("*.parquet"))
            raise InputError(f"the study has no table {name!r}; it has {', '.join(there)}")
        return with_provenance(read_table(path).to_pandas(), self.provenance)

    @property
    def statements(self) -> list[str]:
        """What may be said, one sentence an outcome."""
        return summary(first(self._pairs))

    def plot(self, figure: str = "effects") -> Figure:
        """Draw a figure.

        Args:
            figure: ``effects``; ``dose``, effects by the size of a lever; or ``course``, the
                cumulative effect through time. Not every study has the last two.

        Raises:
            InputError: If there is no such figure.
        """
        from experiments.reporting.cumulative_effect_figure import cumulative_effect_figure
        from experiments.reporting.dose_response_figure import dose_response_figure

        made = {
            "effects": self._forest,
            "dose": lambda: _there("dose", dose_response_figure(self._pairs)),
            "course": lambda: _there("course", cumulative_effect_figure(self.stored)),
        }
        return draw(figure, made)

    def report(self, folder: PathLike | None = None) -> Path:
        """Write report, tables and figures anew, or copy them.

        Args:
            folder: A new or empty folder for a copy; if None, the study's own are written anew.

        Returns:
            The folder with the report.

        Raises:
            InputError: If the folder given holds anything.
        """
        if folder is None:
            save_report(self.stored, failures_of(self.stored))
            return self.folder
        path = Path(folder)
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise InputError(f"{path} is there and not empty; give a new folder")
        path.mkdir(parents=True, exist_ok=True)
        for name in (REPORT, ASSURANCE):
            if name == REPORT or (self.folder / name).exists():
                shutil.copy(self.folder / name, path)
        for name in (TABLES, FIGURES):
            shutil.copytree(self.folder / name, path / name)
        return path

    def _forest(self) -> Figure:
        from experiments.reporting.study_figures import (
            HOW_SURE,
            drawn_outcomes,
            forest,
            panels,
            source,
        )

        effects = self._pairs.by_name
        return forest(
            "Change against the baseline, in per cent of its mean",
            list(effects),
            panels(effects, drawn_outcomes(self.stored, MOST_PANELS)),
            [f"Mean paired difference and its 95 % interval. {HOW_SURE}", source(self.stored)],
        )

    @cached_property
    def _pairs(self) -> Pairs:
        names = dict.fromkeys((*self.stored.reported, *HEADLINE, COST))
        return Pairs(self.stored, tuple(names))

    def _repr_html_(self) -> str:
        stored = self.stored
        title = (
            f"{stored.facts['question']} Mean paired difference and 95 % interval, "
            f"{counted(stored.replicates, 'replicate')}, {stored.period}"
        )
        effects = self.effects
        chosen = effects.loc[effects["outcome"].isin(SHOWN)]
        table = chosen[["name", "outcome", "unit", "difference", "low", "high", "verdict"]]
        sentences = [*self.statements, too_few(stored.replicates), NO_FORECAST]
        return html(title, pd.DataFrame(table), sentences, digits=1)


def study(
    file: PathLike,
    *,
    replicates: int | None = None,
    precision: float | str | None = None,
    max_replicates: int | None = None,
    days: int | None = None,
    run_out: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    scheduler: str | None = None,
    posterior: PosteriorSource = None,
    data: DataLike = None,
    effects: str | None = None,
    world: str | None = None,
    out: PathLike | None = None,
    progress: bool = True,
) -> StudyResult:
    """Run a study, as ``narrows study`` does: scenarios and levers over replicates.

    Finished batches are kept: a study that was stopped goes on when it is called again. A folder
    that the command line wrote may be continued here, and the other way round.

    Args:
        file: Name of a study that comes along, such as ``funding``, or the path of a file.
        replicates: Of each point, 1 to 100,000; the file's if None.
        precision: Add replicates until the intervals of the study's outcome reach no further than
            this share of the baseline to either side, such as ``"5%"`` or 0.05; the file's if None.
        max_replicates: With precision, replicates at which to stop; the file's, or 400, if None.
        days: Days that count, 1 to 3,653; the file's if None.
        run_out: Days run after the last that counts, 0 to 730; the file's if None.
        seed: Equal seeds give equal results.
        workers: Processes at once, as for :func:`narrows.compare`.
        scheduler: Address of a Dask scheduler that runs it instead, such as
            ``tcp://10.0.0.1:8786``.
        posterior: Path of a ``posterior.parquet`` or a fit; that of the file, or the fitted one, if
            None.
        data: Where weather and entries come from, as for :func:`narrows.compare`; the file's if
            None.
        effects: Whether strengths of measures are ``"drawn"`` or ``"central"``, as for
            :func:`narrows.compare`; the file's, or drawn, if None.
        world: Whether assumed parameters are ``"drawn"`` or ``"fitted"``, likewise.
        out: Folder of the study; ``results/study-`` and its name if None.
        progress: Show progress on standard error.

    Raises:
        InputError: If an argument or the file is wrong; nothing has run by then.
        WorkerError: If workers die again and again; what is finished is kept.

    Example::

        narrows.study("funding", replicates=50).effects["arrivals"]
    """
    asked = Overrides(
        whole_number("seed", seed),
        _or_none("replicates", replicates),
        _or_none("days", days),
        _or_none("run_out", run_out),
        None if precision is None else share("precision", precision),
        _or_none("max_replicates", max_replicates),
        sources=Given(
            None if posterior is None else fitted_posterior(posterior),
            None if data is None else data_from(data),
            None if effects is None else effect_sizes(effects),
            None if world is None else world_option(world),
        ),
    )
    name = os.fspath(file)
    is_path = isinstance(file, os.PathLike) and "/" not in name
    design = read_study_file(f"./{name}" if is_path else name, asked)
    store = Store(design, Path(out) if out else Path("results") / f"study-{design.name}")
    store.check()
    models = [point.scenario for point in design.points]
    if scheduler is None:
        executor = executors.local(worker_count(workers, models))
    else:
        executor = executors.dask(scheduler, 1)
    warn_late_interventions(models)
    compile_model()
    notes: list[str] = []
    with store.claimed(), reporting(progress) as report:
        stored = run_study(store, executor, report, notes.append)
        pairs = save_report(stored, failures_of(stored))
    _warn([*notes, *_shortfall(design, pairs)])
    return StudyResult(stored)


def read_study(folder: PathLike) -> StudyResult:
    """Read a study that was run, wherever it was run; nothing is run.

    Args:
        folder: As :func:`narrows.study` or ``narrows study`` wrote it.

    Raises:
        InputError: If it holds no study.

    Example::

        narrows.read_study("results/study-funding").effects["arrivals"]
    """
    return StudyResult(open_study(Path(folder)))


def _or_none(name: str, value: int | None) -> int | None:
    return None if value is None else whole_number(name, value)


def _there(name: str, figure: Figure | None) -> Figure:
    if figure is None:
        raise InputError(f"the study has no figure {name!r}; draw 'effects'")
    return figure


def _shortfall(design: Study, pairs: Pairs) -> Sequence[str]:
    """What the reader must know besides the answer."""
    notes = []
    if pairs.failed:
        notes.append(f"{counted(pairs.failed, 'run')} failed and are left out; see {REPORT}")
    if wanted := design.precision:
        width = reached(pairs.kept, wanted.outcome)
        if width > wanted.within:
            notes.append(
                f"precision {width:.1%} after {counted(pairs.kept.replicates, 'replicate')}, the "
                f"maximum; {wanted.within:.1%} was asked for"
            )
    return notes


def _warn(notes: Sequence[str]) -> None:
    for text in notes:
        warnings.warn(text, UserWarning, stacklevel=3)
