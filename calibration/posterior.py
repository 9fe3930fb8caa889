"""The posterior: draws of free numbers that a fit has left, and scenarios that draw on them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from runs.parameter_draws import Range
from sim.core.draw_order import draw_number
from sim.scenario import Scenario

if TYPE_CHECKING:
    from calibration.priors import Priors

Floats = NDArray[np.float64]

POSTERIOR = "posterior.parquet"
"""Name of the file in the folder of a fit."""
FILE = Path(__file__).with_name(POSTERIOR)
DEMAND = "demand_"
"""Columns of unexplained demand begin so and end with the quarter, as ``demand_2022q1``."""
KEY = b"narrows"
LOW, MIDDLE, HIGH = 0.05, 0.5, 0.95


@dataclass(frozen=True, eq=False)
class Posterior:
    """Draws of a fit, equally plausible.

    Attributes:
        parameters: Value of each member by parameter, shape (draws,) each.
        demand: Logarithm of unexplained demand of each member, by number of the quarter.
        facts: How it was fitted.
        digest: SHA-256 of the file that it was read from, in hexadecimal; empty if from none.
    """

    parameters: Mapping[str, Floats]
    demand: Mapping[int, Floats]
    facts: Mapping[str, Any] = field(default_factory=dict)
    digest: str = ""

    @staticmethod
    def of(priors: Priors, scores: Floats, facts: Mapping[str, Any]) -> Posterior:
        """Draws at these scores, shape (draws, free numbers), to six figures."""
        values = [priors.values(member) for member in scores]
        levels = [priors.demand(member) for member in scores]
        fixed = priors.of_demand
        return Posterior(
            {
                **{name: _rounded([each[name] for each in values]) for name in values[0]},
                **{name: np.full(len(scores), value) for name, value in fixed.items()},
            },
            {at: _rounded([each[at] for each in levels]) for at in levels[0]},
            dict(facts),
        )

    @property
    def members(self) -> int:
        """Number of draws."""
        return len(next(iter(self.parameters.values())))

    def member(self, seed: int, replicate: int) -> int:
        """Number of the posterior draw that a replicate runs."""
        return draw_number(seed, replicate, self.members)

    def range(self, parameter: str) -> Range:
        """Where the draws' values of a parameter lie.

        Raises:
            KeyError: If the posterior does not have the parameter.
        """
        ends = np.quantile(self.parameters[parameter], (LOW, MIDDLE, HIGH))
        return Range(*map(float, ends))

    def scenario(self, base: Scenario, seed: int, replicate: int) -> Scenario:
        """The base with the replicate's posterior draw; what the base states stays."""
        member = self.member(seed, replicate)
        parameters = {name: float(values[member]) for name, values in self.parameters.items()}
        demand = {at: float(levels[member]) for at, levels in self.demand.items()}
        return replace(
            base, parameters=parameters | dict(base.parameters), demand=demand | dict(base.demand)
        )

    def write(self, path: Path) -> None:
        """Write as Parquet, one row a draw, with the facts in its metadata."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        columns = {
            **self.parameters,
            **{f"{DEMAND}{at // 4}q{at % 4 + 1}": levels for at, levels in self.demand.items()},
        }
        table = pa.table({"member": np.arange(self.members), **columns})
        metadata = {KEY: json.dumps(self.facts, sort_keys=True).encode()}
        pq.write_table(table.replace_schema_metadata(metadata), path, compression="zstd")


@cache
def load_posterior(path: Path = FILE) -> Posterior:
    """Read what :meth:`Posterior.write` wrote.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    kept = path.read_bytes()
    table = pq.ParquetFile(pa.BufferReader(kept)).read(use_threads=False)
    columns = {name: np.array(of) for name, of in table.to_pydict().items() if name != "member"}
    demand = {
        int(name[-6:-2]) * 4 + int(name[-1]) - 1: levels
        for name, levels in columns.items()
        if is_demand(name)
    }
    parameters = {name: values for name, values in columns.items() if not is_demand(name)}
    facts = json.loads((table.schema.metadata or {})[KEY])
    return Posterior(parameters, demand, facts, hashlib.sha256(kept).hexdigest())


def is_demand(name: str) -> bool:
    """Whether a column is of a quarter's unexplained demand."""
    return name.startswith(DEMAND) and name[-2] == "q"


def _rounded(values: list[float]) -> Floats:
    return np.array([float(f"{value:.6g}") for value in values])
