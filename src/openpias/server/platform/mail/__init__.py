"""Which letters does the platform send, and did they arrive at a mail server?"""
