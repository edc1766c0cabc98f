"""Which commands of Django belong to cards?"""
