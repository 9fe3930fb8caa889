"""Recruitment: people who entered today choose a gang and set out."""

from __future__ import annotations

from sim.core.randomness import Decision
from sim.people.gang_choice import choose_gang
from sim.state import ModelState


def run(model: ModelState) -> None:
    """Give everyone who entered today a gang and a first move today."""
    rows = model.today.entered
    people = model.travellers
    uniform = model.draws.uniforms(Decision.GANG_CHOICE, people.identity[rows])[0]
    people.gang[rows] = choose_gang(model, uniform)
    model.count_at_hubs(rows)
    model.journeys.put(rows, model.day)
