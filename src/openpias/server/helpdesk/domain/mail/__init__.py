"""A mail as it came in: what it says, from whom, whether a robot wrote it, and what is personal."""
