"""The headers of the plain table of each series, with what goes into them."""

from __future__ import annotations

from calibration.data_series.declared_series import Series

_NOTES = (
    "Lines that begin with # are notes. Write numbers as digits alone, without separators.",
    "Dates are those of observation. Columns called source and note are passed over.",
)


def template(series: Series) -> str:
    """A CSV file without rows, whose notes explain each column."""
    columns = [(series.when, series.when_means)]
    columns += [
        (column.name, column.meaning + ("" if column.required else "; may be left out"))
        for column in series.columns
    ]
    notes = [f"{series.name}: {series.title}", *_NOTES, *(f"{n}: {m}" for n, m in columns)]
    head = ",".join(name for name, _ in columns)
    return "".join(f"# {text}\n" for text in notes) + f"{head}\n"
