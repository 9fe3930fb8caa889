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

INSIDE = "inside"
"""Folder, within that of the sources, for the code of kernels that only kernels call."""


def _compiled(function: Callable[..., Any], within: str = "", **options: Any) -> Any:
    root, before = compiled_cache.folder(), vars(config)["CACHE_DIR"]
    try:
        vars(config)["CACHE_DIR"] = str(root / within if root else before)
        compiled: Any = njit
        return compiled(
            cache=root is not None, nogil=True, error_model="numpy", no_cfunc_wrapper=True,
            **options,
        )(function)  # fmt: skip
    finally:
        vars(config)["CACHE_DIR"] = before


def kernel[F: Callable[..., Any]](function: F) -> F:
    """Compile a function of the model, which may call kernels of any other file.

    Its code is kept in a folder of the sources as they are; division by zero gives infinity or NaN
    as it does in NumPy, and no operation is contracted or put in another order.

    A kernel that a kernel calls is compiled without what a call from Python needs, which takes as
    long to compile as the kernel itself where it has many arguments. What Python calls is compiled
    as well once Python calls it.
    """
    called = _compiled(function)
    inside = _compiled(function, INSIDE, no_cpython_wrapper=True)
    called.get_call_template = inside.get_call_template
    called.get_overload = inside.get_overload
    return cast("F", called)


def recursive[F: Callable[..., Any]](function: F) -> F:
    """A kernel that calls itself, which Numba must know by one name inside and outside."""
    return cast("F", _compiled(function))


def part[F: Callable[..., Any]](function: F) -> F:
    """A kernel that is written into the one kernel that calls it, and compiled with it.

    What calls much is compiled slowly, since all that it calls is optimised with it once more. A
    part that is called from plain Python as well is compiled for that when it is called.
    """
    return cast("F", _compiled(function, inline="always"))


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
        self._tell, self._done = tell, set[Any]()
        self._of = {each.py_func for each in kernels()}

    def on_start(self, event: Any) -> None:
        if event.data["dispatcher"].py_func in self._of:
            self._tell(len(self._done), len(self._of))

    def on_end(self, event: Any) -> None:
        function = event.data["dispatcher"].py_func
        if function in self._of:
            self._done.add(function)
            self._tell(len(self._done), len(self._of))


@contextmanager
def counting(tell: Callable[[int, int], None]) -> Iterator[None]:
    """Call back with kernels compiled so far, and of all there are, whenever one is compiled."""
    with event.install_listener("numba:compile", _Counter(tell)):
        yield
