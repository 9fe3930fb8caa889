"""Score a fit from an earlier cut-off on the months that followed, beside naive forecasts.

``python -m experiments.backtest FOLDER [--replicates N] [--months N]`` reads the posterior that
``narrows calibrate --cutoff DATE --out FOLDER`` wrote, forecasts under the baseline, and prints
CRPS, coverage of 90 % intervals, and the ratio to each naive rule.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import numpy as np

from calibration.naive import RULES
from calibration.naive import forecast as naive
from calibration.observations import Observations
from calibration.posterior import load_posterior
from calibration.scoring import relative, score
from experiments.forecasting import begins, forecast, months_between
from experiments.progress import progress
from scenarios.evidence import CUT_OFF
from scenarios.loader import load_scenario

NAIVE_PATHS = 4_000


def main() -> None:
    """Print one line an outcome and rule."""
    parser = argparse.ArgumentParser(prog="python -m experiments.backtest", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--replicates", type=int, default=120)
    parser.add_argument("--months", type=int, default=12)
    options = parser.parse_args()
    posterior = load_posterior(options.folder / "posterior.parquet")
    first, known = begins(posterior), Observations(date.fromisoformat(posterior.facts["cutoff"]))
    months = min(options.months, months_between(first, CUT_OFF) + 1)
    with progress("paths") as report:
        made = forecast(posterior, load_scenario("baseline"), months, options.replicates, 2, report)
    seen = Observations().monthly(made.months[0], made.months[-1])
    print(f"{months} months from {first}, {options.replicates} paths; CRPS, coverage, ratio")
    for name, paths in (("arrivals", made.arrivals), ("boats", made.boats), ("load", made.load)):
        observed = seen[name].to_numpy()
        own = score(np.nan_to_num(paths), observed)
        print(f"{name}: {own.summary['crps']:.4g}, {own.summary['coverage']:.2f}")
        for rule in RULES:
            other = score(naive(known, rule, months, NAIVE_PATHS, 1)[name], observed)
            ratio = relative(own.crps, other.crps, 1)
            print(
                f"  {rule}: {other.summary['crps']:.4g}, {other.summary['coverage']:.2f}; "
                f"ratio {ratio.ratio:.2f} ({ratio.low:.2f} to {ratio.high:.2f})"
            )


if __name__ == "__main__":
    main()
