"""How are requests, enrolled certificates, evidence and tokens changed?"""
