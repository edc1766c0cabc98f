"""What does the station ask of reporting?"""
