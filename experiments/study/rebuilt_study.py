"""A study, ready to run again, from what its folder holds: data alone, whoever wrote it.

The study's file is not read: it may name other files. Every point's scenario stands in full beside
the runs, and is checked as scenario files are.
"""

from __future__ import annotations

import pyarrow.parquet as pq

from calibration.validated_posterior import usable_posterior
from experiments.study import own_data
from experiments.study.stored_study import MEMBERS, POINTS, StudyResults
from experiments.study.study_design import Point, Study
from runs.effect_draws import EFFECTS, EffectSizes
from scenarios.errors import InputError
from scenarios.scenario_in_full import read_in_full


def study_of(kept: StudyResults) -> Study:
    """The study of a folder.

    Raises:
        InputError: If its points, members or facts cannot be run.
    """
    facts = kept.facts
    members = None
    if facts["members"]:
        try:
            members = usable_posterior(kept.folder / MEMBERS)
        except ValueError as error:
            raise InputError(f"{MEMBERS} {error}; get it again") from None
    own = kept.folder / own_data.WORLD
    known = own_data.read_world(own) if own.exists() else None
    return Study(
        name=facts["name"],
        command=facts["command"],
        question=facts["question"],
        description=facts["description"],
        text=(kept.folder / f"{facts['name']}.yaml").read_text("utf-8"),
        points=_points(kept),
        uncertainties=facts["uncertainties"],
        members=members,
        seed=facts["seed"],
        replicates=kept.replicates,
        outcomes=tuple(kept.reported),
        daily=facts["daily"],
        first=kept.first,
        known=known,
        effects=EffectSizes(facts.get(EFFECTS, EffectSizes.CENTRAL)),
    )


def _points(kept: StudyResults) -> tuple[Point, ...]:
    definitions = pq.read_table(kept.folder / POINTS, columns=["definition"])["definition"]
    return tuple(
        Point(about["point"], read_in_full(text, POINTS), about["scenario"], about["reference"], {})
        for about, text in zip(kept.points, definitions.to_pylist(), strict=True)
    )
