"""Which official operations does reporting answer?"""
