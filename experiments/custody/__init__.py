"""What prison, charge and verdict do to gangs within years."""
