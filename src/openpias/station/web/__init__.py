"""What does the station show, and who may look?"""
