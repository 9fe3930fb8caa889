"""The scoreboard as a page of Markdown."""

from __future__ import annotations

from collections.abc import Iterator

import sim
from calibration.patterns.declared_patterns import Declared
from calibration.patterns.pattern_values import Value
from calibration.patterns.pattern_verdict import interval_text, span_text, target_fit, verdict
from calibration.reporting import scoreboard_cells as cells
from calibration.reporting.scoreboard_figures import FIGURES
from calibration.target import Target
from calibration.target_fit import ENOUGH
from calibration.validation.past_worlds import past_shocks
from calibration.validation.scoreboard import USES, Row, Scoreboard
from runs.number_format import percent
from runs.parameter_source import named, parameter_source
from runs.reporting.markdown import capital, table
from scenarios.evidence import CUT_OFF


def page(board: Scoreboard, figures: str, command: str) -> str:
    """The page.

    Args:
        board: What it is about.
        figures: Folder of the figures as the page links them.
        command: What makes the page anew.
    """
    return "\n".join(
        [
            "# Validation",
            "",
            f"`{command}` makes this page; nothing in it is written by hand.",
            "",
            *_summary(board),
            *_figure(figures, "scores"),
            "## Targets",
            "",
            *_how_to_read(),
            *_targets(board),
            *_figure(figures, "months"),
            *_figure(figures, "harm"),
            "## Shocks",
            "",
            *_shocks(board),
            "## The eight patterns",
            "",
            *_patterns(board),
            *_figure(figures, "patterns"),
            "## What was run",
            "",
            *_runs(board),
        ]
    )


def _summary(board: Scoreboard) -> Iterator[str]:
    yield from (f"- **{capital(each)}.**" for each in cells.headline(board))
    yield ""
    if board.taken_in:
        names = ", ".join(f"`{name}`" for name in board.taken_in)
        yield (
            "This posterior was fitted to all that was known, to forecast from it. Declared as "
            f"held out and fitted all the same: {names}. A posterior that has not seen them is "
            "judged by `narrows validate --posterior FILE`."
        )
        yield ""


def _how_to_read() -> Iterator[str]:
    yield (
        "*Seen* is a figure or the band that sources leave. *Simulated* is the median of draws "
        "with the band in which what was seen lies with probability 0.9 if model and errors are "
        "right: the spread over draws and the target's own error, of measurement and of "
        "structure, combined on the scale of that error (`calibration/targets.yaml`). *z* is the "
        "mean over draws less what was seen, on that scale, in standard deviations of draws "
        "and error together; it is 0 within a band seen. A target of several parts is in if "
        f"{percent(ENOUGH)} of its parts are; its z is the root mean square (rms) of theirs, about "
        "1 if all is right, in which misses on both sides do not cancel. Parts share much of their "
        "error, and so do targets: being in is weaker evidence than their number suggests."
    )
    yield ""


def _targets(board: Scoreboard) -> Iterator[str]:
    header = ["target", "seen", "simulated (90 %)", "z", "parts in", "farthest part", "in"]
    for use in USES:
        rows = board.of(use)
        if not rows:
            continue
        yield f"### {capital(cells.USE_IN_WORDS[use])}"
        yield ""
        yield from table(header, [_target(row) for row in rows])
        yield ""


def _target(row: Row) -> list[str]:
    found, worst = row.target_fit, row.target_fit.worst
    answer = "yes" if found.holds else "**no**"
    what = f"{row.target.what.rstrip('.')} (`{row.target.name}`)"
    if len(row.starts) == 1:
        return [what, cells.seen(row), cells.simulated(row), cells.distance(row), "", "", answer]
    farthest = (
        f"{row.labels[worst]}: {cells.seen(row, worst)} seen, {cells.simulated(row, worst)}, "
        f"z {cells.score(found.z[worst])}"
    )
    return [what, "", "", cells.distance(row), cells.parts_in(row), farthest, answer]


def _shocks(board: Scoreboard) -> Iterator[str]:
    yield (
        "Draws run once more in a world that has the shock, dated as it was. Demand that "
        "nothing explains was fitted to a record in which the shock had happened, so that what it "
        "did to arrivals may be counted twice. The last column is what the shock adds in the "
        "model: with it less without it, member by member, as mean and 95 % interval; the others "
        "are medians with their 90 % bands, as above."
    )
    yield ""
    rows = [
        [
            shock.title, f"{shock.why} ({shock.source})", f"`{row.target.name}`", cells.seen(row),
            cells.without(row), cells.simulated(row), cells.added(row),
        ]
        for shock in past_shocks()
        for row in board.rows
        if row.target.name in shock.targets
    ]  # fmt: skip
    header = ["shock", "what stands for it", "target", "seen", "without it (90 %)",
              "with it (90 %)", "what it adds (95 %)"]  # fmt: skip
    yield from table(header, rows)
    yield ""


def _patterns(board: Scoreboard) -> Iterator[str]:
    yield (
        "What each is, and why its bands are as they are: `docs/patterns.md`. Here each replicate "
        "is a posterior draw; intervals are of the mean, 95 %."
    )
    yield ""
    for number, judged in enumerate(board.patterns, start=1):
        yield f"**{number}. {judged.pattern.title}.** {verdict(judged.pattern, judged.values)}"
        yield ""
        header = ["measure", "seen", "simulated (95 %)", "band", "in"]
        measures = judged.pattern.measures
        yield from table(header, [_measure(each, judged.values[each.measure]) for each in measures])
        yield ""


def _measure(declared: Declared, found: Value) -> list[str]:
    unit = declared.unit
    return [
        declared.what,
        span_text(found.seen, unit),
        interval_text(found.simulated, unit),
        span_text(declared.band(found.seen), unit) if declared.judged else "not judged",
        target_fit(declared, found) if declared.judged else "",
    ]


def _runs(board: Scoreboard) -> Iterator[str]:
    yield (
        f"Narrows {sim.__version__}; {named(parameter_source(board.posterior))}, seed "
        f"{board.posterior.facts['seed']}. "
        f"{board.replicates} draws over January 2022 to {CUT_OFF:%B %Y}, "
        f"each in {len(past_shocks()) + 1} worlds; {board.pattern_replicates} draws "
        f"in each world of the patterns, twice as many in those with a shock. Nothing seen is "
        f"later than {CUT_OFF}. Every target with its source:"
    )
    yield ""
    targets: dict[str, Target] = {row.target.name: row.target for row in board.rows}
    yield from (f"- `{name}`: {' '.join(each.source)}" for name, each in targets.items())
    yield ""


def _figure(folder: str, name: str) -> list[str]:
    return [f"![{FIGURES[name]}]({folder}/{name}.png)", ""]
