"""What tests of scenario files share: writing a file, and the fault that loading it gives."""

from collections.abc import Callable
from pathlib import Path

import pytest

from scenarios.errors import InputError
from scenarios.loader import load_scenario


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Write a file, ``mine.yaml`` unless named, in the current folder, which is an empty one."""
    monkeypatch.chdir(tmp_path)

    def write(text: str | bytes, name: str = "mine.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.fixture
def fault() -> Callable[..., InputError]:
    """Load a file, ``mine.yaml`` unless named, and return the fault that this gives."""

    def fault(name: str = "./mine.yaml") -> InputError:
        with pytest.raises(InputError) as raised:
            load_scenario(name)
        return raised.value

    return fault


@pytest.fixture
def assert_fault(fault: Callable[..., InputError]) -> Callable[..., None]:
    """Assert that ``mine.yaml`` gives one line at a line and column, with these parts."""

    def assert_fault(index: str, *parts: str) -> None:
        text = str(fault())
        assert text.startswith(f"mine.yaml:{index}: "), text
        assert "\n" not in text
        assert "http" not in text
        for part in parts:
            assert part in text, text

    return assert_fault
