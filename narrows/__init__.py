"""A policy laboratory for small boats across the Channel, as a library.

Example::

    import narrows

    result = narrows.compare("baseline", "bsc-package")
    result.effects["arrivals"]

Functions run what the command of the same name runs, with the same defaults, and return results
with tidy tables. What is not used is not loaded, so ``import narrows`` takes a moment.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from narrows.api.catalogue import outcomes, parameters, scenarios
    from narrows.api.comparisons import ComparisonResult, RunResult, compare, run
    from narrows.api.displacements import DisplacementResult, displacement
    from narrows.api.fits import FitResult, fit
    from narrows.api.forecasts import ForecastResult, forecast, score_forecast
    from narrows.api.scenarios import Scenario, scenario
    from narrows.api.studies import StudyResult, read_study, study
    from runs.runner import RunError
    from runs.worker_pool import WorkerError
    from scenarios.errors import InputError
    from sim import __version__

UNCOMPILED = "NUMBA_DISABLE_JIT"
if os.environ.pop(UNCOMPILED, "0").strip() not in ("", "0"):
    # Kernels call C functions that have no form in Python: the model runs compiled or not at all.
    print(f"note: {UNCOMPILED} is ignored: the model runs compiled alone", file=sys.stderr)

__all__ = [
    "ComparisonResult", "DisplacementResult", "FitResult", "ForecastResult", "InputError",
    "RunError", "RunResult", "Scenario", "StudyResult", "WorkerError", "__version__", "compare",
    "displacement", "fit", "forecast", "outcomes", "parameters", "read_study", "run", "scenario",
    "scenarios", "score_forecast", "study",
]  # fmt: skip

_MODULES = {
    "narrows.api.catalogue": ("outcomes", "parameters", "scenarios"),
    "narrows.api.comparisons": ("ComparisonResult", "RunResult", "compare", "run"),
    "narrows.api.displacements": ("DisplacementResult", "displacement"),
    "narrows.api.fits": ("FitResult", "fit"),
    "narrows.api.forecasts": ("ForecastResult", "forecast", "score_forecast"),
    "narrows.api.scenarios": ("Scenario", "scenario"),
    "narrows.api.studies": ("StudyResult", "read_study", "study"),
    "runs.runner": ("RunError",),
    "runs.worker_pool": ("WorkerError",),
    "scenarios.errors": ("InputError",),
    "sim": ("__version__",),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}
_INTERVENTIONS = "narrows.api.interventions"


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used; other names are those of interventions."""
    missing = AttributeError(f"module 'narrows' has no attribute {name!r}", name=name)
    if name not in _MODULE_OF and name.startswith("_"):
        raise missing
    module = import_module(_MODULE_OF.get(name, _INTERVENTIONS))
    if name not in _MODULE_OF and name not in module.__all__:
        raise missing
    globals()[name] = value = getattr(module, name)
    return value


def __dir__() -> list[str]:
    """All public names, the interventions among them."""
    return sorted({*__all__, *import_module(_INTERVENTIONS).__all__})
