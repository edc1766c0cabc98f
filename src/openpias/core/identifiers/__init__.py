"""What is a well-formed identifier, and how is each written and checked?"""
