"""The made tables of docs/verification.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

TITLES = {
    "arrivals": "arrivals",
    "boats": "boats",
    "people_per_boat": "people per boat",
    "preventions": "people stopped on the beach",
    "prevention_events": "launches stopped on the beach",
    "deaths": "deaths",
}
ORDER = ("model", "run alone", "seasonal naive", "scaled last year", "AutoETS", "AutoARIMA",
         "AutoTheta", "CES", "pool")  # fmt: skip
BY_MONTH = ("arrivals", "deaths", "boats", "people_per_boat")


def write_page(
    page: Path, scores: pd.DataFrame, differences: pd.DataFrame, totals: pd.DataFrame
) -> None:
    """Put every table between its marks."""
    text = page.read_text(encoding="utf-8")
    for name, table in tables(scores, differences, totals).items():
        first, last = f"<!-- made: {name} -->", f"<!-- end: {name} -->"
        before, rest = text.split(first, 1)
        text = f"{before}{first}\n\n{table}\n\n{last}{rest.split(last, 1)[1]}"
    page.write_text(text, encoding="utf-8")


def tables(scores: pd.DataFrame, differences: pd.DataFrame, totals: pd.DataFrame) -> dict[str, str]:
    """Every made table by the name of its marks."""
    return {
        "verification-months": months(scores),
        "verification-year": whole_year(totals),
        "verification-coverage": coverage(scores),
        "verification-scores": means(scores),
        "verification-differences": gaps(differences),
    }


def months(scores: pd.DataFrame) -> str:
    """What came and what the model had said, by month."""
    of = scores[(scores["forecast"] == "model") & (scores["month"] != "all")]
    rows = []
    for month, part in of.groupby("month"):
        by = part.set_index("measure")
        cells = [cell for name in BY_MONTH for cell in _came_and_said(by.loc[name])]
        rows.append([str(month), *cells])
    header = ["month"]
    for name in BY_MONTH:
        header += [f"{TITLES[name]}: came", f"{TITLES[name]}: said"]
    return markdown(header, rows)


def _came_and_said(row: pd.Series) -> list[str]:
    seen, middle, low, high = (
        number(row[name], str(row.name)) for name in ("observed", "median", "low_90", "high_90")
    )
    mark = "" if row["inside_90"] else " **out**"
    return [seen, f"{middle} ({low} to {high}){mark}"]


def whole_year(totals: pd.DataFrame) -> str:
    """The twelve months together."""
    rows = [
        [TITLES[row.measure], number(row.observed, row.measure), number(row.median, row.measure),
         *(f"{number(getattr(row, f'low_{level}'), row.measure)} to "
           f"{number(getattr(row, f'high_{level}'), row.measure)}" for level in (50, 80, 90)),
         f"{row.pit:.2f}"]
        for row in totals.itertuples()
    ]  # fmt: skip
    header = ["twelve months", "came", "median", "50 % interval", "80 % interval",
              "90 % interval", "share of paths below"]  # fmt: skip
    return markdown(header, rows)


def coverage(scores: pd.DataFrame) -> str:
    """How often intervals held what came, and how wide they were."""
    rows = []
    for row in _all(scores):
        months_seen = _number_of_months(scores, row)
        held = [f"{row[f'inside_{level}'] * months_seen:.0f}" for level in (50, 80, 90)]
        wide = [number(row[f"width_{level}"], row["measure"]) for level in (50, 80, 90)]
        rows.append([TITLES[row["measure"]], row["forecast"], str(months_seen), *held, *wide])
    header = ["measure", "forecast", "months", "in 50 %", "in 80 %", "in 90 %", "width 50 %",
              "width 80 %", "width 90 %"]  # fmt: skip
    return markdown(header, rows)


def means(scores: pd.DataFrame) -> str:
    """Mean scores over the months."""
    rows = [
        [TITLES[row["measure"]], row["forecast"], figure(row["crps"]), figure(row["wis"]),
         figure(row["error"])]
        for row in _all(scores)
    ]  # fmt: skip
    return markdown(["measure", "forecast", "CRPS", "WIS", "median less what came"], rows)


def gaps(differences: pd.DataFrame) -> str:
    """Model's mean CRPS less each rival's."""
    of = differences[(differences["score"] == "crps")]
    of = of.assign(place=of["rival"].map(ORDER.index), which=of["measure"].map(list(TITLES).index))
    rows = [
        [TITLES[row.measure], row.rival, f"{row.ratio:.2f}", figure(row.difference),
         f"{figure(row.low_90)} to {figure(row.high_90)}"]
        for row in of.sort_values(["which", "place"]).itertuples()
    ]  # fmt: skip
    return markdown(["measure", "rival", "ratio", "difference", "90 % interval"], rows)


def _all(scores: pd.DataFrame) -> Iterable[dict]:
    of = scores[scores["month"] == "all"]
    of = of.assign(
        place=of["forecast"].map(ORDER.index), which=of["measure"].map(list(TITLES).index)
    )
    return of.sort_values(["which", "place"]).to_dict("records")


def _number_of_months(scores: pd.DataFrame, row: dict) -> int:
    same = (scores["forecast"] == row["forecast"]) & (scores["measure"] == row["measure"])
    return int((same & (scores["month"] != "all")).sum())


def number(value: float, measure: str) -> str:
    """A count, or people per boat with a decimal."""
    return f"{value:.1f}" if measure == "people_per_boat" else f"{value:,.0f}"


def figure(value: float) -> str:
    """Three significant figures, or whole above a hundred."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def markdown(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
