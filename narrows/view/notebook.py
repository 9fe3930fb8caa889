"""The chart and the map of a comparison as widgets for notebooks, drawn by the page's own code."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import solara
from numpy.typing import NDArray

import sim
from calibration.data_series.data_source import DataSource
from calibration.known_world import known_world
from experiments.comparison.paired_effects import HIGH, LOW
from narrows.view.map_network import network
from narrows.view.monthly_chart import monthly_chart
from narrows.view.notebook_maps import NotebookMaps, style
from narrows.view.page.chart_panel import ChartView
from narrows.view.page.map_panel import TITLES, Legend, scene
from narrows.view.paired_worlds import MOST_DAYS, Worlds
from runs.monthly_columns import all_months
from runs.results import Results
from scenarios.errors import InputError, instead

BASELINE, CHANGED = "baseline", "changed"
HIGH_BY = "34rem"
"""Height of the map."""


@dataclass(frozen=True)
class Months:
    """Levels by month of the replicates that keep their days; see :func:`monthly_chart`."""

    results: Results
    scenario: str

    @property
    def done(self) -> int:
        """How many there are."""
        return int(self.results.daily.shape[1])

    def levels(self, outcome: str) -> NDArray[np.float64]:
        """An outcome by month: shape (baseline and changed; mean, 5th, 95th percentile; months)."""
        design = self.results.comparison
        shown = all_months(design.dates)
        values = np.stack([
            shown.totals(self.results.days(name, outcome))
            for name in (design.baseline.name, self.scenario)
        ])  # fmt: skip
        low, high = np.quantile(values, (LOW, HIGH), axis=1)
        return np.stack([values.mean(axis=1), low, high], axis=1)


def comparison_widget(results: Results, scenario: str | None, data: DataSource) -> Any:
    """A widget of a comparison: the chart month by month, and one history on the map.

    Args:
        results: Of a comparison.
        scenario: Which is set against the baseline; the first if None.
        data: What the runs read.

    Raises:
        InputError: If there is no such scenario, the data are others than those of the runs, or
            the period is too long for the map.
    """
    design = results.comparison
    others = design.names[1:]
    name = others[0] if scenario is None else scenario
    if name not in others:
        raise InputError(f"there is no scenario {name!r} to show{instead(name, others)}")
    if design.data and design.data.get("sha256") != data.sha256:
        raise InputError("the runs read other data; give the same as data=")
    if design.baseline.days > MOST_DAYS:
        raise InputError(f"{design.baseline.days} days are too many to show; at most {MOST_DAYS}")
    return ComparisonView(results, name, data)


@solara.component
def ComparisonView(results: Results, scenario: str, data: DataSource) -> None:  # noqa: N802
    """The chart, and below it the map of the history in the middle."""
    content = solara.use_memo(lambda: json.dumps(chart(results, scenario, data)), [scenario])
    worlds = solara.use_memo(lambda: _Histories(results, scenario, data), [scenario])
    frames, show = solara.use_state("")
    last = results.comparison.baseline.days - 1
    day, go = solara.use_state(last)

    def reach(number: int) -> None:
        go(number)
        show(worlds.frames(number))

    solara.Style(style())
    with solara.v.Html(tag="div", class_="nx"):
        ChartView(content=content)
        with solara.Row():
            solara.Button(
                f"Run history {worlds.replicate} and show it", on_click=lambda: reach(day)
            )
            solara.SliderInt("Day", value=day, min=0, max=last, on_value=reach, disabled=not frames)
        with solara.v.Html(
            tag="div", class_="nx-panel nx-map", style_=f"position: relative; height: {HIGH_BY}"
        ):
            NotebookMaps.element(scene=scene(), frames=frames, titles=TITLES)
            Legend(content=json.dumps({"credit": network()["credit"]}))


def chart(results: Results, scenario: str, data: DataSource) -> dict[str, Any]:
    """What the chart shows, as the page gives it."""
    design = results.comparison
    changed = design.scenarios[design.names.index(scenario)]
    facts = {} if design.posterior is None else design.posterior.facts
    cutoff = facts.get("cutoff")
    levels = Months(results, scenario)
    return {
        **monthly_chart(
            (design.baseline, changed), levels, data,
            date.fromisoformat(str(cutoff)) if cutoff else None,
        ),
        "done": levels.done, "title": changed.title, "seed": design.seed,
        "version": sim.__version__, "last": data.last_day.isoformat(),
    }  # fmt: skip


class _Histories:
    """The pair of runs in the middle by its change in arrivals, run again to be seen."""

    def __init__(self, results: Results, scenario: str, data: DataSource) -> None:
        design = results.comparison
        change = results.outcome(scenario, "arrivals") - results.outcome(
            design.baseline.name, "arrivals"
        )
        middle = int(np.argsort(change, kind="stable")[(len(change) - 1) // 2])
        self.replicate = design.numbers[middle]
        drawn = dict(zip(design.names, design.drawn(self.replicate), strict=True))
        self._make: Callable[[], Worlds] = lambda: Worlds(
            known_world(data), drawn[design.baseline.name], drawn[scenario], design.seed,
            self.replicate,
        )  # fmt: skip
        self._worlds: Worlds | None = None

    def frames(self, day: int) -> str:
        """A frame of each world on a day, as the map takes them."""
        if self._worlds is None:
            self._worlds = self._make()
        pair = self._worlds.go(day)
        return json.dumps(dict(zip((BASELINE, CHANGED), pair, strict=True)))
