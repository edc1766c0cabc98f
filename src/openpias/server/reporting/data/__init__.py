"""The invented lists that ship with the platform, as CSV."""
