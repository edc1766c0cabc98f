"""What did the gate say of an attachment, in the reader's language?"""

from django.utils.translation import gettext as _

from openpias.server.helpdesk.enums import AttachmentRefusal, DocumentRefusal


def verdict(refusal: str) -> dict[str, str]:
    """Return whether an attachment was taken, as a coloured word with the reason."""
    if not refusal:
        return {"text": _("primit"), "classes": "govuk-tag--green"}
    why = _reasons().get(refusal, _("nu este un document permis"))
    return {"text": _("nu a fost primit: %(why)s") % {"why": why}, "classes": "govuk-tag--red"}


def _reasons() -> dict[str, str]:
    return {
        DocumentRefusal.EMPTY: _("este gol"),
        DocumentRefusal.TOO_LARGE: _("este prea mare"),
        DocumentRefusal.NOT_WORD: _("nu este document Word"),
        DocumentRefusal.DAMAGED: _("este deteriorat"),
        DocumentRefusal.OLD_WORD: _("este de un Word prea vechi"),
        DocumentRefusal.ENCRYPTED: _("este parolat"),
        DocumentRefusal.TOO_MANY_PARTS: _("are prea multe părți"),
        DocumentRefusal.EXPANDS_TOO_MUCH: _("se mărește prea mult la deschidere"),
        DocumentRefusal.UNSAFE_PART_NAME: _("are nume interne nesigure"),
        DocumentRefusal.UNKNOWN_PART: _("are părți necunoscute"),
        DocumentRefusal.MACROS: _("are macrocomenzi"),
        DocumentRefusal.EMBEDDED_OBJECT: _("are alt fișier în el"),
        DocumentRefusal.EXTERNAL_LINK: _("are legături spre exterior"),
        DocumentRefusal.ACTIVE_FIELD: _("are câmpuri active"),
        DocumentRefusal.DOCUMENT_TYPE: _("are definiții nepermise"),
        AttachmentRefusal.TOO_MANY: _("sunt prea multe fișiere"),
        AttachmentRefusal.VIRUS: _("are un virus"),
    }
