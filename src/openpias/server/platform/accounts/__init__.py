"""Who acts, and what may they do?"""
