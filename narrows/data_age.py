"""How old data are, in words; nothing of it enters results."""

from __future__ import annotations

from datetime import date

DAYS_OF_MONTH = 365.25 / 12
STALE_AFTER = 92
"""Days after which data are called stale: a quarter."""


def is_stale(last: date, today: date) -> bool:
    """Whether data that end on a day are to be called stale."""
    return (today - last).days > STALE_AFTER


def age(last: date, today: date) -> str:
    """How long ago a day was."""
    days = (today - last).days
    months = round(days / DAYS_OF_MONTH)
    if months < 1:
        return f"{days} day{'' if days == 1 else 's'} ago"
    return f"{months} month{'' if months == 1 else 's'} ago"


def in_words(day: date) -> str:
    """A day as people write it: 31 October 2024."""
    return f"{day.day} {day:%B %Y}"
