"""Look for the eight patterns, and write their figures and page.

``python -m calibration.reporting.write_patterns [--replicates N] [--seed N] [--out FOLDER]
[--declared]``
"""

from __future__ import annotations

import argparse
from pathlib import Path

from calibration.patterns.declared_patterns import load_patterns
from calibration.patterns.pattern_runs import Runs, designs, run_all
from calibration.posterior import load_posterior
from calibration.reporting import patterns_page
from calibration.reporting.pattern_figures.finders import FIND
from runs.compilation import compile_model
from runs.cores import cores
from runs.parameter_source import DECLARED_OPTION
from runs.progress import progress
from runs.reporting import drawing
from runs.reporting.figure_style import style
from runs.reporting.generated_sections import DOCS, rewritten


def main() -> None:
    """Run all worlds, then write figures and page."""
    parser = argparse.ArgumentParser(
        prog="python -m calibration.reporting.write_patterns", description=__doc__
    )
    parser.add_argument(
        "--replicates", type=_replicates, default=20, help="of each world, 2 or more"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the study")
    parser.add_argument("--out", type=Path, default=DOCS, help="folder of the page; docs if absent")
    parser.add_argument(
        DECLARED_OPTION,
        action="store_true",
        help="run the declared default of each parameter instead of the fitted posterior",
    )
    options = parser.parse_args()
    posterior = None if options.declared else load_posterior()
    wanted = designs(options.replicates, options.seed, posterior=posterior)
    compile_model()
    with progress("runs") as report:
        runs = run_all(wanted, cores(), report)
    write(options.out, runs)
    print(options.out / patterns_page.NAME)


def write(out: Path, runs: Runs) -> None:
    """Write every figure, then the page with its made parts made anew."""
    figures = out / patterns_page.FIGURES
    figures.mkdir(parents=True, exist_ok=True)
    patterns, findings = load_patterns(), {}
    with style():
        for pattern in patterns:
            found = FIND[pattern.name](runs)
            drawing.save(found.figure, figures / f"{pattern.name}.png")
            findings[pattern.name] = found
    before = (
        out / patterns_page.NAME
        if (out / patterns_page.NAME).exists()
        else DOCS / patterns_page.NAME
    )
    text = before.read_text(encoding="utf-8")
    made = patterns_page.parts(patterns, findings, runs.levers.comparison)
    (out / patterns_page.NAME).write_text(rewritten(text, made), encoding="utf-8")


def _replicates(text: str) -> int:
    number = int(text)
    if number < 2:
        raise argparse.ArgumentTypeError("one replicate has no interval; give 2 or more")
    return number


if __name__ == "__main__":
    main()
