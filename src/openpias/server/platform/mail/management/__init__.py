"""Which commands do letters bring?"""
