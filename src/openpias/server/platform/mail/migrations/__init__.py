"""How did the table of letters come to be?"""
