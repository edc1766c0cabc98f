"""How did the tables of the register come to be?"""
