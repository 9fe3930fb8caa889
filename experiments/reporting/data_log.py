"""The data log: every table that the model carries, with its origin and checksum."""

from __future__ import annotations

from calibration.data_series.declared_series import SERIES
from calibration.data_series.packaged_series import packaged_file
from runs.atomic_files import digest_of
from runs.reporting.markdown import table
from scenarios.evidence import CUT_OFF, load_evidence
from scenarios.packaged_data import DATA


def data_log() -> str:
    """Tables and evidence, with blanks for what people decide."""
    series = {packaged_file(each): each for each in SERIES.values()}
    rows = []
    for path in sorted(DATA.glob("*.csv")):
        of = series.get(path)
        rows.append([
            f"`{path.name}`", of.title if of else "table of the model's world",
            of.source if of else "`scenarios/data/README.md`", of.licence if of else "",
            "fit and validation" if of else "model or fit", digest_of(path), "", "",
        ])  # fmt: skip
    header = ["File", "What", "Origin", "Licence", "Used by", "SHA-256", "Risk", "Signed off by"]
    entries = load_evidence().values()
    used = sum(entry.use == "used" for entry in entries)
    disputed = sum(bool(entry.conflicts) for entry in entries)
    return "\n".join([
        "## Data log", "",
        f"Data cut-off: {CUT_OFF}. {len(entries)} entries of evidence, {used} of them used and "
        f"{disputed} in conflict with another source or with themselves; `narrows evidence` shows "
        "each.", "", *table(header, rows),
    ])  # fmt: skip
