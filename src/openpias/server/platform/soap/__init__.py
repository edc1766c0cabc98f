"""How does the server answer the official operations over HTTP?"""
