"""Which commands does this app add?"""
