"""How did the table of declared days come to be?"""
