"""The functions of the model that are compiled, and how far their compilation is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from numba.core import event
from numba.extending import is_jitted


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
    """Tells of kernels whose compilation begins or ends; of none that is read from the cache."""

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
    """Tell of kernels compiled so far, and of all there are, whenever one is compiled."""
    with event.install_listener("numba:compile", _Counter(tell)):
        yield
