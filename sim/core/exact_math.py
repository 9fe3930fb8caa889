"""Mathematics inside kernels with the very bits that NumPy and C give outside.

Compiled code has functions of its own, and NumPy's loops for arrays give other last bits than C in
one value of twenty. A formula that moves from arrays into a kernel keeps its bits only if the
kernel calls the same loop: each of these hands one number to the loop that the array version runs.
That a number has the same result alone and among others, whatever its place, is tested.
"""

from __future__ import annotations

import ctypes
from typing import Any

import llvmlite.binding  # type: ignore[import-untyped]
import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils as untyped
from numba.extending import intrinsic
from numpy.typing import NDArray

from sim.core.kernels import kernel, recursive

cgutils: Any = untyped
_BLOCK = 128
"""Numbers that NumPy adds in one go, by eight running sums."""


class _Ufunc(ctypes.Structure):
    """The head of ``PyUFuncObject``, as NumPy's public header and Cython declarations have it."""

    _fields_ = (
        ("references", ctypes.c_ssize_t), ("type", ctypes.c_void_p), ("inputs", ctypes.c_int),
        ("outputs", ctypes.c_int), ("arguments", ctypes.c_int), ("identity", ctypes.c_int),
        ("loops", ctypes.POINTER(ctypes.c_void_p)), ("data", ctypes.POINTER(ctypes.c_void_p)),
    )  # fmt: skip


def _register(name: str, ufunc: np.ufunc) -> str:
    """Make a ufunc's loop for double precision known to compiled code; return its symbol."""
    symbol = f"narrows_numpy_{name}"
    position = ufunc.types.index("d" * ufunc.nin + "->d")
    llvmlite.binding.add_symbol(symbol, _Ufunc.from_address(id(ufunc)).loops[position])
    return symbol


def _one(name: str, ufunc: np.ufunc) -> Any:
    """A ufunc of one or two numbers, for use in kernels."""
    symbol, inputs = _register(name, ufunc), ufunc.nin
    double, whole, byte = ir.DoubleType(), ir.IntType(64), ir.IntType(8).as_pointer()

    def code(_: Any, builder: Any, __: Any, given: Any) -> Any:
        """Call the loop over one element of each argument; those after the first stand still."""
        slots = [cgutils.alloca_once_value(builder, value) for value in given]
        slots.append(cgutils.alloca_once(builder, double))
        arguments = cgutils.alloca_once(builder, ir.ArrayType(byte, len(slots)))
        steps = cgutils.alloca_once(builder, ir.ArrayType(whole, len(slots)))
        for number, slot in enumerate(slots):
            at = cgutils.gep_inbounds(builder, arguments, 0, number)
            builder.store(builder.bitcast(slot, byte), at)
            step = 0 if 0 < number < inputs else 8
            builder.store(whole(step), cgutils.gep_inbounds(builder, steps, 0, number))
        count = cgutils.alloca_once_value(builder, whole(1))
        loop = cgutils.get_or_insert_function(
            builder.module,
            ir.FunctionType(
                ir.VoidType(), [byte.as_pointer(), whole.as_pointer(), whole.as_pointer(), byte]
            ),
            symbol,
        )
        builder.call(
            loop,
            [
                builder.bitcast(arguments, byte.as_pointer()), count,
                builder.bitcast(steps, whole.as_pointer()), byte(None),
            ],
        )  # fmt: skip
        return builder.load(slots[-1])

    if inputs == 1:

        @intrinsic
        def one(_: Any, x: Any) -> Any:  # noqa: ARG001  (its type is fixed)
            return types.float64(types.float64), code

        return one

    @intrinsic
    def two(_: Any, x: Any, y: Any) -> Any:  # noqa: ARG001
        return types.float64(types.float64, types.float64), code

    return two


def _all(name: str, ufunc: np.ufunc) -> Any:
    """A ufunc of one number over so many of them that lie together, in their place."""
    symbol = _register(name, ufunc)
    whole, byte = ir.IntType(64), ir.IntType(8).as_pointer()

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        data = context.make_array(signature.args[0])(context, builder, given[0]).data
        arguments = cgutils.alloca_once(builder, ir.ArrayType(byte, 2))
        steps = cgutils.alloca_once(builder, ir.ArrayType(whole, 2))
        for number in range(2):
            at = cgutils.gep_inbounds(builder, arguments, 0, number)
            builder.store(builder.bitcast(data, byte), at)
            builder.store(whole(8), cgutils.gep_inbounds(builder, steps, 0, number))
        count = cgutils.alloca_once_value(builder, given[1])
        loop = cgutils.get_or_insert_function(
            builder.module,
            ir.FunctionType(
                ir.VoidType(), [byte.as_pointer(), whole.as_pointer(), whole.as_pointer(), byte]
            ),
            symbol,
        )
        builder.call(
            loop,
            [
                builder.bitcast(arguments, byte.as_pointer()), count,
                builder.bitcast(steps, whole.as_pointer()), byte(None),
            ],
        )  # fmt: skip
        return context.get_dummy_value()

    @intrinsic
    def every(_: Any, numbers: Any, count: Any) -> Any:  # noqa: ARG001  (its type is fixed)
        return types.void(numbers, types.int64), code

    return every


