"""How good is the register on labelled data?"""
