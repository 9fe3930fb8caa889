"""Memory that was freed, given back to the system."""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress


def give_back() -> None:
    """Give back what is free; where the C library cannot, nothing happens.

    Worlds are made of many arrays of middling size, which the C library keeps when they are freed.
    """
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
