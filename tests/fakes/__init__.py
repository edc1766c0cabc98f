"""Stand-ins for services that others run."""
