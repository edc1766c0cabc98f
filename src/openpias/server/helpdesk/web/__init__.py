"""How do people see the helpdesk: the desk itself, a provider's own incidents, one public page?"""
