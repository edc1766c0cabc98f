"""How do people and programs read the state of the platform?"""
