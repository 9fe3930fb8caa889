"""Every command in the README and the tutorial runs, and says what stands below it.

``make tutorial`` writes the outputs of the tutorial anew.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import narrows
from narrows.cli.main import main
from runs.compilation import compile_model

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
README, TUTORIAL = ROOT / "README.md", ROOT / "docs" / "tutorial.md"
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
"""Changes with every commit, and stands in the tutorial as …"""
SMALL = ["--days", "2", "--replicates", "2", "--workers", "1"]
SMALLER = {
    "run": SMALL,
    "compare": SMALL,
    "displacement": SMALL,
    "trace": ["--days", "2"],
    "forecast": ["--from", "2025-11-01", "--months", "1", "--replicates", "2", "--workers", "1"],
    "study": SMALL,
    "verify": ["--workers", "1"],
}
"""Options that make the README's commands quick."""
TOO_LONG = {
    "allocate": ["--workers", "0"],
    "backtest": ["--workers", "0"],
    "calibrate": ["--workers", "0"],
    "identifiability": ["--workers", "0"],
    "patterns": ["--workers", "0"],
    "sbc": ["--workers", "0"],
    "validate": ["--workers", "0"],
    "view": ["--port", "99999"],
}
"""Commands that last, even when small: run up to this option, which is wrong."""
STANDS_FOR = {
    '"..."': "'select count(*) from runs'",
    "--boat ID": "",
    "--gang NAME": "",
}
"""What a reader is to fill in."""

Typed = Callable[[list[str]], tuple[int, str, str]]


@pytest.fixture
def typed(tmp_path, monkeypatch, capfd) -> Typed:
    """Run a command line in a folder of its own; return exit code, output and errors."""
    compile_model()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)

    def run(words: list[str]) -> tuple[int, str, str]:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(words)
        shown = capfd.readouterr()
        return int(ended.value.code or 0), shown.out, shown.err

    return run


def write_scenarios(text: str, folder: Path) -> None:
    """Write each file that a page shows where its commands look for it."""
    for language, body in BLOCK.findall(text):
        if language == "yaml":
            name = re.search(r"^name: (.+)$", body, re.MULTILINE)
            assert name, body
            (folder / f"{name[1]}.yaml").write_text(body, encoding="utf-8")


@pytest.mark.long
@pytest.mark.usefixtures("quick_forecasts")
def test_every_command_of_the_readme_runs(typed, tmp_path):
    text = README.read_text(encoding="utf-8")
    write_scenarios(text, tmp_path)
    blocks = [body for language, body in BLOCK.findall(text) if not language]
    lines = [line for body in blocks for line in body.splitlines()]
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    ran = set()
    for line in lines:
        for written, meant in STANDS_FOR.items():
            line = line.replace(written, meant)
        program, *words = shlex.split(line, comments=True)
        if program == "make":
            assert words[0] in targets, line
            continue
        assert program == "narrows", line
        ran.add(words[0])
        if words[0] in TOO_LONG:
            option, value = wrong = TOO_LONG[words[0]]
            code, _, said = typed([*words, *wrong])
            assert (code, f"{option} is {value}" in said) == (2, True), (line, said)
            continue
        more = SMALLER.get(words[0], [])
        if words[:2] == ["run", "baseline"]:
            more = [*more, "--events"]
        if words[0] == "trace" and "/" in words[1]:
            more = []
        code, shown, said = typed([*words, *more])
        assert code == 0 and shown, (line, said)
    assert {"study", "publish", "verify", "compare", "calibrate"} <= ran


@pytest.mark.filterwarnings("ignore:all .* interventions of:UserWarning")
def test_the_python_of_the_readme_runs(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    shorter = partial(narrows.compare, days=2, replicates=2, workers=1, progress=False)
    monkeypatch.setattr(narrows, "compare", shorter)
    example = re.search(r"^```python\n(.*?)^```$", README.read_text("utf-8"), re.M | re.S)
    assert example
    names: dict[str, object] = {}
    exec(example[1], names)  # noqa: S102
    last = example[1].strip().splitlines()[-1]
    assert list(eval(last, names)["scenario"]) == ["bsc-package"]  # noqa: S307


def test_every_command_of_the_tutorial_says_what_it_says_there(typed, tmp_path):
    text = TUTORIAL.read_text(encoding="utf-8")
    write_scenarios(text, tmp_path)
    seen = text
    for language, body in BLOCK.findall(text):
        if language != "console":
            assert language == "yaml", "a command without its output"
            continue
        command = body.partition("\n")[0]
        program, *words = shlex.split(command.removeprefix("$ "))
        assert program == "narrows", command
        code, shown, said = typed(words)
        assert code == 0, said
        shown = DIGEST.sub("…", shown)
        lines = "\n".join(line.rstrip() for line in shown.splitlines()).strip("\n")
        seen = seen.replace(f"```console\n{body}```", f"```console\n{command}\n{lines}\n```")
    if os.environ.get("NARROWS_WRITE_TUTORIAL"):
        TUTORIAL.write_text(seen, encoding="utf-8")
    assert seen == text
