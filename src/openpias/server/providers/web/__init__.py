"""How do people see and change houses and providers?"""
