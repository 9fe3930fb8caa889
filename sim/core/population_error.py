"""What a run raises that more people or gangs would enter than it can hold."""


class PopulationError(ValueError):
    """More people than the machine has memory for, or more gangs than can be numbered."""
