"""Which decisions does reporting take? Pure: no Django."""
