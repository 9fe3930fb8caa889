"""Where a local reduction went: people followed from world to world, boats counted by cell."""
