"""However a study grew, its folder holds what one run would have given; SQL only ever reads."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.study import batch_files, batches
from experiments.study.batches import Outcome
from experiments.study.earlier_runs import content_of
from experiments.study.merging import merge_studies
from experiments.study.run_study import run_study
from experiments.study.sql_views import ask
from experiments.study.stored_study import open_study
from experiments.study.study_file import Overrides, read_study
from experiments.study.study_folder import Store
from runs import executors
from runs.results import Record
from scenarios.errors import InputError
from scenarios.loader import as_json
from scenarios.packaged_places import DAILY_COLUMNS, OUTCOMES

TEXT = """\
name: s
question: {question}
scenarios:
{scenarios}
  - name: scarce
    interventions:
      - {{kind: change, value: people_interception, multiply: $left, start: 2024-01-01}}
levers:
  left: {left}
start: 2024-01-01
days: 2
warmup_days: 0
uncertainties: declared
daily: {daily}
"""
LEFT = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3]
DESIGN = st.tuples(
    st.sets(st.sampled_from(LEFT), min_size=1),
    st.sets(st.sampled_from(["finance", "takedown"])),
    st.integers(1, 7), st.integers(0, 2), st.sampled_from(["Why?", "How?"]),
)  # fmt: skip


def made_up(chunk, kept=()):
    """Runs that are made up of what is run, so that no two are alike."""
    for scenario in chunk.comparison.scenarios:
        for replicate in chunk.comparison.numbers:
            point = chunk.numbers.get(scenario.name)
            if point is None or (point, replicate) in kept:
                continue
            text = f"{content_of(as_json(scenario))} {replicate}"
            seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
            generator = np.random.default_rng(seed)
            if seed % 11 == 0:
                yield Outcome(point, replicate, None, "ArithmeticError: made up")
                continue
            outcomes = generator.normal(size=len(OUTCOMES))
            outcomes[seed % len(OUTCOMES)] = np.nan
            days = generator.normal(size=(scenario.days, len(DAILY_COLUMNS)))
            yield Outcome(
                point, replicate, Record(outcomes, days if replicate < chunk.daily else None), None
            )


def run(root, folder, design, first=0):
    left, more, replicates, daily, question = design
    text = TEXT.format(
        question=question, left=json.dumps(sorted(left, reverse=True)), daily=daily,
        scenarios="\n".join(f"  - {name}" for name in sorted(more)),
    )  # fmt: skip
    (root / "s.yaml").write_text(text.replace("scenarios:\n\n", "scenarios:\n"))
    study = read_study(str(root / "s.yaml"), Overrides(replicates=replicates, first=first))
    store = Store(study, root / folder)
    with store.claimed():
        run_study(store, executors.local(1), lambda *_: None, lambda _: None)


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*")) if path.is_file()
    }  # fmt: skip


def grown(designs):
    """Each design with all that the ones before it have."""
    left, more, replicates, daily = set(), set(), 0, 0
    for design in designs:
        left, more = left | design[0], more | design[1]
        replicates, daily = max(replicates, design[2]), max(daily, design[3])
        yield left, more, replicates, daily, design[4]


@pytest.mark.long
@settings(max_examples=max(5, settings.default.max_examples // 5) if settings.default else 5)
@given(st.lists(DESIGN, min_size=2, max_size=3), st.integers(0, 6))
def test_a_study_grown_in_any_steps_is_the_one_run_at_once(designs, split):
    with (
        tempfile.TemporaryDirectory() as folder,
        mock.patch.dict("os.environ", SOURCE_DATE_EPOCH="1700000000"),
        mock.patch.object(batch_files, "run", made_up),
        mock.patch.object(batches, "MOST_RUNS", 4),
    ):
        root, steps = Path(folder), list(grown(designs))
        for step in steps:
            run(root, "grown", step)
        run(root, "once", steps[-1])
        assert files(root / "grown") == files(root / "once")
        first = min(split, steps[-1][2])
        if first:
            run(root, "a", (*steps[-1][:2], first, *steps[-1][3:]))
        run(root, "b", (*steps[-1][:2], steps[-1][2], *steps[-1][3:]), first=first)
        parts = [root / "a"] * bool(first) + [root / "b"]
        merge_studies(parts, root / "c", lambda *_: None, lambda _: None)
        left, more, replicates, daily, question = steps[-1]
        run(root, "all", (left, more, replicates + first, daily, question))
        assert files(root / "c") == files(root / "all")


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    root = tmp_path_factory.mktemp("asked")
    with mock.patch.object(batch_files, "run", made_up):
        run(root, "s", ({0.9, 0.5}, {"finance"}, 2, 1, "Why?"))
    before = files(root / "s")
    yield open_study(root / "s").connect({"memory_limit": "300MB", "threads": 1})
    assert files(root / "s") == before


WORDS = st.sampled_from([
    "select", "from", "runs", "points", "outcomes", "pairs", "daily", "where", "group", "by",
    "order", "count(*)", "avg(arrivals)", "copy", "to", "attach", "install", "load", "pragma",
    "set", "export", "import", "create", "drop", "insert", "explain", "analyze", "(", ")", ",",
    "*", "=", "'x'", "'/tmp/x'", "1", "point", "replicate", "read_csv(", "with", "as", ";",
    "union", "--", "describe", "show",
])  # fmt: skip


@given(st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=40))
def test_any_question_is_answered_or_refused_in_one_line(database, question):
    try:
        found = ask(database, question).fetchmany(5)
    except InputError as error:
        assert error.message and "\n" not in str(error)
        return
    assert isinstance(found, list)
