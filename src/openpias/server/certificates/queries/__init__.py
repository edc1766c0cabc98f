"""What is shown of requests and certificates?"""
