"""Decisions of the helpdesk, pure: no database, no request, no clock."""
