"""What the data say of each free number, and what that means for each policy."""
