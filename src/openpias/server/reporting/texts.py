"""What do we tell the practice, and its IT supplier, about reports and records?"""

from openpias.server.platform.http.error_texts import ErrorText

TEXTS: dict[str, ErrorText] = {}
