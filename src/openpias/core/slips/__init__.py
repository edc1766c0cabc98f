"""What is the slip: what its code says, who signed it, how it is printed, read and revoked?"""
