"""What does every module need of the database below Django's models?"""
