"""Which parts of the platform work right now, in words that everybody may read?"""
