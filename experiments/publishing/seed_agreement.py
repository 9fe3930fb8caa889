"""Two seeds of one study side by side, and whether they agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from experiments.comparison.paired_effects import Effect, Effects
from experiments.reporting.effect_statements import change, name_of, verdict_word
from experiments.reporting.study_sections import heading
from experiments.study.stored_study import Held
from runs.number_format import counted
from runs.reporting.markdown import table

AGREED = {True: "yes", False: "**no**", None: "no interval"}
SHOWN = ("arrivals", "averted", "expected_deaths")
"""Outcomes that are set side by side: those that a page claims most of."""


def side_by_side(held: tuple[Held, Held], effects: tuple[Effects, Effects]) -> str:
    """A table of the effects under both seeds, and a line that says whether they agree.

    Args:
        held: The study under either seed.
        effects: Its effects of all compared points.
    """
    numbers = [each.facts["seed"] for each in held]
    first, second = effects
    rows = []
    found: dict[bool | None, list[str]] = {True: [], False: [], None: []}
    for name in first:
        for outcome in SHOWN:
            both = first[name][outcome], second[name][outcome]
            agreed = agree(*both)
            found[agreed].append(f"{name} on {name_of(outcome)}")
            cells = [
                each
                for effect in both
                for each in (change(effect.shown, effect.unit), verdict_word(effect))
            ]
            rows.append([name, heading(outcome), *cells, AGREED[agreed]])
    header = ["", "Outcome"]
    for seed in numbers:
        header += [f"Seed {seed}", "Verdict"]
    return "\n".join([_answer(found), "", *table([*header, "Agree"], rows), "", _about(held)])


def agree(one: Effect, other: Effect) -> bool | None:
    """Whether the intervals that are shown overlap, and no verdict is opposed to the other.

    Intervals that overlap cannot carry opposed verdicts. None where an interval is not known.
    """
    mine, theirs = one.shown, other.shown
    if not (mine.known and theirs.known):
        return None
    return max(mine.low, theirs.low) <= min(mine.high, theirs.high)


def _answer(found: Mapping[bool | None, Sequence[str]]) -> str:
    """Whether the seeds agree; else on what they do not."""
    number = len(found[True]) + len(found[False])
    if apart := found[False]:
        said = f"**The seeds disagree** on {len(apart)} of {number} effects: {'; '.join(apart)}."
    else:
        said = (
            f"**Both seeds agree**: the intervals of all {counted(number, 'effect')} overlap, and "
            "no verdict is opposed to the other."
        )
    if unknown := found[None]:
        said += f" Not compared, for want of an interval: {'; '.join(unknown)}."
    return said


def _about(held: tuple[Held, Held]) -> str:
    """What the two have in common and what not."""
    lines = [
        "Mean paired differences with 95 % intervals that hold all at once within each seed. A "
        "seed sets all random draws and the order of the posterior draws; the study is otherwise "
        "the same."
    ]
    if held[0].facts["members"]:
        drawn = [set(each.draws(np.arange(each.replicates)).tolist()) for each in held]
        common = len(drawn[0] & drawn[1])
        lines.append(
            f"Of {len(drawn[0])} and {len(drawn[1])} posterior draws, {common} are in both."
        )
    return " ".join(lines)
