"""The functions of the model that are compiled, and how far their compilation is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

from numba import njit
from numba.core import config, event
from numba.extending import is_jitted

from sim.core import compiled_cache


def _compiled[F: Callable[..., Any]](function: F, **options: Any) -> F:
    place, before = compiled_cache.folder(), vars(config)["CACHE_DIR"]
    try:
        vars(config)["CACHE_DIR"] = str(place or before)
        compiled = njit(cache=place is not None, nogil=True, error_model="numpy", **options)(
            function
        )
        return cast("F", compiled)
    finally:
        vars(config)["CACHE_DIR"] = before


def kernel[F: Callable[..., Any]](function: F) -> F:
    """Compile a function of the model, which may call kernels of any other file.

    Its code is kept in a folder of the sources as they are; division by zero gives infinity or NaN
    as it does in NumPy, and no operation is contracted or put in another order.
    """
    return _compiled(function)


def part[F: Callable[..., Any]](function: F) -> F:
    """A kernel that is written into the one kernel that calls it, and compiled with it.

    What calls much is compiled slowly, since all that it calls is optimised with it once more. A
    part that is called from plain Python as well is compiled for that when it is called.
    """
    return _compiled(function, inline="always")


def kernels() -> set[Any]:
    """Compiled functions of the loaded modules of this package, but for those written inline."""
    modules = [module for name, module in sys.modules.items() if name.startswith("sim.")]
    return {
        each
        for module in modules
        for each in vars(module).values()
        if is_jitted(each) and "inline" not in each.targetoptions
    }


class _Counter(event.Listener):
    """Calls back when a kernel's compilation begins or ends, not for those read from the cache."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self._tell, self._of, self._done = tell, kernels(), set[Any]()

    def on_start(self, event: Any) -> None:
        if event.data["dispatcher"] in self._of:
            self._tell(len(self._done), len(self._of))

    def on_end(self, event: Any) -> None:
        if event.data["dispatcher"] in self._of:
            self._done.add(event.data["dispatcher"])
            self._tell(len(self._done), len(self._of))


@contextmanager
def counting(tell: Callable[[int, int], None]) -> Iterator[None]:
    """Call back with kernels compiled so far, and of all there are, whenever one is compiled."""
    with event.install_listener("numba:compile", _Counter(tell)):
        yield
