"""Which uncertainty the results of a comparison include, in words, and what they leave out."""

from __future__ import annotations

from runs.comparison_design import Comparison
from runs.effect_draws import EffectSizes, open_effects
from runs.number_format import counted
from runs.parameter_source import in_words, limit, parameter_source

DRAWN = (
    "Each replicate draws {count} of measures over their plausible ranges, the same in every "
    "scenario"
)
CENTRAL = (
    "{count} of measures are held at their central values, so results leave out uncertainty about "
    "how strong measures are"
)


def included(comparison: Comparison) -> str:
    """What the replicates of a design run, and so by what they differ; without a full stop."""
    return ". ".join(filter(None, [
        in_words(parameter_source(comparison.posterior)), effects_in_words(comparison),
    ]))  # fmt: skip


def effects_in_words(comparison: Comparison) -> str:
    """Whether strengths of measures are drawn; empty if scenarios leave none open."""
    found = len({(each.kind, each.field) for each in open_effects(comparison.scenarios)})
    if not found:
        return ""
    text = DRAWN if comparison.effects is EffectSizes.DRAWN else CENTRAL
    return text.format(count=counted(found, "strength"))


def limits(comparison: Comparison) -> str:
    """What intervals over replicates cover, and what they do not."""
    return limit(
        parameter_source(comparison.posterior),
        effects=comparison.effects is EffectSizes.DRAWN,
    )
