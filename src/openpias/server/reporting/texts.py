"""What do we tell the practice, and its IT supplier, about reports and records?"""

TEXTS: dict = {}
