"""Incidents: who reported what, by mail or telephone, and who answered?"""
