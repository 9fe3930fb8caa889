"""The scoreboard: the fitted model beside every target and pattern."""
