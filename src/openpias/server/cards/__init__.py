"""Health cards: their life, the management unit, blocked and invalid cards (CEAS)."""
