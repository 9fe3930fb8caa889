"""What only kernels call becomes machine code with the kernel that Python calls."""

from __future__ import annotations

import pytest
from numba.core import event

from sim.core.compiled_once import Code
from sim.core.kernels import kernel


@kernel
def _lowest(x: float) -> float:
    if x < 0.0:
        raise ValueError("below zero")
    return x + 1.0


@kernel
def _middle(x: float) -> float:
    return 2.0 * _lowest(x) + _lowest(x + 1.0)


@kernel
def _highest(x: float) -> float:
    return _middle(x) + _lowest(x)


def test_results_are_the_same_from_python_and_from_kernels():
    assert _highest(1.0) == 2.0 * 2.0 + 3.0 + 2.0
    assert _middle(1.0) == 7.0
    assert _lowest(1.0) == 2.0


def test_an_error_of_a_kernel_below_comes_up():
    with pytest.raises(ValueError, match="below zero"):
        _highest(-1.0)


def test_one_kernel_is_optimised_for_one_call_from_python():
    with event.install_recorder("numba:compile") as compiled:

        @kernel
        def below(x: float) -> float:
            return x * 3.0

        @kernel
        def above(x: float) -> float:
            return below(x) + 1.0

        assert above(2.0) == 7.0
    results = {
        each.data["dispatcher"].py_func.__name__: each.data["dispatcher"]
        for _, each in compiled.buffer
        if each.is_end
    }
    libraries = {
        name: next(iter(dispatcher.overloads.values())).library
        for name, dispatcher in results.items()
    }
    assert libraries["above"]._finalized
    assert not libraries["below"]._finalized


def _code(*called: Code) -> Code:
    code = Code.__new__(Code)
    code._linking_libraries = list(called)
    return code


@pytest.mark.parametrize("turned", [False, True])
def test_code_is_linked_after_all_that_call_it(turned):
    lowest = _code()
    middle = _code(lowest)
    below = _code(middle)
    called = [lowest, middle, below]
    order = _code(*reversed(called) if turned else called)._callers_first()
    assert order == [below, middle, lowest]
