"""What do we write to a house about its cases? The reference and where to find it, and nobody's data."""

from django.utils.translation import gettext_lazy as _

from openpias.server.platform.mail.texts import LetterText

CASE_WAITS = "cards.case-waits"

LETTERS = {
    CASE_WAITS: LetterText(
        subject=_("un caz de card așteaptă (%(number)s)"),
        paragraphs=(
            _("Cazul %(number)s așteaptă un specialist de carduri al casei."),
            _("Deschideți cazul în portal: %(address)s"),
        ),
    ),
}
