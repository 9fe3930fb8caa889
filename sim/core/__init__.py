"""What knows no subject: randomness, columns, calendar, distributions, network, events."""
