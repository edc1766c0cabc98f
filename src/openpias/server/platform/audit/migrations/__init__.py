"""How did the audit tables come to be?"""
