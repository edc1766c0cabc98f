"""What does whoever runs an installation need: a check of it, a backup, a restore?"""
