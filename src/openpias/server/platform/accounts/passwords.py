"""Which passwords would somebody guess who knows this system and whose account it is?

The words are listed in docs/security/signing-in.md.
"""

from django.core.exceptions import ValidationError

from openpias.core.names.diacritics import fold
from openpias.server.platform.accounts.models import Account

# Names of the system, its houses and its subject, as people write them without marks.
WORDS = (
    *("openpias", "epias", "pias", "siui", "sipe", "ceas", "cnas", "helpdesk"),
    *("casa de asigurari", "asigurari", "sanatate", "casa", "parola", "password", "furnizor"),
    *("clinica", "cabinet", "spital", "medic", "doctor", "administrator", "operator", "romania"),
)
# So many letters and digits have to remain without those words, where there are any.
OWN_SIGNS = 8


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
