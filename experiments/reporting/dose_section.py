"""The section of a study's report on how much more of its lever is worth buying."""

from __future__ import annotations

import numpy as np

from experiments.comparison.paired_effects import unit_of
from experiments.study.analysis.lever_response import LeverResponse
from experiments.uncertainty.dose_response import FULL, DoseResponse
from runs.number_format import amount, percent, rounded, signed
from runs.reporting.markdown import table
from runs.reporting.outcome_names import NAMES

DOSE_OUTCOMES = ("arrivals", "averted", "expected_deaths")
"""Outcomes whose curves are fitted."""


def dose_section(found: LeverResponse | None) -> str:
    """The section as Markdown; empty if the study has no such lever."""
    if found is None:
        return ""
    rows = [
        [
            NAMES[name], *(signed(end, unit_of(name)) for end in (of.mean[0], of.mean[-1])),
            _error(of.curve_error, name), _error(of.held_out_error, name),
            _saturation(of, found.rises[name]),
        ]
        for name, of in found.curves.items()
    ]  # fmt: skip
    first = next(iter(found.curves.values()))
    low, high = (f"{rounded(end):g}" for end in (first.strengths[0], first.strengths[-1]))
    header = ["Effect on", f"At {low}", f"At {high}", "Error of the curve",
              "Error for a single run", "Saturates"]  # fmt: skip
    return "\n".join([
        "## How much more is worth buying", "",
        f"Mean effects as smooth curves of `{found.lever}`, fitted to all runs. *Error of the "
        "curve*: at strengths left out of the fit, without random draws; *for a single run*: at "
        f"replicates left out, random draws included. *Saturates*: from where {percent(FULL)} of "
        "the greatest mean effect is reached, with its 95 % interval; more is then worth next to "
        "nothing.", "", *table(header, rows),
    ])  # fmt: skip


def _error(error: float, outcome: str) -> str:
    if not error:
        return "too small to see"
    return amount(error, unit_of(outcome)) if np.isfinite(error) else "not known"


def _saturation(of: DoseResponse, rises: bool) -> str:
    if not np.isfinite(of.saturation):
        chance = f" ({percent(of.saturates)} of resamples do)" if of.saturates else ""
        return f"not in the range tried{chance}"
    ends = f"{rounded(of.saturation_low):g} to {rounded(of.saturation_high):g}"
    direction = "from" if rises else "down from"
    return f"{direction} {rounded(of.saturation):g} on ({ends})"
