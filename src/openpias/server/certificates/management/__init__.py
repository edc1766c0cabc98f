"""Which commands of certificates does Django know?"""
