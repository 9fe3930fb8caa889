"""Two seeds of one study side by side, and which claims both make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from experiments.comparison.paired_effects import Effect, Effects
from experiments.comparison.verdicts import Verdict
from experiments.reporting.effect_statements import change, name_of, verdict_word
from experiments.reporting.study_sections import heading
from experiments.study.stored_study import StudyResults
from runs.number_format import counted
from runs.reporting.markdown import table

BOTH, NEITHER, ONE, APART, UNKNOWN = (
    "same verdict", "no claim", "**one seed only**", "**no overlap**", "no interval",
)  # fmt: skip
SHOWN = ("arrivals", "averted", "expected_deaths")
"""Outcomes that are set side by side: those that a page claims most of."""


def side_by_side(kept: tuple[StudyResults, StudyResults], effects: tuple[Effects, Effects]) -> str:
    """A table of the effects under both seeds, and a line that says which claims both make.

    Args:
        kept: The study under either seed.
        effects: Its effects of all compared points.
    """
    numbers = [each.facts["seed"] for each in kept]
    first, second = effects
    rows = []
    found: dict[str, list[str]] = {BOTH: [], NEITHER: [], ONE: [], APART: [], UNKNOWN: []}
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
            rows.append([name, heading(outcome), *cells, agreed])
    header = ["", "Outcome"]
    for seed in numbers:
        header += [f"Seed {seed}", "Verdict"]
    return "\n".join([_answer(found), "", *table([*header, "Seeds"], rows), "", _about(kept)])


def agree(one: Effect, other: Effect) -> str:
    """Whether both effects carry one claim, or neither any, or only one; or the intervals part."""
    mine, theirs = one.shown, other.shown
    if not (mine.known and theirs.known):
        return UNKNOWN
    if max(mine.low, theirs.low) > min(mine.high, theirs.high):
        return APART
    first, second = _claim(one), _claim(other)
    if first == second:
        return BOTH if first else NEITHER
    return ONE


def _claim(effect: Effect) -> Verdict | None:
    """The verdict of an effect that claims something."""
    judgement = effect.judgement
    return None if judgement is None or judgement.verdict is Verdict.UNKNOWN else judgement.verdict


def _answer(found: Mapping[str, Sequence[str]]) -> str:
    """On what the seeds part, then which claims both make and which only one."""
    number = sum(len(names) for kind, names in found.items() if kind != UNKNOWN)
    if apart := found[APART]:
        said = f"**The seeds disagree** on {len(apart)} of {number} effects: {'; '.join(apart)}."
    else:
        said = f"**The intervals of all {counted(number, 'effect')} overlap.**"
    both, one = found[BOTH], found[ONE]
    said += f" Claimed under both seeds: {'; '.join(both) if both else 'nothing'}."
    if one:
        said += f" Claimed under one seed only, so not to be relied on: {'; '.join(one)}."
    if unknown := found[UNKNOWN]:
        said += f" Not compared, for want of an interval: {'; '.join(unknown)}."
    return said


def _about(kept: tuple[StudyResults, StudyResults]) -> str:
    """What the two have in common and what not."""
    lines = [
        "Mean paired differences with 95 % intervals that hold all at once within each seed. A "
        "seed sets all random draws and the order of the posterior draws; the study is otherwise "
        "the same."
    ]
    if kept[0].facts["members"]:
        drawn = [set(each.draws(np.arange(each.replicates)).tolist()) for each in kept]
        common = len(drawn[0] & drawn[1])
        lines.append(
            f"Of {len(drawn[0])} and {len(drawn[1])} posterior draws, {common} are in both."
        )
    return " ".join(lines)
