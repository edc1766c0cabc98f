"""How is a report signed on the provider's own computer?"""
