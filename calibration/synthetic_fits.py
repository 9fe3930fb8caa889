"""Fits of data that the model itself has made, and where each truth ranks among their draws.

For each set, true free numbers are drawn from the prior and run once, with random draws of its own.
Its distances from the record, with an error drawn for each, take the place of the record, and the
ensemble is moved towards them as in any fit. The runs of a set under way are kept as those of any
fit; of a finished set one small file is left.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calibration import fitting
from calibration.ensemble_smoother import Observed
from calibration.fitting import Design, Fit, Part
from calibration.identifiability.data_information import standardised
from calibration.measures import Table
from calibration.posterior import Posterior
from calibration.rank_statistics import Ranks, rank
from runs.batches import Batch
from runs.progress import Progress, stretch
from runs.provenance import code_digest
from runs.run_store import RunStore, remove_if_empty
from scenarios.errors import InputError

Floats = NDArray[np.float64]

SEEDS = 100_000
"""Seeds set apart for one study: each set has its own."""
STREAM = 1_000
"""Number of the stream of truths and their errors; the steps of a fit come nowhere near."""
UNKNOWN = 1e6
"""Error of a distance that the true run lacks, which then moves nothing."""
LAST_DAYS = 92
"""Days at the end of the period whose outcomes are ranked too."""
NOTE, RECEIPTS = "ranks.json", "receipts"
SETS = re.compile(rf"({RECEIPTS}/)?set-\d{{4,}}\.json")


@dataclass(frozen=True)
class Study:
    """Sets of data that the model has made, and the fits of them.

    Attributes:
        design: Of each fit; its seed is the study's.
        folder: Where everything is kept.
    """

    design: Design
    folder: Path

    def run(self, sets: int, workers: int, progress: Progress) -> None:
        """Run the sets that are not finished.

        Args:
            sets: How many there are to be.
            workers: Processes at once.
            progress: Called with runs done and in all.

        Raises:
            InputError: If the folder holds the sets of another design or other code, or another
                process writes it.
        """
        runs = self.design.runs
        with self._claimed():
            for number in range(sets):
                report = stretch(progress, number * runs, sets * runs)
                if self._batch(number).kept() is None:
                    self._finish(number, workers, report)
                report(runs, runs)

    @contextmanager
    def _claimed(self) -> Iterator[None]:
        """Make the folder this study's, or go on with it; nobody else may write meanwhile."""
        store = RunStore(self.folder, "study of ranks", NOTE, SETS)
        with store.claimed():
            if not store.is_begun:
                store.begin(self._note())
            store.check_same(self._note())
            (self.folder / RECEIPTS).mkdir(exist_ok=True)
            yield

    def _finish(self, number: int, workers: int, progress: Progress) -> None:
        """Fit one set, keep where its truth ranks, and remove its runs."""
        design = replace(self.design, seed=SEEDS * self.design.seed + number)
        folder = self.folder / self._batch(number).name
        chance = np.random.default_rng((design.seed, STREAM))
        truth = chance.standard_normal((1, len(design.priors.names)))
        fit = Fit(design, folder / "fit", workers, progress)
        daily = _once(fit, truth, _truth(folder))
        fit.observed = _observed(fit.distances(daily)[0], chance)
        posterior, table = fit.posterior()
        true = _numbers(design, Posterior.of(design.priors, truth, {}), fit.table(daily))
        members = _numbers(design, posterior, table)
        kept = {
            kind: {name: _index(true[kind][name][0], each[name], chance) for name in each}
            for kind, each in members.items()
        }
        text = json.dumps({"of": self._note(), **kept}, sort_keys=True, indent=1) + "\n"
        self._batch(number).keep({"set": number}, lambda path: path.write_text(text))
        fit.remove()
        _truth(folder).remove()
        remove_if_empty(folder)

    def _note(self) -> dict[str, Any]:
        return {**self.design.facts, "code": _code()}

    def _batch(self, number: int) -> Batch:
        return _set(self.folder, f"set-{number:04}")


