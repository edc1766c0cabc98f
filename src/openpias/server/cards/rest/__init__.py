"""Which addresses do stations call?"""
