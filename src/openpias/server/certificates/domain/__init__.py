"""Which decisions about certificates need no database?"""
