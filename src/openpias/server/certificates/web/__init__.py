"""Which pages do certificates have?"""
