"""Write ``value_types.py`` anew from what is declared: ``python -m sim.write_value_types``."""

from __future__ import annotations

from pathlib import Path

from sim.parameters import PARAMETERS
from sim.scenario_values import BY_ENTITY, TALLIES

FILE = Path(__file__).with_name("value_types.py")
HEAD = '''"""The type of the named values; made by ``python -m sim.write_value_types``."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


class Numbers:
    """Named values that are one number, as kernels read them."""

'''
BETWEEN = '''

class NamedValues(Numbers):
    """All named values: numbers, words, and arrays with an entry for each unit, agency or place."""

'''


def text() -> str:
    """The whole file: a parameter, its name misspelt, is then an error of types."""
    numbers = [name for name, parameter in PARAMETERS.items() if not parameter.choices]
    words = [name for name, parameter in PARAMETERS.items() if parameter.choices]
    return (
        HEAD
        + "".join(f"    {name}: float\n" for name in (*numbers, *TALLIES))
        + BETWEEN
        + "".join(f"    {name}: str\n" for name in words)
        + "".join(f"    {name}: NDArray[np.float64]\n" for name in BY_ENTITY)
    )


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
