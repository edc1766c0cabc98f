"""e-PIAS: the register of persons, temporary numbers, permits and slips."""
