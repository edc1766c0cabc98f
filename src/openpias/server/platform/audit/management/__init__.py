"""Which commands belong to the helpdesk?"""
