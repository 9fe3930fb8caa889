"""Make the points of a study from what its file says of scenarios, levers and design."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from experiments.study import levers as lever_files
from experiments.study.levers import DRAWN, Lever, Value
from experiments.study.sampling import sample
from experiments.study.scenario_templates import (
    Template,
    check_holes,
    fill,
    holes,
    indices_of,
    load_named,
    read_template,
)
from experiments.study.study_design import Point, Sampled, named, only
from runs.effect_draws import EffectSizes, stated
from scenarios.scenario_file import read_parameters
from scenarios.yaml_reader import Source
from sim.scenario import Scenario

Shares = Sequence[Sequence[float]]
PERIOD = ("start", "days", "warmup_days", "run_out_days")
"""Keys of a study that say which days are run; all its points share them."""


@dataclass(frozen=True)
class Made:
    """The points of a study.

    Attributes:
        points: In their order; each baseline before what is compared with it.
        sampled: How their levers were drawn, if they were.
    """

    points: tuple[Point, ...] = ()
    sampled: Sampled | None = None


def make_points(
    source: Source,
    given: Mapping[str, Any],
    folder: Path,
    seed: int,
    asked: Mapping[str, int | None],
) -> Made:
    """The design; empty, if anything is wrong with it, which the source holds.

    Args:
        source: The study's file.
        given: What stands in it, checked key by key.
        folder: Where the file is.
        seed: The study's.
        asked: Keys of ``PERIOD`` in which the command line overrides the file; None where it does
            not.
    """
    method, number = given.get("design", "grid"), given.get("points")
    levers = lever_files.read_levers(source, given.get("levers", {}), method)
    lever_files.check_method(source, levers, method, number)
    first, templates = _templates(source, given, folder)
    if first is None:
        return Made()
    world = dict(holes(given.get("parameters", {}), ("parameters",)))
    used = [world, *(template.levers() for template in templates)]
    for found in used:
        check_holes(source, found, given.get("levers", {}))
    for name in levers:
        if not any(name in found.values() for found in used):
            message = f"no scenario uses lever {name}; write ${name} where its value goes"
            source.fault(source.keys["levers", name], message)
    if source.faults:
        return Made()
    period = {key: given[key] for key in PERIOD if key in given}
    period |= {key: value for key, value in asked.items() if value is not None}
    baseline = replace(first, **period)
    if method not in DRAWN:
        points, _ = _made(source, given, levers, lever_files.combined(levers, method), baseline,
                          templates)  # fmt: skip
        return Made(points)
    shares = sample(method, len(levers), number or 0, seed)
    drawn = [
        {name: lever.at(share) for (name, lever), share in zip(levers.items(), row, strict=True)}
        for row in shares
    ]
    points, rows = _made(source, given, levers, drawn, baseline, templates)
    return Made(points, Sampled(method, tuple(levers), shares, rows))


def stated_points(points: Sequence[Point], effects: EffectSizes) -> tuple[Point, ...]:
    """The points as the study records them: with ranges only where strengths are drawn."""
    return tuple(replace(each, scenario=stated(each.scenario, effects)) for each in points)


def _templates(
    source: Source, given: Mapping[str, Any], folder: Path
) -> tuple[Scenario | None, list[Template]]:
    baseline = given.get("baseline", "baseline")
    trail = ("baseline",) if "baseline" in given else ("scenarios",)
    if ("scenarios",) not in source.indices:
        return None, []
    first = load_named(source, trail, baseline, folder)
    if first is None:
        return None, []
    names, found = {first.name}, []
    for number, entry in enumerate(given.get("scenarios", [])):
        template = read_template(source, ("scenarios", number), entry, folder, baseline)
        if template is None:
            continue
        if template.name in names:
            message = f"scenario {template.name!r} is there twice; the baseline need not be listed"
            source.fault(source.indices["scenarios", number], message)
        names.add(template.name)
        found.append(template)
    return first, found


def _made(
    source: Source,
    given: Mapping[str, Any],
    levers: Mapping[str, Lever],
    drawn: list[dict[str, Value]],
    baseline: Scenario,
    templates: list[Template],
) -> tuple[tuple[Point, ...], dict[str, tuple[int, ...]]]:
    """Points, grouped by the levers that set the world of all scenarios.

    Returns:
        The points, and by scenario the number of the point that stands for each drawn row.
    """
    everywhere = given.get("parameters", {})
    world = dict(holes(everywhere, ("parameters",)))
    groups: dict[tuple[Value, ...], list[int]] = {}
    for row, point in enumerate(drawn):
        groups.setdefault(tuple(only(point, list(world.values())).values()), []).append(row)
    base = Template(baseline.name, baseline, baseline.title, baseline.description)
    made: list[Point] = []
    rows: dict[tuple[str, int], int] = {}
    for group in groups.values():
        reference, first = len(made), drawn[group[0]]
        there = indices_of(source, world, levers, first)
        own = read_parameters(there, ("parameters",), fill(everywhere, first))
        source.raise_first()
        seen: dict[str, int] = {}
        for template in (base, *templates):
            mine = [] if template is base else list(template.levers().values())
            for row in group:
                values = only(drawn[row], [*world.values(), *mine])
                name = named(template.name, values)
                if name not in seen:
                    seen[name] = len(made)
                    scenario = template.scenario(source, levers, drawn[row])
                    source.raise_first()
                    scenario = _over(baseline, own, replace(scenario, name=name))
                    made.append(Point(len(made), scenario, template.name, reference, values))
                rows[template.name, row] = seen[name]
    names = [template.name for template in (base, *templates)]
    return tuple(made), {
        name: tuple(rows[name, row] for row in range(len(drawn))) for name in names
    }


def _over(baseline: Scenario, own: Mapping[str, Any], scenario: Scenario) -> Scenario:
    """A scenario over the baseline's period, in the world that the study sets."""
    return replace(
        scenario,
        **{key: getattr(baseline, key) for key in PERIOD},
        parameters=dict(own) | dict(scenario.parameters),
    )
