"""What does the helpdesk's robot say and ask at night, whatever telephone brings the call?"""
