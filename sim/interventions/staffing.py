"""Staffing: how announced posts become officers at work, by kind of officer.

Posts are filled bit by bit, officers are trained, and some leave. The post of whoever leaves is
open again and the successor is trained anew, so that in the long run a share of posts stands empty
or in training.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sim.interventions.intervention import DAYS_PER_YEAR, Intervention
from sim.named_values import Modifier, Ramp, Values


class Officer(StrEnum):
    """Kinds of officer, each with recruitment, training and leavers of its own."""

    INVESTIGATOR = "investigator"
    PROSECUTOR = "prosecutor"
    BEACH = "beach"


ANNOUNCED = (Officer.INVESTIGATOR, Officer.PROSECUTOR)
"""Who is hired from ``announcement_time`` on; officers on beaches are sent at once."""
STAGES = ("recruitment_time", "training_time", "leavers")


@dataclass(frozen=True)
class Pipeline:
    """How far the posts of a measure are filled, and how far officers are at work.

    Attributes:
        hired: How far posts have been filled for the first time.
        trained: How far those who filled them have been trained.
        recruiting: Share of posts that stand open in the long run, since officers leave.
        training: Share of posts whose officers are in training in the long run.
    """

    hired: Ramp
    trained: Ramp
    recruiting: float
    training: float

    @property
    def at_work(self) -> float:
        """Share of posts whose officers are at work in the long run."""
        return 1.0 - self.recruiting - self.training


def pipeline(measure: Intervention, values: Values, officer: Officer) -> Pipeline:
    """Return the pipeline of a measure's posts for one kind of officer.

    Args:
        measure: The measure, for its first and last day.
        values: The scenario's named values at their base.
        officer: Kind of officer.
    """
    recruitment, training, leavers = (getattr(values, f"{officer}_{stage}") for stage in STAGES)
    opens = measure.start.toordinal()
    opens += int(values.announcement_time) if officer in ANNOUNCED else 0
    filled, last = opens + int(recruitment), measure.end.toordinal() if measure.end else None
    open_again, trained_again = (leavers * days / DAYS_PER_YEAR for days in (recruitment, training))
    posts = 1.0 + open_again + trained_again
    return Pipeline(
        hired=Ramp(opens, filled, last),
        trained=Ramp(opens + int(training), filled + int(training), last),
        recruiting=open_again / posts,
        training=trained_again / posts,
    )


def staff(
    measure: Intervention, values: Values, posts: float, officer: Officer, value: str, entity: str
) -> Iterator[Modifier]:
    """Yield officers through their pipeline, and what they cost.

    They are paid as they are hired and count once they are trained.
    """
    path = pipeline(measure, values, officer)
    yield Modifier(value, "add", posts * path.at_work, path.trained, entity)
    cost = posts * (1.0 - path.recruiting) * values.officer_cost
    yield measure.spending(cost, path.hired)
    yield from not_yet_at_work(measure, path, posts)


def not_yet_at_work(measure: Intervention, path: Pipeline, posts: float) -> Iterator[Modifier]:
    """Yield open posts as in recruitment from the announcement, and the hired as in training."""
    filled = posts * (1.0 - path.recruiting)
    yield Modifier("officers_recruiting", "add", posts, measure.ramp())
    yield Modifier("officers_recruiting", "add", -filled, path.hired)
    yield Modifier("officers_training", "add", filled, path.hired)
    yield Modifier("officers_training", "add", -posts * path.at_work, path.trained)
