"""The plausible range of a number that nobody has measured in the model's own setting."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Scale(StrEnum):
    """Scale on which a value between the two ends of a range is drawn."""

    LINEAR = "linear"
    LOG = "log"
    LOGIT = "logit"


class Basis(StrEnum):
    """What a range rests on."""

    EVIDENCE = "evidence"
    ANALOGY = "evidence from another place or trade, carried over by judgement"
    JUDGEMENT = "judgement"


@dataclass(frozen=True)
class Span:
    """Where a number lies with 90 % probability.

    Attributes:
        low: 5th percentile.
        high: 95th percentile.
        scale: Scale on which it is drawn.
    """

    low: float
    high: float
    scale: Scale

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError(f"a plausible range from {self.low:g} to {self.high:g} is empty")
        least = {Scale.LINEAR: float("-inf"), Scale.LOG: 0.0, Scale.LOGIT: 0.0}[self.scale]
        most = 1.0 if self.scale is Scale.LOGIT else float("inf")
        if not (least < self.low and self.high < most):
            raise ValueError(
                f"a plausible range from {self.low:g} to {self.high:g} has no {self.scale} scale"
            )


@dataclass(frozen=True)
class PlausibleRange(Span):
    """Where a number lies with 90 % probability, and why.

    Attributes:
        reason: Why the range is as wide as it is and lies where it does.
        basis: What it rests on.
        source: Evidence ids, separated by spaces; empty only where the basis is judgement.
    """

    reason: str
    basis: Basis
    source: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        if (self.basis is Basis.JUDGEMENT) == bool(self.source):
            raise ValueError(f"a plausible range by {self.basis} names sources {self.source!r}")

    @property
    def span(self) -> Span:
        """The range without its reason."""
        return Span(float(self.low), float(self.high), self.scale)


def evidence(low: float, high: float, scale: Scale, source: str, reason: str) -> PlausibleRange:
    """Return a range that rests on evidence."""
    return PlausibleRange(low, high, scale, reason, Basis.EVIDENCE, source)


def analogy(low: float, high: float, scale: Scale, source: str, reason: str) -> PlausibleRange:
    """Return a range that rests on evidence from another place or trade."""
    return PlausibleRange(low, high, scale, reason, Basis.ANALOGY, source)


def judgement(low: float, high: float, scale: Scale, reason: str) -> PlausibleRange:
    """Return a range that rests on judgement alone."""
    return PlausibleRange(low, high, scale, reason, Basis.JUDGEMENT)


@dataclass(frozen=True)
class Chosen:
    """What whoever writes a scenario decides, so that there is nothing to be uncertain of.

    Attributes:
        reason: Why it is a decision and not an effect.
        source: Evidence ids of what was announced or paid, if any.
    """

    reason: str
    source: str = ""
