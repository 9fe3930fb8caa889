"""Results that others can cite, check and run again: bundles of finished studies."""
