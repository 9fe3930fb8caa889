"""What is typed: names, options and help of each command, quick to load."""
