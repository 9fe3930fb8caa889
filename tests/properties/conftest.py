"""Random input: a few examples of each property in every run, many with ``make fuzz``."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

EXAMPLES = 25
"""Examples of a property where NARROWS_FUZZ does not say."""
_asked = int(os.environ.get("NARROWS_FUZZ", "0"))
settings.register_profile(
    "narrows", max_examples=_asked or EXAMPLES, derandomize=not _asked, database=None,
    deadline=None, suppress_health_check=list(HealthCheck), print_blob=bool(_asked),
)  # fmt: skip
settings.load_profile("narrows")
