"""Which day is meant, and how do days run?"""
