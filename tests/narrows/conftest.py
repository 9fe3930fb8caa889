"""Command lines typed in an empty folder; the model is compiled before, so that it says nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from narrows.cli.main import main
from runs.compilation import compile_model


@pytest.fixture(scope="session", autouse=True)
def compiled() -> None:
    compile_model()


@pytest.fixture
def typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Run a command line in a folder of its own; return exit code, output and errors."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(words)
        shown = capsys.readouterr()
        return int(ended.value.code or 0), shown.out, shown.err

    return run
