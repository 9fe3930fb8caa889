"""Quality assurance of an analysis in the form of the AQuA Book, as far as the project knows it.

What people decide is left blank: who assured the analysis, whether it is fit for its purpose, and
all signatures. Until they are filled the analysis is not assured, and says so.
"""

from __future__ import annotations

from experiments.comparison.verdicts import FEWEST_JUDGED
from experiments.reporting.assumptions_log import Spreads, assumptions_log
from experiments.reporting.data_log import data_log
from experiments.reporting.uncertainty_tables import SOURCE_NAMES, shares_table
from experiments.uncertainty.comparison_draws import comparison_draws
from experiments.uncertainty.draw_table import Source
from runs.comparison_design import Comparison
from runs.number_format import counted
from runs.parameter_source import in_words, parameter_source
from runs.reporting.markdown import capital, table
from runs.reporting.outcome_names import NAMES
from scenarios.evidence import CUT_OFF

ASSURANCE = "assurance.md"
"""Name of the log's file."""
ROLES = {
    "Commissioner": "asks the question; accepts the analysis as fit for purpose",
    "Analyst": "designs, does and checks the analysis",
    "Assurer": "reviews it; never the analyst",
    "Approver": "confirms that it was assured as it should be",
}
HOW_DRAWN = {
    Source.FITTED: "one posterior draw a replicate, the same in every scenario",
    Source.ASSUMED_WORLD: "drawn over plausible ranges, the same in every scenario",
    Source.ASSUMED_EFFECT: "drawn over plausible ranges where scenarios leave it open, the same in "
    "every scenario",
}
NOT_QUANTIFIED = (
    "whether the model's mechanisms are the right ones, and complete",
    "how gangs would answer measures that have no precedent",
    "errors in published figures beyond those that the targets state",
    "events outside the model: wars, changes of law, closure of other routes",
)
"""What no interval covers."""
FIT_FOR = (
    "comparing policies in aggregate, under equal random draws",
    "finding which assumptions a conclusion rests on",
)
NOT_FIT_FOR = (
    "forecasts of totals, or of any person, gang, place or day",
    "decisions on individuals, or operations",
    "effects of measures outside the ranges that were tried",
)


def assurance_log(
    comparison: Comparison, spreads: Spreads | None = None, commit: str | None = None
) -> str:
    """All pages of the log as Markdown.

    Args:
        comparison: The design.
        spreads: Why effects differ between replicates, by scenario and outcome, if known.
        commit: Of the code that ran it, if known.
    """
    known = spreads or {}
    pages = [
        "# Quality assurance log",
        "**Not assured** until the table of roles is filled and signed. Cells left blank are for "
        "people.",
        _roles(),
        assumptions_log(comparison, known),
        data_log(),
        _quality_log(comparison, commit),
        _uncertainty_statement(comparison, known),
        _limits(comparison),
    ]
    return "\n\n".join(pages) + "\n"


def _roles() -> str:
    rows = [[role, does, "", "", "", ""] for role, does in ROLES.items()]
    header = ["Role", "What", "Name", "Decision", "Date", "Signature"]
    return "\n".join(["## Roles and signatures", "", *table(header, rows)])


def _quality_log(comparison: Comparison, commit: str | None) -> str:
    posterior = comparison.posterior
    enough = comparison.replicates >= FEWEST_JUDGED
    fitted = len(posterior.facts.get("targets", ())) if posterior else 0
    rows = [
        ["Enough replicates for verdicts", f"at least {FEWEST_JUDGED}",
         str(comparison.replicates), "yes" if enough else "no"],
        ["Parameters fitted to data", "a posterior",
         f"{counted(posterior.members, 'draw')}, {counted(fitted, 'target')}"
         if posterior else "declared defaults", "yes" if posterior else "no"],
        ["Code is a recorded version", "a commit without changes", commit or "not known",
         "yes" if commit and "+" not in commit else "no"],
        ["Another seed gives the same claims", "the same verdicts", "", ""],
        ["Targets and patterns are reproduced", "`narrows validate`, `narrows patterns`", "", ""],
        ["Intervals of fits are calibrated", "`narrows sbc`", "", ""],
        ["Results can be repeated", "the same bytes from the command in the report", "", ""],
    ]  # fmt: skip
    made = [[f"Q{number:02d}", *row, "", "", ""] for number, row in enumerate(rows, start=1)]
    header = ["Id", "Check", "Expected", "Found", "Passes", "Remedy", "Reviewer", "Date"]
    return "\n".join([
        "## Quality log", "",
        f"Seed {comparison.seed}; {capital(in_words(parameter_source(posterior)))}. A check with "
        "nothing found is open.", "", *table(header, made),
    ])  # fmt: skip


def _uncertainty_statement(comparison: Comparison, spreads: Spreads) -> str:
    draws = comparison_draws(comparison)
    drawn = {Source.STOCHASTIC: "drawn anew in each replicate, the same in every scenario"} | {
        source: said for source, said in HOW_DRAWN.items() if draws.of(source)
    }
    fixed = "held fixed: intervals leave it out"
    rows = [[name, drawn.get(source, fixed)] for source, name in SOURCE_NAMES.items()]
    lines = ["## Uncertainty statement", "", *table(["Source", "How it is treated"], rows)]
    shares = {
        f"{scenario}: {NAMES[outcome]}": spread.shares
        for scenario, row in spreads.items()
        for outcome, spread in row.items()
    }
    if shares:
        lines += ["", "Shares of variance between replicates, with 95 % intervals:", ""]
        lines += shares_table(shares)
    lines += ["", "Not quantified:", "", *(f"- {each}." for each in NOT_QUANTIFIED)]
    lines += ["", "Margin of error agreed with the commissioner:"]
    return "\n".join(lines)


def _limits(comparison: Comparison) -> str:
    first, last = comparison.dates[0], comparison.dates[-1]
    return "\n".join([
        "## Limits of use", "",
        f"Valid for {first} to {last}, with data up to {CUT_OFF}; afterwards to be made anew.",
        "", "Fit for:", "", *(f"- {each}." for each in FIT_FOR),
        "", "Not fit for:", "", *(f"- {each}." for each in NOT_FIT_FOR),
        "", "Further conditions, by the assurer:",
    ])  # fmt: skip
