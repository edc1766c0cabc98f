"""Which commands does the outbox bring?"""
