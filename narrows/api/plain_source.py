"""Values that come from Python, checked as those of a file are."""

from __future__ import annotations

from dataclasses import dataclass, field

from scenarios.errors import InputError, Location
from scenarios.yaml_reader import Source, Trail


class _Nowhere(dict[Trail, Location]):
    """Gives every key and value the same place, since none is in a file."""

    def __missing__(self, trail: Trail) -> Location:
        return Location("python")


@dataclass
class PlainSource(Source):
    """A source of values without places."""

    keys: dict[Trail, Location] = field(default_factory=_Nowhere)
    indices: dict[Trail, Location] = field(default_factory=_Nowhere)

    def raise_message(self) -> None:
        """Raise the first fault, without a place, if there is any.

        Raises:
            InputError: What is wrong, and what is allowed.
        """
        if self.faults:
            raise InputError(self.faults[0].message)
