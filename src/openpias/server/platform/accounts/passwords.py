"""Which passwords would somebody guess who knows this system and whose account it is?

The words are listed in docs/security/rules.md. The code of an error says which text a page shows.
"""

from pathlib import Path

import structlog
from django.conf import settings
from django.core.exceptions import ValidationError

from openpias.core.names.diacritics import fold
from openpias.server.platform.accounts import common_passwords, leaked_passwords
from openpias.server.platform.accounts.common_passwords import OWN_SIGNS
from openpias.server.platform.accounts.models import Account

_log = structlog.get_logger("openpias.door")
LEAKED = "leaked-password"
UNREADABLE_LEAKS = "leaked-passwords-unreadable"

# Names of the system, its houses and its subject, as people write them without marks.
WORDS = (
    *("openpias", "epias", "pias", "siui", "sipe", "ceas", "cnas", "helpdesk"),
    *("casa de asigurari", "asigurari", "sanatate", "casa", "parola", "password", "furnizor"),
    *("clinica", "cabinet", "spital", "medic", "doctor", "administrator", "operator", "romania"),
)


class CommonPassword:
    """Refuses a password that many people chose, or that is little more than one."""

    def validate(self, password: str, user: Account | None = None) -> None:  # noqa: ARG002 - Django's
        """Raise ValidationError for a common one."""
        if common_passwords.is_common(password):
            raise ValidationError("chosen by many", code="common-password")

    def get_help_text(self) -> str:
        """Return nothing: the page says all rules in one sentence."""
        return ""


class LeakedPassword:
    """Refuses a password of the operator's list; without a list, none.

    A list that cannot be read lets no password through: nobody would know that it is not used.
    """

    def validate(self, password: str, user: Account | None = None) -> None:  # noqa: ARG002 - Django's
        """Raise ValidationError for a leaked one, and where the list cannot be read."""
        file: Path | None = settings.LEAKED_PASSWORDS
        try:
            is_leaked = file is not None and leaked_passwords.holds(file, password)
        except leaked_passwords.ListUnreadableError:
            _log.error("leaked-passwords-unreadable")
            raise ValidationError("the list is unreadable", code=UNREADABLE_LEAKS) from None
        if is_leaked:
            raise ValidationError("leaked", code=LEAKED)

    def get_help_text(self) -> str:
        """Return nothing: the page says all rules in one sentence."""
        return ""


class GuessableWords:
    """Refuses a password of which little remains without names of the system and of its owner."""

    def validate(self, password: str, user: Account | None = None) -> None:
        """Raise ValidationError for one that is made of such words."""
        folded = rest = fold(password)
        for word in sorted({*WORDS, *_names(user)}, key=len, reverse=True):
            rest = rest.replace(word, "")
        if rest != folded and sum(each.isalnum() for each in rest) < OWN_SIGNS:
            raise ValidationError("made of words that are known here", code="guessable-words")

    def get_help_text(self) -> str:
        """Return nothing: the page says all rules in one sentence."""
        return ""


def _names(user: Account | None) -> set[str]:
    """Return the words of four letters and more of whose account it is."""
    if user is None:
        return set()
    texts = (user.username, user.display_name, user.provider_name, user.house_name)
    parts = {part for text in texts for part in fold(text).replace(".", " ").split()}
    return {part for part in parts if len(part) >= 4}
