"""Are the CID and the card number that somebody typed numbers at all?"""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from openpias.core.identifiers import card_number, cid
from openpias.server.cards.web.opening import digits_of


def errors(request: HttpRequest) -> dict[str, str]:
    """Return what is wrong with either; nothing for one that was left out."""
    found = {}
    typed_cid, typed_number = digits_of(request, "cid"), digits_of(request, "card_number")
    if typed_cid and isinstance(cid.parse(typed_cid), cid.Problem):
        found["cid"] = _("CID-ul are 20 de cifre; ați scris %(count)s semne.") % {
            "count": len(typed_cid)
        }
    if typed_number:
        problem = card_number.parse(typed_number)
        if problem is card_number.Problem.CHECK_DIGIT:
            found["card_number"] = _(
                "O cifră din numărul cardului este greșită. Citiți-l încă o dată de pe card."
            )
        elif isinstance(problem, card_number.Problem):
            found["card_number"] = _(
                "Numărul cardului are 16 cifre; ați scris %(count)s semne."
            ) % {"count": len(typed_number)}
    return found
