"""Who and what appears in tests? All invented."""
