"""What was done, by whom, and can it be proved?"""
