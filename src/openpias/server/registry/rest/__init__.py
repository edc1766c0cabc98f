"""How does the register speak to programs?"""
