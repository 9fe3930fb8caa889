"""The methods appendix, made from the declarations that the code runs on."""

from __future__ import annotations

import re

from calibration.posterior import Posterior
from experiments.comparison.verdicts import FEWEST_JUDGED
from experiments.publishing.bundle_layout import ODD
from experiments.reporting.assumptions_section import assumptions
from experiments.reporting.effect_statements import margins_in_words
from experiments.study.study_design import Study
from runs.arrivals_accounting import PARTS
from runs.number_format import counted
from runs.parameter_source import range_of, range_text
from runs.reporting.markdown import table
from scenarios.evidence import CUT_OFF, Entry, load_documents, load_evidence
from scenarios.packaged_places import OUTCOMES
from sim.interventions import KINDS
from sim.parameters import PARAMETERS

MOST_POINTS = 60
"""Points whose assumptions are spelled out; the files of all scenarios have the rest."""
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
HEADING = re.compile(r"^(#+ )", re.MULTILINE)


def methods(study: Study) -> str:
    """Write the appendix as Markdown."""
    parts = [
        f"# Methods: {study.question}",
        "Made from the declarations that the model runs on, when the study was published.",
        _design(study),
        _assumed(study),
        _interventions(),
        _parameters(study.members),
        _outcomes(),
        _conflicts(),
        _sources(),
        _odd(),
    ]
    return "\n\n".join(parts) + "\n"


def _design(study: Study) -> str:
    worlds, base = len(study.groups), study.baseline
    return (
        "## Design of the study\n\n"
        f"{counted(len(study.points), 'design point')}, {counted(worlds, 'baseline')} among them, "
        f"over {counted(study.replicates, 'replicate')} each, seed {study.seed}; "
        f"{counted(base.days, 'day')} from {base.start} count, after "
        f"{counted(base.warmup_days, 'day')} of warm-up; {counted(base.run_out_days, 'day')} of "
        "run-out follow, with measures as they then are, to see what becomes of those who were "
        "still on the way. Each point is compared with the baseline of its world in the same "
        "replicate, with the same parameters and random draws, so that differences are less noisy. "
        "Worlds that part in anything go on to differ by chance: the scenario `no-change` of the "
        "library, which changes nothing of substance, shows the size of differences that mean "
        "nothing.\n\n"
        "A rise or fall is claimed only where the 95 % interval of a family of effects excludes "
        "zero: all points by the headline outcomes, in intervals that hold all at once (the "
        "largest studentised mean over the family, resampled by whole replicates). A change is "
        "about the same where the whole interval lies within a margin declared for the outcome; "
        f"else the model cannot tell. Below {FEWEST_JUDGED} replicates nothing is claimed. Deaths "
        "as they happened come in few, large incidents and get no verdict; expected deaths carry "
        "it. "
        "Margins:\n\n" + "\n".join(f"- {line}." for line in margins_in_words())
    )


def _assumed(study: Study) -> str:
    scenarios = tuple(point.scenario for point in study.points[:MOST_POINTS])
    design = study.comparison(scenarios, study.replicates, 0)
    return _plain_links(assumptions(design))


def _interventions() -> str:
    rows = [[f"`{kind}`", of.grade.value, of.source, of.caution] for kind, of in KINDS.items()]
    header = ["Kind", "Grade of its effect", "Evidence", "Caution"]
    return "\n".join(["## Interventions", "", *table(header, rows)])


def _parameters(posterior: Posterior | None) -> str:
    rows = []
    for name, of in PARAMETERS.items():
        found = range_of(posterior, name)
        low, high = of.bounds
        rows.append([
            f"`{name}`", str(of.default), of.unit,
            ", ".join(of.choices) or f"{low:g} to {high:g}", range_text(found) if found else "",
            of.grade.value, of.source, of.meaning,
        ])  # fmt: skip
    header = ["Name", "Default", "Unit", "Allowed", "Posterior draws, 5th to 95th percentile",
              "Grade", "Evidence", "Meaning"]  # fmt: skip
    return "\n".join([
        "## Parameters", "",
        "*Sourced*: a source gives the value. *Inferred*: it follows from sources by a step that "
        "the meaning names. *Assumed*: no source gives it.", "", *table(header, rows),
    ])  # fmt: skip


def _outcomes() -> str:
    rows = [[f"`{of.name}`", of.unit, of.counts, of.definition] for of in OUTCOMES.values()]
    parts = [[f"`{part.name}`", part.definition] for part in PARTS.values()]
    return "\n".join([
        "## Outcomes", "", *table(["Name", "Unit", "Counts", "Definition"], rows), "",
        "Of each comparison, people, by part of the fall in arrivals:", "",
        *table(["Name", "Definition"], parts),
    ])  # fmt: skip


def _conflicts() -> str:
    rows = [
        [entry.id, _line(entry.what), _line(entry.conflicts), _line(entry.treatment)]
        for entry in load_evidence().values()
        if entry.conflicts
    ]
    header = ["Id", "Figure", "What disagrees", "How it is treated"]
    return "\n".join([
        "## Conflicts in the evidence", "",
        f"{len(rows)} of {len(load_evidence())} entries disagree with another source or with "
        "themselves.", "", *table(header, rows),
    ])  # fmt: skip


def _sources() -> str:
    rows = [
        [" ".join([entry.id, *entry.covers]), entry.date, _line(entry.what), _origin(entry)]
        for entry in load_evidence().values()
        if entry.use == "used"
    ]
    later = f"Nothing dated after {CUT_OFF} enters calibration or validation."
    return "\n".join([
        "## Sources of the figures that are used", "", later, "",
        *table(["Id", "Date", "Figure", "Source"], rows),
    ])  # fmt: skip


def _origin(entry: Entry) -> str:
    documents = load_documents()
    written = "; ".join(documents[name].description for name in entry.document)
    return _line(written or entry.source)


def _odd() -> str:
    text = ODD.read_text(encoding="utf-8").removeprefix("# Narrows: ODD description\n")
    return "## The model (ODD)\n\n" + HEADING.sub(r"#\1", _plain_links(text)).strip()


def _plain_links(text: str) -> str:
    """Text whose links, which lead to pages that a bundle lacks, are words alone."""
    return LINK.sub(r"\1", text)


def _line(text: str | None) -> str:
    return " ".join((text or "").split())
