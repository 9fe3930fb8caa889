"""Which uncertainty the results of a comparison include, in words, and what they leave out."""

from __future__ import annotations

from runs.comparison_design import Comparison
from runs.effect_draws import EffectSizes, open_effects
from runs.number_format import counted
from runs.parameter_source import in_words, limit, parameter_source, without_digest

DRAWN = "Each replicate draws {count} of measures over plausible ranges, the same in every scenario"
WORLD_DRAWN = "A draw holds {count} too, over their plausible ranges as far as the record allows"
WORLD_HELD = (
    "Assumed parameters have their declared values, so results leave out uncertainty about them"
)
CENTRAL = (
    "{count} of measures are held at their central values, so results leave out uncertainty about "
    "how strong measures are"
)


def included(comparison: Comparison, digest: bool = True) -> str:
    """What the replicates of a design run, and so by what they differ; without a full stop.

    Args:
        comparison: The design.
        digest: Whether to name the SHA-256 of the posterior.
    """
    facts = parameter_source(comparison.posterior)
    return ". ".join(filter(None, [
        in_words(facts if digest else without_digest(facts)), world_in_words(comparison),
        effects_in_words(comparison),
    ]))  # fmt: skip


def world_in_words(comparison: Comparison) -> str:
    """Whether what is assumed of the world is drawn; empty without a posterior."""
    posterior = comparison.posterior
    if posterior is None:
        return ""
    if not posterior.assumed:
        return WORLD_HELD
    return WORLD_DRAWN.format(count=counted(len(posterior.assumed), "assumed parameter"))


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
