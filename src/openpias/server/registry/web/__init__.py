"""How does the register speak to people?"""
