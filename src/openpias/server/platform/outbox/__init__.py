"""Which facts were announced, and did they reach those who wait for them?"""
