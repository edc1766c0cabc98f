"""Which official operations does the register answer?"""
