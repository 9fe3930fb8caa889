"""Documents use the glossary's terms, and none of those that they replaced.

Terms are whole words or phrases that are wrong wherever they stand. Words with a right use as well
(left, found, held, place, part, member, chance) are left to the reader.
"""

from __future__ import annotations

import re
from pathlib import Path
from token import NAME
from tokenize import tokenize

import pytest

ROOT = Path(__file__).parents[1]
ROOTS = (
    "README.md", "CONTRIBUTING.md", "docs", "narrows", "experiments", "calibration", "runs",
    "scenarios", "sim", "benchmarks",
)  # fmt: skip
"""What is checked. Code is read as text too."""
SUFFIXES = (".md", ".py", ".yaml", ".vue", ".js", ".html")
REPLACED = {
    r"luck": "random draws; common random numbers",
    r"members? of (?:the|a|its) (?:fitted )?posterior": "posterior draw",
    r"posterior members?": "posterior draw",
    r"what the fit leaves open": "parameter uncertainty",
    r"middle nine tenths": "90 % interval",
    r"nine (?:chances )?in ten": "90 % interval",
    r"nine times in ten": "with probability 0.9",
    r"too sure": "overconfident",
    r"tells? of|told of": "says, reports",
    r"what would be right": "what is allowed; the fix",
    r"what the data did": "learned from the data",
    r"what is believed": "posterior",
    r"what (?:still )?parts": "model discrepancy",
    r"ways? (?:of|to) (?:launch|launching)": "launch method",
    r"tolls?": "fatalities",
    r"chronicles?": "event index",
    r"happenings": "events",
    r"hindsight": "as-of date",
    r"worth of a (?:boat|person)": "marginal value",
    r"whom (?:it|one|they) (?:pays?|costs?) for": "(leave out the metaphor)",
    r"what it hangs on": "sensitivity; drivers",
    r"hangs? on": "depends on",
    r"whose it is": "(say the thing)",
    r"on the road": "in transit",
    r"public money": "public cost",
    r"price of a (?:crossing|seat)": "price per seat",
    r"people a boat|load per boat": "people per boat",
    r"no clear change": "the verdicts of docs/answers.md",
    r"house style": "(say the rule)",
    r"right world": "a plausible baseline",
    r"kind faults": "validation errors",
    r"be told apart from chance": "be distinguished from stochastic uncertainty",
    r"two worlds, one luck": "two scenarios, same random draws",
    r"dearer": "costlier; at a higher price",
    r"worth of (?:looking|finding|time)": "(say what is counted)",
    r"ways to launch": "launch methods",
    r"(?:one|no) way (?:more|leads|on)": "route; corridor",
    r"closed way": "closed route",
}
"""What was said, and what is said now."""
LEFT_OUT = (
    re.compile(r"<!-- made: ([\w-]+) -->.*?<!-- end: \1 -->", re.DOTALL),
    re.compile(r"^```console\n.*?^```$", re.DOTALL | re.MULTILINE),
    re.compile(r"`[^`\n]+`"),
)
"""Not people's words: generated sections, outputs of commands, names in code."""
PRIVATE = {"ways", "worth", "spec", "toll", "tolls", "luck", "told", "dear", "dearer", "nobody"}
"""Words that are in no name of the model: the field has others."""
EXEMPT = {
    "docs/glossary.md": "names the terms that were replaced",
    "docs/validation.md": "written by make validate",
    "experiments/studies/finished": "reports as their studies wrote them",
}
"""Files and folders that are not checked, with the reason."""


def texts() -> list[Path]:
    """Every file that is checked."""
    roots = [ROOT / name for name in ROOTS]
    files = [path for root in roots for path in ([root] if root.is_file() else root.rglob("*"))]
    exempt = [ROOT / name for name in EXEMPT]
    return sorted(
        path
        for path in files
        if path.suffix in SUFFIXES and not any(path.is_relative_to(each) for each in exempt)
    )


def prose(path: Path) -> str:
    """Text that people write; the rest is blanked, so that lines keep their numbers."""
    text = path.read_text(encoding="utf-8")
    for pattern in LEFT_OUT:
        text = pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    return text


def replaced_words(text: str) -> list[str]:
    """Each replaced term in a text, with its line and what to write."""
    flat = text.replace("\n", " ")
    return [
        f"{text.count('\n', 0, found.start()) + 1}: {found[0]!r}; write: {now}"
        for said, now in REPLACED.items()
        for found in re.finditer(rf"\b(?:{said})\b", flat, re.IGNORECASE)
    ]


@pytest.mark.parametrize("path", texts(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_words_that_were_replaced_do_not_come_back(path):
    wrong = replaced_words(prose(path))
    assert not wrong, "\n".join(f"{path.relative_to(ROOT)}:{each}" for each in wrong)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "sim").rglob("*.py")), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_names_of_the_model_are_those_of_the_field(path):
    with path.open("rb") as file:
        names = {each.string for each in tokenize(file.readline) if each.type == NAME}
    assert not {name for name in names if PRIVATE & set(name.lower().split("_"))}


def test_a_replaced_word_is_found_over_a_line_break_but_not_where_code_writes(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "<!-- made: answer -->\nluck\n<!-- end: answer -->\n```console\n$ luck\n```\n"
        "A name is `luck`. Which\nmember of the\nposterior, unlucky and Tolls.\n"
    )
    assert replaced_words(prose(page)) == [
        "8: 'member of the posterior'; write: posterior draw",
        "9: 'Tolls'; write: fatalities",
    ]


def test_every_exemption_stands_for_something_that_exists():
    assert not [name for name in EXEMPT if not (ROOT / name).exists()]
