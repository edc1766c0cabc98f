"""How does the station ask the management unit?"""
