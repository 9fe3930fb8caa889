"""Points that fill the unit cube, from which levers and priors take their values."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LATIN, SOBOL, MORRIS, SALTELLI = "latin-hypercube", "sobol", "morris", "saltelli"
FILLING = (LATIN, SOBOL)
"""Methods that spread points evenly."""
PROBING = (MORRIS, SALTELLI)
"""Methods that tell one lever's part from another's; see :mod:`.analysis.sensitivity`."""
LEVELS = 4
"""Values that a lever takes in a Morris design."""
STREAM = 2
"""Tells the draw of a design from other draws of the same seed."""


def sample(method: str, dimensions: int, number: int, seed: int) -> Floats:
    """Points, shape (points, dimensions).

    Args:
        method: One of :data:`FILLING` or :data:`PROBING`.
        dimensions: How many.
        number: Points of :data:`FILLING`; trajectories of ``morris``, each of dimensions + 1
            points; base points of ``saltelli``, each of dimensions + 2.
        seed: The study's.
    """
    generator = np.random.default_rng((seed, STREAM))
    if method in PROBING:
        return _probing(method, dimensions, number, generator)
    from scipy.stats import qmc

    if method == SOBOL:
        return qmc.Sobol(dimensions, rng=generator).random(number)
    return qmc.LatinHypercube(dimensions, rng=generator).random(number)


def problem(dimensions: int) -> dict[str, object]:
    """The unit cube, as SALib describes it."""
    names = [f"x{number}" for number in range(dimensions)]
    return {"num_vars": dimensions, "names": names, "bounds": [[0.0, 1.0]] * dimensions}


def _probing(method: str, dimensions: int, number: int, generator: np.random.Generator) -> Floats:
    from SALib.sample import morris, sobol

    cube, seed = problem(dimensions), int(generator.integers(2**31))
    if method == MORRIS:
        return np.asarray(morris.sample(cube, number, num_levels=LEVELS, seed=seed))
    return np.asarray(sobol.sample(cube, number, calc_second_order=False, seed=seed))
