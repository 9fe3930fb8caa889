"""How a bundle is to be cited."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

AUTHORS = "The Narrows contributors"
LICENCE = "MIT"
PRODUCT = "Narrows: a policy laboratory for disrupting people-smuggling networks"


def citation(facts: dict[str, Any], published: date) -> str:
    """A ``CITATION.cff`` of a study, which is of the software too."""
    fields = {
        "title": facts["question"],
        "message": "If you use these results, please cite them and the software as below.",
        "abstract": abstract(facts),
        "version": facts["version"],
        "license": LICENCE,
    }
    text = {key: json.dumps(value, ensure_ascii=False) for key, value in fields.items()}
    return "\n".join([
        "cff-version: 1.2.0", f"title: {text['title']}", f"message: {text['message']}",
        f"abstract: {text['abstract']}", "type: dataset", "authors:", f"  - name: {AUTHORS}",
        f"version: {text['version']}", f"date-released: {published}", f"license: {text['license']}",
        "references:", "  - type: software", f"    title: {json.dumps(PRODUCT)}",
        f"    version: {text['version']}", "    authors:", f"      - name: {AUTHORS}", "",
    ])  # fmt: skip


def abstract(facts: dict[str, Any]) -> str:
    """What a study is, in a few sentences."""
    return " ".join(
        f"{facts['description'].strip()} {facts['points']} design points over "
        f"{facts['replicates']} paired replicates, {facts['days']} days from {facts['start']} and "
        f"{facts['run_out_days']} of run-out, seed {facts['seed']}. Deaths are reported beside "
        "arrivals, people averted apart from people delayed, and a rise or fall is claimed only by "
        "intervals that hold all at once. A comparison of policies under stated assumptions, not a "
        "forecast.".split()
    )
