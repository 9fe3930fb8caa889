"""What simulation-based calibration shows, in a few phrases."""

from __future__ import annotations

from calibration.rank_statistics import COVERAGES, Estimate, Ranks


def summary(ranks: Ranks, normal: bool) -> list[str]:
    """What the ranks of some numbers show, in a few phrases; squares of normal ones alone."""
    chance = ranks.histogram(1).chance
    kept = [(level, ranks.coverage(level)) for level in COVERAGES]
    return [
        f"{ranks.sets} sets, {len(ranks.names)} numbers",
        f"chance of ranks as uneven {chance:.3f}",
        *(f"{level:.0%} intervals hold {estimate_text(share, 100)} %" for level, share in kept),
        *([f"mean squared distance {estimate_text(ranks.squares())}"] if normal else []),
        f"outside their bands: {', '.join(ranks.uneven) or 'none'}",
    ]


def estimate_text(found: Estimate, scale: int = 1) -> str:
    """An estimate with its interval, and the fix."""
    digits = 0 if scale == 100 else 2
    mean, low, high, right = (
        f"{scale * part:.{digits}f}" for part in (found.mean, found.low, found.high, found.right)
    )
    return f"{mean} ({low} to {high}; right: {right})"
