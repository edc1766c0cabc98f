"""Which devices are plugged in, and how are they asked?"""
