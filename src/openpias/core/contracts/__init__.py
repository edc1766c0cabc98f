"""What do the station and the server say to each other?"""
