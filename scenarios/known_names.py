"""Whether the model knows every value, unit, agency, side, corridor and zone that is named."""

from __future__ import annotations

from datetime import date

from scenarios.errors import InputError
from sim.interventions import Intervention
from sim.parameters import PARAMETERS
from sim.scenario import Scenario
from sim.scenario_values import named_values
from sim.world import World

VALUES_IN_WORDS = (
    "it must be a parameter, or a value by unit, agency, side, corridor or zone such as officers "
    "or corridor_open"
)
POSITIVE_IN_WORDS = "numbers over which something is spread, such as years, must be above 0"


def check(scenario: Scenario, world: World) -> None:
    """Check every intervention of a scenario against the model.

    Raises:
        InputError: If one names what the model does not know; the message says which.
    """
    for intervention in scenario.interventions:
        try:
            check_intervention(intervention, world)
        except InputError as error:
            where = f"{intervention.kind} from {intervention.start}"
            raise InputError(f"{where}: {error.message}") from None


def check_intervention(intervention: Intervention, world: World) -> None:
    """Check one intervention against the model, by building the values that it changes.

    Raises:
        InputError: If it names what the model does not know, or has numbers that it cannot use.
    """
    value = getattr(intervention, "value", "")
    if value in PARAMETERS and PARAMETERS[value].choices:
        raise InputError(f"{value} is a choice of words; set it under parameters instead")
    _check_unit(intervention, world)
    alone = Scenario(
        name="check",
        title="",
        description="",
        start=date(2024, 1, 1),
        days=1,
        warmup_days=0,
        interventions=(intervention,),
    )
    try:
        named_values(world, alone)
    except KeyError as error:
        message = str(error.args[0])
        raise InputError(message if ";" in message else f"{message}; {VALUES_IN_WORDS}") from None
    except ArithmeticError:
        raise InputError(f"{intervention.kind} divides by zero; {POSITIVE_IN_WORDS}") from None
    if getattr(intervention, "multiply", None) == 1.0 and getattr(intervention, "add", None) == 0.0:
        raise InputError(f"change of {value} changes nothing; give multiply or add")


def _check_unit(intervention: Intervention, world: World) -> None:
    """Check that posts go to posts, and agreements are made with police."""
    right = intervention.unit_kinds
    name = getattr(intervention, "unit", None)
    kinds = {unit.name: unit.kind for unit in world.units}
    if not right or name not in kinds or kinds[name] in right:
        return
    fitting = [unit for unit, kind in kinds.items() if kind in right]
    units = ", ".join(fitting)
    raise InputError(f"{intervention.kind} cannot use {name}; it must be one of {units}")
