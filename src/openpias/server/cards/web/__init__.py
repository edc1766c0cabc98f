"""How do people work with cards and cases on screen and on paper?"""
