"""What is written at the helpdesk, each in one transaction with its trail?"""
