"""How is the server put together and configured?"""
