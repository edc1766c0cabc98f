"""Which addresses do programs use to open a session?"""
