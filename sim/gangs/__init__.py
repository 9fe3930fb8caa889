"""Gangs: routes, expectations, recovery, founding, leaving."""
