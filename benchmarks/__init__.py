"""What performance is claimed on."""
