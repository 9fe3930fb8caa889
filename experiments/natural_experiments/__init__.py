"""What the posterior says of six events that nobody arranged, beside what was seen of them."""
