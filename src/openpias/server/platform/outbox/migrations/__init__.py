"""How did the outbox table come to be?"""
