"""The model is compiled before tests that look at what is said on standard error."""

from __future__ import annotations

import pytest

from experiments.compilation import compile_model


@pytest.fixture(scope="session", autouse=True)
def compiled() -> None:
    compile_model()
