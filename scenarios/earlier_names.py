"""Names that outcomes and daily columns had before version 0.2, which users' files may still hold.

They are taken for one version more, with a note that says the new name.
"""

from __future__ import annotations

import warnings

NOW = {
    "left": "people_gave_up",
    "boat_worth": "boat_marginal_value",
    "person_worth": "person_marginal_value",
    "money_ways": "money_operating",
    "ways_used": "routes_used",
    "load_per_boat": "people_per_boat",
    "cost_gbp": "public_cost",
}
"""Name of today by the name of before."""


class RenamedWarning(FutureWarning):
    """A name of before was used; it will not be taken much longer."""


def current_name(name: str) -> str:
    """Return an outcome's or a daily column's name of today; warn if the given one is of before."""
    now = NOW.get(name, name)
    if now != name:
        note_renamed(name)
    return now


def note_renamed(name: str) -> None:
    """Warn that a name of before was used."""
    text = f"{name} is now called {NOW[name]}; the old name will not be taken by the next version"
    warnings.warn(text, RenamedWarning, stacklevel=4)