def finished(folder: Path) -> tuple[dict[str, Any], dict[str, Ranks]]:
    """What the sets of a folder are of, and ranks of ``free`` numbers and of ``outcomes``.

    Raises:
        InputError: If fewer than two sets are finished, or they are not of one design or not of
            the present code.
    """
    sets = [_set(folder, path.stem) for path in sorted(folder.glob("set-*.json"))]
    whole = [each for each in sets if each.kept()]
    if len(whole) < 2:
        raise InputError(f"{folder} holds {len(whole)} finished sets; it takes two or more")
    if damaged := [each.files[0] for each in sets if each not in whole]:
        message = "is damaged; run narrows sbc on the folder, which makes it anew"
        raise InputError(f"{damaged[0]} {message}")
    stored = [json.loads(each.files[0].read_text()) for each in whole]
    note: dict[str, Any] = stored[0]["of"]
    if any(each["of"] != note for each in stored):
        raise InputError(f"{folder} holds sets of several designs; keep one design a folder")
    if note["code"] != _code():
        raise InputError(
            f"{folder} holds sets of other code than the present; run narrows sbc with a new folder"
        )
    return note, {
        kind: _ranks([each[kind] for each in stored], note) for kind in ("free", "outcomes")
    }


def _code() -> str:
    """Digest of all that a run depends on, and of the fit itself."""
    digest = hashlib.sha256(code_digest().encode())
    for path in (fitting.__file__, __file__):
        digest.update(Path(path).read_bytes())
    return digest.hexdigest()


def _ranks(sets: list[dict[str, dict[str, float]]], note: Mapping[str, Any]) -> Ranks:
    names = tuple(sets[0])
    ranks = np.array([[each[name]["rank"] for name in names] for each in sets])
    residuals = [
        [(of["truth"] - of["mean"]) / of["sd"] if of["sd"] else np.nan for of in each.values()]
        for each in sets
    ]
    return Ranks(names, ranks, np.array(residuals), int(note["members"]))


def _set(folder: Path, name: str) -> Batch:
    """What is left of a set."""
    return Batch(folder, name, ".json", ("",), RECEIPTS)


def _truth(folder: Path) -> Batch:
    """The true run of a set, while it is under way."""
    return Batch(folder, "truth", ".npz", ("",))


def _once(fit: Fit, truth: Floats, batch: Batch) -> Floats:
    """The true run: daily table of shape (1, days, columns)."""
    batch.folder.mkdir(exist_ok=True)
    part = Part(fit.design, fit.world, 0, fit.design.members, truth, batch)
    if part.read() is None:
        part.run()
    daily = part.read()
    if daily is None:
        raise InputError(f"{batch.files[0]} was changed by something else; remove it")
    return daily


def _observed(distances: Floats, chance: np.random.Generator) -> Observed:
    known = np.isfinite(distances)
    values = np.where(known, distances, 0.0) + chance.standard_normal(distances.size)
    return Observed(np.where(known, values, 0.0), np.where(known, 1.0, UNKNOWN))


def _numbers(design: Design, posterior: Posterior, table: Table) -> dict[str, dict[str, Floats]]:
    """Free numbers in standard deviations of their priors, and outcomes, by member."""
    last = {
        name: table.columns[name][:, -LAST_DAYS:].sum(axis=1)
        for name in ("arrivals", "boats_arrived", "attempts")
    }
    outcomes = {
        "arrivals of the last quarter": last["arrivals"],
        "people per boat of the last quarter": last["arrivals"] / last["boats_arrived"].clip(1.0),
        "attempts of the last quarter": last["attempts"],
        "expected deaths of the whole period": table.columns["expected_deaths"].sum(axis=1),
    }
    return {"free": standardised(design.priors, posterior), "outcomes": outcomes}


def _index(truth: float, members: Floats, chance: np.random.Generator) -> dict[str, float]:
    mean, spread = float(members.mean()), float(members.std(ddof=1))
    return {
        "rank": rank(truth, members, chance),
        **{name: float(f"{value:.6g}") for name, value in (
            ("truth", float(truth)), ("mean", mean), ("sd", spread)
        )},
    }  # fmt: skip
