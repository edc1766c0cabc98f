"""When will the platform not be there, and did everybody hear of it in time?"""
