"""The model's generator, one key at a time, for versions that draw one by one."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.core.kernels import kernel
from sim.core.randomness import philox4x32

_LOW, _SHIFT = np.uint64(0xFFFFFFFF), np.uint64(32)
_TO_UNIT = 1.0 / 2**32


@kernel
def draw_four(
    identity: Any, event: Any, decision: Any, key: tuple[Any, Any]
) -> tuple[float, float, float, float]:
    """The four uniforms of one key; all arguments are ``uint64``."""
    words = philox4x32((identity & _LOW, identity >> _SHIFT, event, decision), key)
    return (
        (np.float64(words[0]) + 0.5) * _TO_UNIT,
        (np.float64(words[1]) + 0.5) * _TO_UNIT,
        (np.float64(words[2]) + 0.5) * _TO_UNIT,
        (np.float64(words[3]) + 0.5) * _TO_UNIT,
    )
