"""Kernels give the bits that NumPy, SciPy and C give."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from sim.core import exact_math, normal
from sim.core.kernels import kernel

RNG = np.random.default_rng(5)
X = np.concatenate([RNG.normal(size=4_000) * scale for scale in (0.01, 1.0, 30.0)])
EXPONENTS = (-1.7, -1.0, -0.6, 0.0, 0.3, 0.5, 1.0, 2.0, 3.0)


@kernel
def each(function_number, x, exponent):
    out = np.empty_like(x)
    for index in range(x.size):
        if function_number == 0:
            out[index] = exact_math.exp(x[index])
        elif function_number == 1:
            out[index] = exact_math.power(x[index], exponent)
        elif function_number == 2:
            out[index] = exact_math.c_power(x[index], exponent)
        elif function_number == 3:
            out[index] = normal.ndtri(x[index])
        elif function_number == 5:
            out[index] = exact_math.cbrt(x[index])
        else:
            out[index] = normal.ndtr(x[index])
    return out


def test_exponential_is_that_of_arrays_and_of_single_numbers():
    assert np.array_equal(each(0, X, 0.0), np.exp(X))
    assert np.array_equal(each(0, X, 0.0), [np.exp(float(x)) for x in X])
    assert np.array_equal(each(0, np.array([-np.inf]), 0.0), [0.0])


@kernel
def in_place(numbers):
    exact_math.exp_all(numbers)


@pytest.mark.parametrize("size", [0, 1, 3, 7, 8, 12, 50])
def test_exponentials_of_many_at_once_are_the_same(size):
    numbers = X[:size].copy()
    in_place(numbers)
    assert np.array_equal(numbers, np.exp(X[:size]))


@pytest.mark.parametrize("exponent", EXPONENTS)
def test_power_is_that_of_arrays(exponent):
    x = np.abs(X)
    assert np.array_equal(each(1, x, exponent), x**exponent)
    strided = np.zeros(x.size, dtype=[("x", "f8"), ("other", "f8", (7,))])
    strided["x"] = x
    assert np.array_equal(each(1, x, exponent), strided["x"] ** exponent)


@pytest.mark.parametrize("exponent", EXPONENTS)
def test_power_of_two_numbers_is_that_of_python(exponent):
    x = np.abs(X) + 1e-9
    assert np.array_equal(each(2, x, exponent), [float(value) ** exponent for value in x])


def test_products_of_matrices_are_those_of_numpy():
    for number in range(300):
        rows, inner, columns = (int(size) for size in RNG.integers(1, 70, 3))
        left = RNG.lognormal(0.0, 3.0, (rows if number % 3 else 1, inner))
        right = RNG.random((inner, columns)) < 0.3
        found = exact_math.matmul(left, right.astype(np.float64))
        assert np.array_equal(found, left @ right)
        alone = exact_math.matmul(left[:1], right.astype(np.float64))
        assert np.array_equal(alone[0], left[0] @ right)


def test_cube_root_is_that_of_arrays():
    assert np.array_equal(each(5, X, 0.0), np.cbrt(X))


def test_normal_scores_are_those_of_scipy():
    u = (np.arange(10_000) + 0.5) / 10_000
    u = np.concatenate([u, np.exp(-np.linspace(0.01, 22.2, 5_000)), [0.5 / 2**32]])
    assert np.array_equal(each(3, u, 0.0), ndtri(u))
    assert np.array_equal(each(4, X, 0.0), ndtr(X))


@pytest.mark.parametrize("size", [0, 1, 2, 7, 8, 9, 15, 16, 17, 40, 63, 127, 128, 129, 200, 1_000])
def test_sums_are_added_in_the_order_of_numpy(size):
    x = RNG.normal(size=size) * 10.0 ** RNG.integers(-8, 8, size)
    assert exact_math.total(x) == x.sum()
    strided = np.zeros(size, dtype=[("x", "f8"), ("other", "f8", (7,))])
    strided["x"] = x
    assert strided["x"].sum() == x.sum()
