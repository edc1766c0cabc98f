"""Which commands of Django do houses have?"""
