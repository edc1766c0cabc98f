"""What does a health card answer, what may be done with it, and how is it spoken to?"""
