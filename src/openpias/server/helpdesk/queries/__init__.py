"""What is read at the helpdesk, and by whom?"""
