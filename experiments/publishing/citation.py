"""How a bundle is to be cited: ``CITATION.cff``, ``.zenodo.json`` and a line for readers."""

from __future__ import annotations

import html
import json
from datetime import date
from typing import Any

from experiments.publishing.credits import PROJECT, Author, Credits

LICENCE = "MIT"
"""Of the program; that of results stands in their credit."""
PRODUCT = "Narrows: a policy laboratory for disrupting people-smuggling networks"
KEYWORDS = ("agent-based model", "policy analysis", "people smuggling", "irregular migration",
            "English Channel")  # fmt: skip
DOI, ORCID = "https://doi.org/", "https://orcid.org/"


def citation(facts: dict[str, Any], published: date, credit: Credits) -> str:
    """A ``CITATION.cff`` of a study, which is of the software too."""
    program = {
        "type": "software", "title": PRODUCT, "version": facts["version"], "license": LICENCE,
        "authors": [{"name": PROJECT}],
    }  # fmt: skip
    fields: dict[str, Any] = {
        "cff-version": "1.2.0",
        "title": facts["question"],
        "message": "If you use these results, please cite them and the software as below.",
        "abstract": abstract(facts),
        "type": "dataset",
        "authors": [_cited(each) for each in credit.named],
        "version": facts["version"],
        "date-released": published,
        "license": credit.licence,
        **({"doi": credit.doi} if credit.doi else {}),
        "keywords": list(KEYWORDS),
        "references": [program],
    }
    return "".join(f"{key}: {_plain(value)}\n" for key, value in fields.items())


def zenodo(facts: dict[str, Any], published: date, credit: Credits) -> str:
    """A ``.zenodo.json``, which fills in the form of a deposit of the bundle."""
    fields: dict[str, Any] = {
        "title": facts["question"],
        "upload_type": "dataset",
        "description": f"<p>{html.escape(abstract(facts))}</p>",
        "access_right": "open",
        "license": credit.licence.lower(),
        "creators": [_creator(each) for each in credit.named],
        "version": facts["version"],
        "publication_date": published.isoformat(),
        "keywords": list(KEYWORDS),
        "language": "eng",
    }
    if credit.doi:
        fields["doi"] = credit.doi
    if credit.funders:
        fields["notes"] = html.escape(funding(credit))
    return json.dumps(fields, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def reference(facts: dict[str, Any], published: date, credit: Credits) -> str:
    """A line that names the bundle in a list of references."""
    names = "; ".join(each.name for each in credit.named)
    doi = f" {DOI}{credit.doi}" if credit.doi else ""
    return f"{names} ({published.year}). {facts['question']} Narrows {facts['version']}.{doi}"


def funding(credit: Credits) -> str:
    """Who paid, in a sentence; empty if nobody is named."""
    if not credit.funders:
        return ""
    named = [f"{each.name} ({each.award})" if each.award else each.name for each in credit.funders]
    return f"Funded by {'; '.join(named)}."


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


def _cited(author: Author) -> dict[str, str]:
    named = (
        {"family-names": author.family, "given-names": author.given}
        if author.family
        else {"name": author.name}
    )
    if author.orcid:
        named["orcid"] = f"{ORCID}{author.orcid}"
    if author.affiliation and author.family:
        named["affiliation"] = author.affiliation
    return named


def _creator(author: Author) -> dict[str, str]:
    return {name: value for name, value in vars(author).items() if value}


def _plain(value: Any) -> str:
    """A value as JSON, which is YAML; a day stands as it is."""
    return str(value) if isinstance(value, date) else json.dumps(value, ensure_ascii=False)
