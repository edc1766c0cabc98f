"""How does the voice of a call come in and go out?"""
