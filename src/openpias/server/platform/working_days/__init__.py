"""Which days does this installation declare free or worked, for which of its clocks, by which act?"""
