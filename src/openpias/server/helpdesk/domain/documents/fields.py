"""Does a field of a document fetch or run something when it is opened?"""

import re

BEGIN = "\x13"
_ACTIVE = re.compile(
    rf"(?:^|{BEGIN})\s*\"?(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDE|IMPORT|LINK|DATABASE|MACROBUTTON)\b"
    rf"|(?:^|{BEGIN})\s*INCLUDEPICTURE\b[^{BEGIN}]{{0,40}}(?:https?:|ftp:|file:|\\\\)",
    re.IGNORECASE,
)


def is_active(instructions: str) -> bool:
    """Tell whether the instructions, each begun with `BEGIN`, hold an active field."""
    return _ACTIVE.search(instructions) is not None
