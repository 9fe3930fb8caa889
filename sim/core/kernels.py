"""The functions of the model that are compiled, and how far their compilation is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, cached_property, update_wrapper
from importlib import import_module
from typing import Any, cast

from numba import njit
from numba.core import config, event
from numba.extending import is_jitted

from sim.core import compiled_cache
from sim.core.compiled_once import Alone, Once


def _compiled(
    function: Callable[..., Any], compiler: type = Once, kept: bool = True, **options: Any
) -> Any:
    root, before = compiled_cache.folder(), vars(config)["CACHE_DIR"]
    try:
        vars(config)["CACHE_DIR"] = str(root or before)
        compiled: Any = njit
        return compiled(
            cache=kept and root is not None, nogil=True, error_model="numpy",
            no_cfunc_wrapper=True, pipeline_class=compiler, **options,
        )(function)  # fmt: skip
    finally:
        vars(config)["CACHE_DIR"] = before


@cache
def _load_numba() -> None:
    """Load Numba's mathematics of arrays, but not SciPy's linear algebra for it.

    Numba tries, when it is first used, whether SciPy brings BLAS, which takes longer than the rest
    of its start. SciPy is there; a function that needs BLAS still loads it when it is compiled.
    """
    numba_linalg: Any = import_module("numba.np.linalg")
    tried = numba_linalg.ensure_blas
    try:
        numba_linalg.ensure_blas = lambda: None
        import_module("numba.np.arraymath")
    finally:
        numba_linalg.ensure_blas = tried


class Kernel:
    """A compiled function of the model, which Python and other kernels call.

    Numba's own objects are made once they are needed: a run needs a tenth of them.

    Attributes:
        py_func: The function in plain Python.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        self.py_func = function
        update_wrapper(self, function)

    def __call__(self, *given: Any) -> Any:
        """Call the compiled function."""
        return self.called(*given)

    @cached_property
    def called(self) -> Any:
        """The function as Python calls it, whose code is kept."""
        _load_numba()
        return _compiled(self.py_func)

    @cached_property
    def inside(self) -> Any:
        """The function as kernels call it, compiled without what a call from Python needs."""
        _load_numba()
        return _compiled(self.py_func, kept=False, no_cpython_wrapper=True)

    @property
    def _numba_type_(self) -> Any:
        """What Numba takes this for in a kernel."""
        return self.inside._numba_type_


def kernel[F: Callable[..., Any]](function: F) -> F:
    """Compile a function of the model, which may call kernels of any other file.

    Its code is kept in a folder of the sources as they are; division by zero gives infinity or NaN
    as it does in NumPy, and no operation is contracted or put in another order.

    A kernel that a kernel calls is compiled with it, see :mod:`sim.core.compiled_once`, and without
    what a call from Python needs, which takes as long to compile as the kernel itself where it has
    many arguments. What Python calls is compiled as well once Python calls it.
    """
    return cast("F", Kernel(function))


def recursive[F: Callable[..., Any]](function: F) -> F:
    """A kernel that calls itself, which Numba must know by one name inside and outside."""
    return cast("F", _compiled(function, Alone))


def kernels() -> set[Any]:
    """Compiled functions of the loaded modules of this package."""
    modules = [module for name, module in sys.modules.items() if name.startswith("sim.")]
    return {
        each
        for module in modules
        for each in vars(module).values()
        if isinstance(each, Kernel) or (is_jitted(each) and "inline" not in each.targetoptions)
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
