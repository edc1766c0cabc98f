"""How do cards, cases and authorisations change?"""
