"""Options that a command needs to be repeated on a posterior or data of one's own."""

from __future__ import annotations

from calibration.posterior import load_posterior
from runs.comparison_design import Comparison
from runs.effect_draws import effects_option
from runs.parameter_source import data_facts, options
from scenarios.packaged_data import USUAL


def source_options(design: Comparison) -> list[str]:
    """Options for parameters and data; where a file or folder lay is not known here."""
    words = options(design.posterior) + effects_option(design.effects)
    if design.posterior is not None and design.posterior.digest != load_posterior().digest:
        words += ["--posterior", "FILE"]
    facts = data_facts(design)
    if facts["sha256"] != USUAL.sha256:
        words += ["--data", "DIR" if facts["added"] else facts["packaged"]]
    return words
