"""What is done: the work of each command, loaded only when it runs."""
