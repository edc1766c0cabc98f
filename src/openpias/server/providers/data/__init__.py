"""Which lists come with the platform?"""
