"""Write ``docs/extremes.md``, every lever at every dose: ``make extremes``."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from experiments.extremes.doses import END, MULTIPLES, Lever, levers
from experiments.extremes.policing import Policed, policed, section, worlds
from experiments.reporting.lever_ends import ends
from runs.comparison_design import Comparison
from runs.number_format import counted, percent, signed
from runs.reporting.markdown import table
from runs.results import Results
from runs.runner import execute
from scenarios.loader import load_scenario
from scenarios.world_tables import load_world
from sim.interventions import KINDS
from sim.scenario import Scenario

DAYS, SEED, REPLICATES = 731, 1, 4
ROUTES = ("passages_hungary", "passages_croatia", "passages_romania", "passages_trieste",
          "passages_ventimiglia")  # fmt: skip
FLAT = 0.05
"""A step that changes arrivals by less than this share of the baseline's is none."""
WHY = {
    "post": "liaison officers raise detection of equipment on the ways of one country, which is at "
    "its ceiling there, and boats take other ways; seized boats are replaced.",
    "equipment-seizure": "detection is a chance; beyond it interception alone stops boats, and "
    "what is seized is ordered again as long as gangs have money.",
    "beach-patrol": "prevention is a chance of each launch; beyond it nobody leaves from the "
    "beach.",
    "joint-investigation": "cases come to fastest_case at the earliest.",
    "investigators": "gangs leave room for some forty cases, which come to fastest_case at the "
    "earliest.",
    "covert": "strikes reach all who are at the top, and leads beyond those that bring a case to "
    "fastest_case do nothing.",
    "intelligence-unit": "all leads are shared, and at once.",
    "prosecutors": "all who are charged are convicted; verdicts take members who are already in "
    "custody.",
    "technology": "cases come to fastest_case at the earliest, and all who are charged are "
    "convicted.",
    "agreement": "all leads are shared; detection is a chance in one country, which people go "
    "round.",
    "finance-disruption": "all of a gang's money is frozen every week, and fares come years late: "
    "gangs live on what passengers pay on setting out.",
    "funding": "the money goes to investigators and their leads, which are at their end.",
    "takedown": "the largest gang is the most that one takedown removes.",
    "advertising-disruption": "nobody enters on that side, and the other sides are untouched.",
    "origin-deal": "nobody enters on that side, and the other sides are untouched.",
    "returns": "nobody enters.",
    "supplier-closure": "the supplier is closed whole, and the others expand to the end of "
    "supply_most and supply_substitution.",
    "storage-law": "stores at these hubs are found as soon as they are filled.",
    "police-operation": "all who leave these hubs are seen and stopped, so that gangs send people "
    "round them.",
}
"""Why a lever ends where it does, by kind."""


@dataclass(frozen=True)
class Dosed:
    """A lever at a dose, and the scenario with it."""

    lever: Lever
    dose: float
    scenario: Scenario


def dosed(baseline: Scenario) -> list[Dosed]:
    """The baseline with every lever at every dose but 0, which is the baseline itself."""
    made = []
    for lever in levers():
        for dose in (*MULTIPLES[1:], END):
            measure = lever.at(dose)
            if measure is not None:
                name = f"{lever.name} {dose:g}"
                interventions = (*baseline.interventions, measure)
                made.append(
                    Dosed(lever, dose, replace(baseline, name=name, interventions=interventions))
                )
    return made


def main(arguments: Sequence[str] | None = None) -> None:
    """Run all doses and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replicates", type=int, default=REPLICATES)
    parser.add_argument("--days", type=int, default=DAYS)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("docs/extremes.md"))
    given = parser.parse_args(arguments)
    baseline = load_scenario("baseline").lasting(given.days)
    cases = dosed(baseline)
    comparison = Comparison((baseline, *(case.scenario for case in cases)), SEED, given.replicates)
    results = execute(load_world(), comparison, given.workers)
    strong = {
        name: policed(each, given.replicates, SEED) for name, each in worlds(baseline).items()
    }
    text = page(cases, results, strong, given.days, given.replicates)
    given.out.write_text(text, encoding="utf-8")


def page(
    cases: Sequence[Dosed],
    results: Results,
    strong: Mapping[str, Policed],
    days: int,
    replicates: int,
) -> str:
    """The page as Markdown."""
    parts = [
        "# Levers at their extremes",
        f"Every kind of measure in the library, alone on the baseline, at 1, 2, 5 and 10 times its "
        f"usual dose and at its end, where all of its numbers are at their bounds; at dose 0 it is "
        f"the baseline. A factor goes by its power, other numbers in proportion. Declared "
        f"parameters, {counted(days, 'day')}, {counted(replicates, 'replicate')}, seed {SEED}: "
        "means of paired differences, for size and direction alone; few replicates, no verdicts. "
        "Shares of routes are of all counted passages. Made by `make extremes`.",
    ]
    for kind in KINDS:
        mine = [case for case in cases if case.lever.name == kind]
        if mine:
            parts.append(_section(mine, results))
    return "\n\n".join([*parts, section(strong)]) + "\n"


def _section(cases: Sequence[Dosed], results: Results) -> str:
    kind = cases[0].lever.name
    header = ["Dose", "Arrivals averted or delayed", "Expected deaths", "People per boat", "Price",
              "Hungary", "Croatia", "Romania", "Trieste", "Ventimiglia"]  # fmt: skip
    base = results.comparison.baseline.name
    rows = [["0", "0", "0", *_levels(results, base)]]
    for case in cases:
        name = case.scenario.name
        rows.append(
            [
                "end" if case.dose == END else f"{case.dose:g}",
                signed(-_change(results, name, "arrivals"), "people"),
                signed(_change(results, name, "expected_deaths"), "people"),
                *_levels(results, name),
            ]
        )
    return "\n".join(
        [
            f"## {KINDS[kind].title} (`{kind}`)",
            "",
            *table(header, rows),
            "",
            _explained(cases, results),
        ]
    )


def _explained(cases: Sequence[Dosed], results: Results) -> str:
    """Where the lever saturates, and why."""
    kind, base = cases[0].lever.name, _mean(results, results.comparison.baseline.name, "arrivals")
    averted = [-_change(results, case.scenario.name, "arrivals") for case in cases]
    flat = next(
        (
            case.dose
            for place, case in enumerate(cases[:-1])
            if all(abs(later - averted[place]) < FLAT * base for later in averted[place + 1 :])
        ),
        None,
    )
    said = (
        "Arrivals go on changing up to the end of the lever."
        if flat is None
        else f"From {flat:g} times the usual dose more changes arrivals by less than "
        f"{percent(FLAT)} of the baseline: {WHY[kind]}"
    )
    at_end = ends(cases[-1].scenario)
    return "\n".join([said, "", *(f"- At its end, {line}" for line in at_end)]).rstrip()


def _levels(results: Results, name: str) -> list[str]:
    load, price = (_mean(results, name, each) for each in ("people_per_boat", "price"))
    passages = [_mean(results, name, route) for route in ROUTES]
    whole = sum(passages)
    shares = [percent(each / whole) if whole else "" for each in passages]
    return [f"{load:.1f}", f"£{price:,.0f}", *shares]


def _change(results: Results, name: str, outcome: str) -> float:
    return _mean(results, name, outcome) - _mean(results, results.comparison.baseline.name, outcome)


def _mean(results: Results, name: str, outcome: str) -> float:
    known = results.outcome(name, outcome)
    known = known[~np.isnan(known)]
    return float(known.mean()) if known.size else 0.0


if __name__ == "__main__":
    main()
