"""The processes of a day, one mechanism a file; see :mod:`sim.schedule` for their order."""
