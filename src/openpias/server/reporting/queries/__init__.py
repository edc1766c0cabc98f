"""What is shown of reports and records?"""
