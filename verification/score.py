"""Score the sealed paths against what came, beside forecasts that need no model.

    python -m pip install -r verification/requirements.txt
    python verification/score.py

Reads ``sealed/paths.parquet``, ``training.csv`` (the record to 31 October 2024, as version 0.1.0
had it) and ``observed.csv`` (November 2024 to October 2025). Writes ``scores.csv``,
``differences.csv``, the figures, and the tables between the marks of ``docs/verification.md``.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import scoringrules
from pages import write_page
from pictures import draw
from rivals import rivals

HERE = Path(__file__).parent
WITH_RIVALS = ("arrivals", "boats", "people_per_boat", "deaths")
ALONE = ("preventions", "prevention_events")
MODEL, RUN = "model", "run alone"
INTERVALS = (0.5, 0.8, 0.9)
BLOCK, RESAMPLES, SEED = 3, 10_000, 1
RAW = {
    "arrivals": "model_arrivals",
    "boats": "model_boats_arrived",
    "deaths": "model_deaths",
    "preventions": "model_preventions",
    "prevention_events": "model_boats_seized_beach",
}


def main() -> None:
    """Score everything and write it down."""
    paths = pd.read_parquet(HERE / "sealed" / "paths.parquet")
    paths = with_runs_alone(paths)
    training, observed = read("training.csv"), read("observed.csv")
    ensembles = all_ensembles(paths, training, observed)
    scores = pd.concat(
        score(forecast, measure, members, observed[measure].to_numpy(float))
        for (forecast, measure), members in ensembles.items()
    )
    months = observed.index.astype(str)
    scores["month"] = scores["month"].map(dict(enumerate(months)))
    scores = pd.concat([scores, means(scores)], ignore_index=True)
    differences = compare(scores)
    totals = year(paths, observed)
    written = [
        kept(table, HERE / name)
        for table, name in (
            (scores, "scores.csv"), (differences, "differences.csv"), (totals, "year.csv")
        )
    ]  # fmt: skip
    docs = HERE.parent / "docs"
    draw(docs / "figures", paths, training, observed, scores)
    write_page(docs / "verification.md", *written)


def kept(table: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Write a table, and read it as anybody else would."""
    table.round(4).to_csv(path, index=False)
    return pd.read_csv(path)


def read(name: str) -> pd.DataFrame:
    """A table by month, with people per boat."""
    table = pd.read_csv(HERE / name)
    table.index = pd.PeriodIndex(table.pop("month"), freq="M")
    table["people_per_boat"] = table["arrivals"] / table["boats"]
    return table


def with_runs_alone(paths: pd.DataFrame) -> pd.DataFrame:
    """Add the people per boat of runs before the forecast adds the residual model discrepancy."""
    boats = paths["model_boats_arrived"].where(paths["model_boats_arrived"] > 0)
    return paths.assign(model_people_per_boat=paths["model_arrivals"] / boats)


def all_ensembles(
    paths: pd.DataFrame, training: pd.DataFrame, observed: pd.DataFrame
) -> dict[tuple[str, str], np.ndarray]:
    """Members by forecast and measure, shape (members, months) each."""
    made = {}
    for measure in (*WITH_RIVALS, *ALONE):
        if measure in observed:
            made[MODEL, measure] = ensemble(paths, measure)
            made[RUN, measure] = ensemble(paths, RAW.get(measure, f"model_{measure}"))
        if measure in WITH_RIVALS:
            others = rivals(training[measure])
            made |= {(name, measure): members for name, members in others.items()}
    return made


def ensemble(paths: pd.DataFrame, column: str) -> np.ndarray:
    """Paths of one column, shape (replicates, months)."""
    return paths.pivot_table(
        index="replicate", columns="month", values=column, dropna=False
    ).to_numpy()


def score(forecast: str, measure: str, members: np.ndarray, seen: np.ndarray) -> pd.DataFrame:
    """Scores of one forecast of one measure, a row a month; months not seen are left out."""
    rows = []
    for month in np.flatnonzero(~np.isnan(seen)):
        known = members[~np.isnan(members[:, month]), month]
        rows.append({"forecast": forecast, "measure": measure, "month": month,
                     **of_month(known, float(seen[month]))})  # fmt: skip
    return pd.DataFrame(rows)


