"""Whose certificate is this, and may it be trusted for its purpose at this moment?"""
