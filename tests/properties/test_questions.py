"""Whatever a study or allocation file holds, it is one or one line says where it is wrong."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.allocation.allocation_file import LIBRARY as ALLOCATIONS
from experiments.allocation.allocation_file import Overrides, read_allocation
from experiments.study.study_file import LIBRARY as STUDIES
from experiments.study.study_file import read_study
from scenarios.errors import InputError
from tests.properties.mutations import changed, in_time

LARGE = {"package-levers", "hangs-on", "announced"}
"""Studies of so many points that reading one takes a second."""


def texts(folder: Path) -> list[bytes]:
    """All files of a library, each under the name that its file will have."""
    return [
        path.read_bytes().replace(f"name: {path.stem}".encode(), b"name: x")
        for path in sorted(folder.glob("*.yaml")) if path.stem not in LARGE
    ]  # fmt: skip


def read(reader: Callable[[str], object], data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.yaml"
        path.write_bytes(data)
        try:
            with in_time():
                reader(str(path))
        except InputError as error:
            assert str(error) and "\n" not in str(error) and error.location is not None
        assert [each.name for each in Path(folder).iterdir()] == ["x.yaml"]
        assert path.read_bytes() == data


@given(st.sampled_from(texts(STUDIES.folder)), st.data())
def test_a_study_file_with_a_few_changes(text, data):
    read(read_study, changed(text, data))


@given(st.sampled_from(texts(ALLOCATIONS.folder)), st.data())
def test_an_allocation_file_with_a_few_changes(text, data):
    read(lambda path: read_allocation(path, Overrides()), changed(text, data))


@pytest.mark.slow
@settings(max_examples=max(2, settings.default.max_examples // 100) if settings.default else 2)
@given(st.sampled_from(sorted(LARGE)), st.data())
def test_a_large_study_file_with_a_few_changes(name, data):
    text = (
        (STUDIES.folder / f"{name}.yaml").read_bytes().replace(f"name: {name}".encode(), b"name: x")
    )
    read(read_study, changed(text, data))
