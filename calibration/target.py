"""One target of calibration, and how far a run is from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from calibration.measures import STATISTICS, Period, Table

Floats = NDArray[np.float64]
Scale = Literal["log", "log-count", "relative", "absolute"]

LEAST = 0.01
"""On a logarithmic scale, what is nearer to 0 than this share of a target counts as this share."""


@dataclass(frozen=True)
class Error:
    """How far off a target may be, with the reason.

    Attributes:
        size: Standard error in the scale of its target.
        why: Where it comes from.
    """

    size: float
    why: str


@dataclass(frozen=True)
class Target:
    """One target.

    Attributes:
        name: Its key.
        what: What it is, in a sentence.
        statistic: Name in :data:`calibration.measures.STATISTICS`.
        period: Days that it is about.
        scale: Scale of errors: ``log``, ``log-count`` (of one plus the number), ``relative`` to
            the value, or ``absolute`` in its unit.
        measurement: Error of the figure itself.
        structural: Error that the model is allowed for what it leaves out.
        source: Evidence ids and data files.
        use: ``fitted`` or ``held-out``.
        low, high: Values of the parts, or the ends of bands: shape (parts,).
    """

    name: str
    what: str
    statistic: str
    period: Period
    scale: Scale
    measurement: Error
    structural: Error
    source: tuple[str, ...]
    use: Literal["fitted", "held-out"]
    low: Floats = field(default_factory=lambda: np.zeros(0))
    high: Floats = field(default_factory=lambda: np.zeros(0))

    @property
    def error(self) -> float:
        """Combined standard error in the target's scale."""
        return float(np.hypot(self.measurement.size, self.structural.size))

    def simulated(self, table: Table) -> Floats:
        """What a run's table gives for this target: shape (replicates, parts).

        Raises:
            ValueError: If the table does not hold its columns or its days.
        """
        return STATISTICS[self.statistic](table, self.period)


def scaled(target: Target, values: Floats) -> Floats:
    """Values on the scale of a target's errors; relative ones stay in their unit.

    Args:
        target: Whose scale.
        values: Shape (..., parts).
    """
    if target.scale == "log":
        return np.log(np.maximum(values, LEAST * target.low))
    return np.log1p(values) if target.scale == "log-count" else values


def distance(target: Target, simulated: Floats) -> Floats:
    """Simulated less target, in combined standard errors; 0 within a band.

    Negative where too low. Spread between replicates is not divided out: it is for whoever adds
    distances up.

    Args:
        target: The target.
        simulated: Shape (replicates, parts), as :meth:`Target.simulated` gives.

    Returns:
        Shape (replicates, parts); missing where the simulated value is.

    Raises:
        ValueError: If the number of parts differs.
    """
    parts = target.low.size
    if simulated.ndim != 2 or simulated.shape[1] != parts:
        raise ValueError(f"{target.name} has {parts} parts; the shape given is {simulated.shape}")
    found, low, high = (scaled(target, each) for each in (simulated, target.low, target.high))
    below, above = found - low, found - high
    if target.scale == "relative":
        below, above = below / low, above / high
    return np.asarray((np.minimum(below, 0.0) + np.maximum(above, 0.0)) / target.error)
