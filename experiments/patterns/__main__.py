"""Look for the eight patterns, and write their figures and page.

``python -m experiments.patterns [--replicates N] [--seed N] [--out FOLDER] [--declared]``
"""

from __future__ import annotations

import argparse
from pathlib import Path

from calibration.posterior import load_posterior
from experiments.basis import DECLARED_OPTION
from experiments.compilation import compile_model
from experiments.cores import cores
from experiments.figures import drawing
from experiments.figures.style import style
from experiments.marked import DOCS, rewritten
from experiments.patterns import page
from experiments.patterns.declared import load_patterns
from experiments.patterns.finders import FIND
from experiments.patterns.runs import Runs, designs, run_all
from experiments.progress import progress


def main() -> None:
    """Run all worlds, then write figures and page."""
    parser = argparse.ArgumentParser(prog="python -m experiments.patterns", description=__doc__)
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
    print(options.out / page.NAME)


def write(out: Path, runs: Runs) -> None:
    """Write every figure, then the page with its made parts made anew."""
    figures = out / page.FIGURES
    figures.mkdir(parents=True, exist_ok=True)
    patterns, findings = load_patterns(), {}
    with style():
        for pattern in patterns:
            found = FIND[pattern.name](runs)
            drawing.save(found.figure, figures / f"{pattern.name}.png")
            findings[pattern.name] = found
    before = out / page.NAME if (out / page.NAME).exists() else DOCS / page.NAME
    text = before.read_text(encoding="utf-8")
    made = page.parts(patterns, findings, runs.levers.comparison)
    (out / page.NAME).write_text(rewritten(text, made), encoding="utf-8")


def _replicates(text: str) -> int:
    number = int(text)
    if number < 2:
        raise argparse.ArgumentTypeError("one replicate has no interval; give 2 or more")
    return number


if __name__ == "__main__":
    main()
