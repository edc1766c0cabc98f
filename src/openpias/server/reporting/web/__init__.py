"""How do people work with records and reports on screen and on paper?"""
