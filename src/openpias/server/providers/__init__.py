"""Insurance houses, providers, contracts and licences."""