def _product(name: str, ufunc: np.ufunc) -> Any:
    """The product of two matrices whose numbers lie together, put into a third one."""
    symbol = _register(name, ufunc)
    whole, byte = ir.IntType(64), ir.IntType(8).as_pointer()

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        matrices = [
            context.make_array(kind)(context, builder, value)
            for kind, value in zip(signature.args, given, strict=True)
        ]
        shapes = [cgutils.unpack_tuple(builder, matrix.shape) for matrix in matrices]
        steps = [whole(0)] * 3
        for matrix in matrices:
            steps += cgutils.unpack_tuple(builder, matrix.strides)
        numbers = (
            [builder.bitcast(matrix.data, byte) for matrix in matrices],
            [whole(1), *shapes[0], shapes[1][1]],
            steps,
        )
        slots = []
        for values in numbers:
            kind = values[0].type
            slot = cgutils.alloca_once(builder, ir.ArrayType(kind, len(values)))
            for number, value in enumerate(values):
                builder.store(value, cgutils.gep_inbounds(builder, slot, 0, number))
            slots.append(builder.bitcast(slot, kind.as_pointer()))
        loop = cgutils.get_or_insert_function(
            builder.module,
            ir.FunctionType(
                ir.VoidType(), [byte.as_pointer(), whole.as_pointer(), whole.as_pointer(), byte]
            ),
            symbol,
        )
        builder.call(loop, [*slots, byte(None)])
        return context.get_dummy_value()

    @intrinsic
    def product(_: Any, left: Any, right: Any, out: Any) -> Any:
        return types.void(left, right, out), code

    return product


_exp = _one("exp", np.exp)
_matmul = _product("matmul", np.matmul)
_exp_all = _all("exp", np.exp)
_power = _one("power", np.power)
_cbrt = _one("cbrt", np.cbrt)

_libm_pow = ctypes.cast(ctypes.CDLL(None).pow, ctypes.c_void_p).value
llvmlite.binding.add_symbol("narrows_c_power", _libm_pow)
_DOUBLE = types.float64
_c_power: Any = types.ExternalFunction("narrows_c_power", _DOUBLE(_DOUBLE, _DOUBLE))


@kernel
def exp(x: float) -> float:
    """``np.exp(x)``."""
    return _exp(x)


@kernel
def exp_all(numbers: NDArray[np.float64]) -> None:
    """``np.exp(numbers)`` of numbers that lie together, in their place."""
    _exp_all(numbers, numbers.size)


@kernel
def matmul(left: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """``left @ right`` of two matrices whose numbers lie together, by NumPy's own call of BLAS."""
    product = np.empty((left.shape[0], right.shape[1]))
    _matmul(left, right, product)
    return product


@kernel
def cbrt(x: float) -> float:
    """``np.cbrt(x)``."""
    return _cbrt(x)


@kernel
def power(x: float, exponent: float) -> float:
    """``array ** exponent`` for one of its numbers, with the short cuts that NumPy takes."""
    if exponent == 2.0:
        return x * x
    if exponent == 1.0:
        return x
    if exponent == 0.5:
        return np.sqrt(x)
    if exponent == -1.0:
        return 1.0 / x
    return _power(x, exponent)


@kernel
def c_power(x: float, exponent: float) -> float:
    """``x ** exponent`` of two of Python's numbers."""
    return _c_power(x, exponent)


@recursive
def total(numbers: NDArray[np.float64]) -> float:
    """``numbers.sum()`` of one dimension: in pairs of blocks, each by eight running sums."""
    size = numbers.size
    if size > _BLOCK:
        half = size // 2
        half -= half % 8
        return total(numbers[:half]) + total(numbers[half:])
    if size < 8:
        few = 0.0
        for index in range(size):
            few += numbers[index]
        return few
    a, b, c, d = numbers[0], numbers[1], numbers[2], numbers[3]
    e, f, g, h = numbers[4], numbers[5], numbers[6], numbers[7]
    end = size - size % 8
    for index in range(8, end, 8):
        a += numbers[index]
        b += numbers[index + 1]
        c += numbers[index + 2]
        d += numbers[index + 3]
        e += numbers[index + 4]
        f += numbers[index + 5]
        g += numbers[index + 6]
        h += numbers[index + 7]
    summed = ((a + b) + (c + d)) + ((e + f) + (g + h))
    for index in range(end, size):
        summed += numbers[index]
    return summed