def of_month(members: np.ndarray, seen: float) -> dict[str, float]:
    """Scores of one month.

    Ends of intervals stand at rank k of n members where k/(n + 1) is the probability wanted: so
    often does one more draw from the same distribution fall at or below that member. The CRPS is
    the fair one; by probability-weighted moments it is the same number in far less memory.
    """
    low, high = (
        np.quantile(members, [(1 + side * level) / 2 for level in INTERVALS], method="weibull")
        for side in (-1, 1)
    )
    middle = float(np.median(members))
    alpha = 1 - np.array(INTERVALS)
    row = {
        "observed": seen,
        "median": middle,
        "crps": float(scoringrules.crps_ensemble(seen, members, estimator="pwm")),
        "wis": weighted_interval_score(seen, middle, low, high, alpha),
        "error": middle - seen,
        "pit": float((members < seen).mean() + 0.5 * (members == seen).mean()),
    }
    for level, start, end in zip(INTERVALS, low, high, strict=True):
        name = f"{level * 100:.0f}"
        row |= {f"low_{name}": start, f"high_{name}": end, f"width_{name}": end - start,
                f"inside_{name}": float(start <= seen <= end)}  # fmt: skip
    return row


def weighted_interval_score(
    seen: float, middle: float, low: np.ndarray, high: np.ndarray, alpha: np.ndarray
) -> float:
    """Of the median and three intervals, weighted as usual: half of each interval's alpha.

    Put together here, since that of scoringrules 0.10.0 adds the median itself instead of its
    distance to what was seen.
    """
    intervals = scoringrules.interval_score(seen, low, high, alpha)
    return float((0.5 * abs(seen - middle) + (alpha / 2 * intervals).sum()) / (alpha.size + 0.5))


def means(scores: pd.DataFrame) -> pd.DataFrame:
    """Means over the months, as rows of the month "all"."""
    mean = scores.groupby(["forecast", "measure"], sort=False).mean(numeric_only=True)
    return mean.reset_index().assign(month="all")


def compare(scores: pd.DataFrame) -> pd.DataFrame:
    """Model's scores less each rival's, with intervals over resampled blocks of months."""
    monthly = scores[scores["month"] != "all"]
    rows = []
    for measure in WITH_RIVALS:
        of = monthly[monthly["measure"] == measure]
        for what in ("crps", "wis"):
            table = of.pivot_table(index="month", columns="forecast", values=what)
            for rival in table.columns.drop(MODEL):
                gap = (table[MODEL] - table[rival]).to_numpy()
                low, high = bootstrap(gap)
                rows.append(
                    {"measure": measure, "score": what, "rival": rival,
                     "model_score": table[MODEL].mean(), "rival_score": table[rival].mean(),
                     "ratio": table[MODEL].mean() / table[rival].mean(),
                     "difference": gap.mean(), "low_90": low, "high_90": high}
                )  # fmt: skip
    return pd.DataFrame(rows)


def bootstrap(values: np.ndarray) -> tuple[float, float]:
    """Central nine tenths of the mean over circular blocks of three months."""
    chance = np.random.default_rng(SEED)
    starts = chance.integers(values.size, size=(RESAMPLES, -(-values.size // BLOCK)))
    places = (starts[:, :, None] + np.arange(BLOCK)) % values.size
    resampled = values[places.reshape(RESAMPLES, -1)[:, : values.size]].mean(axis=1)
    low, high = np.quantile(resampled, [0.05, 0.95])
    return float(low), float(high)


def year(paths: pd.DataFrame, observed: pd.DataFrame) -> pd.DataFrame:
    """The twelve months together, path by path."""
    rows = []
    for measure in ("arrivals", "boats", "people_per_boat", "deaths", *ALONE):
        if measure in observed and not observed[measure].isna().any():
            members, seen = (whole_year(table, measure) for table in (paths, observed))
            rows.append({"measure": measure, **of_month(members, float(seen[0]))})
    return pd.DataFrame(rows)


def whole_year(table: pd.DataFrame, measure: str) -> np.ndarray:
    """Sum over the months by replicate; for people per boat, quotient of the sums."""
    by = table["replicate"] if "replicate" in table else np.zeros(len(table))
    sums = table.groupby(by).sum(numeric_only=True)
    if measure == "people_per_boat":
        return (sums["arrivals"] / sums["boats"]).to_numpy()
    return sums[measure].to_numpy()


if __name__ == "__main__":
    main()
