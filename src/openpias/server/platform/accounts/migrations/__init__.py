"""How did the accounts table come to be?"""
