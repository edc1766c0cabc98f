"""Which commands belong to reporting?"""
