"""The standard year and its people's part, against plain Mesa, agentpy and compiled code."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from benchmarks import part_agentpy, part_compiled, part_mesa
from benchmarks.part_model import Player
from benchmarks.tape import record
from benchmarks.timing import Spread, ratios, seconds
from benchmarks.worlds import STANDARD, YEAR, twin, warmed

TIMES_A_ROUND = 5
"""Compiled code is so quick that it is timed this often in each round; the median counts."""


def measure(rounds: int, mesa_rounds: int, progress: Callable[[str], None]) -> dict[str, Any]:
    """Time a year, its part, the bound, plain Mesa and agentpy in turn; all must count the same.

    Raises:
        AssertionError: If a version does not count what the model counts.
    """
    progress("warming up")
    start = warmed(STANDARD)
    tape = record(twin(start), YEAR)
    bound = part_compiled.compiled()
    Player(twin(start), tape).play()
    taken: dict[str, list[float]] = {"year": [], "part": [], "bound": [], "mesa": []}
    if part_agentpy.INSTALLED:
        taken["agentpy"] = []
    for number in range(rounds):
        progress(f"round {number + 1} of {rounds}: year, part, bound")
        year, player = twin(start), Player(twin(start), tape)
        taken["year"].append(seconds(partial(year.run_until, year.run_scenario.end.toordinal())))
        taken["part"].append(seconds(player.play))
        times = [seconds(partial(bound, tape)) for _ in range(TIMES_A_ROUND)]
        taken["bound"].append(Spread.of(times).median)
        if number < mesa_rounds:
            progress(f"round {number + 1} of {rounds}: plain Mesa, most of a minute")
            taken["mesa"].append(seconds(partial(part_mesa.play, tape)))
        if number < mesa_rounds and part_agentpy.INSTALLED:
            progress(f"round {number + 1} of {rounds}: agentpy, most of a minute")
            taken["agentpy"].append(seconds(partial(part_agentpy.play, tape)))
    assert Player(twin(start), tape).play().differences(tape.counts) == []
    assert bound(tape).differences(tape.counts) == []
    return {
        "bound": "C" if part_compiled.c_compiler() else "Numba",
        "people": int(tape.entered.size),
        "legs": int(tape.counts.passed.sum() + tape.counts.stopped.sum()),
        "seconds": {name: Spread.of(times).rounded() for name, times in taken.items()},
        "ratio_pure_mesa": ratios(taken["mesa"], taken["part"][:mesa_rounds]),
        "ratio_agentpy": ratios(taken["agentpy"], taken["part"][:mesa_rounds])
        if part_agentpy.INSTALLED
        else None,
        "ratio_bound": ratios(taken["part"], taken["bound"]),
        "ratio_whole_year": ratios(taken["year"], taken["part"]),
    }
