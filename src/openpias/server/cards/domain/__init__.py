"""Which decisions about cards are made without a database?"""
