"""What do we write to holders and houses about certificates?"""

from django.utils.translation import gettext_lazy as _

from openpias.server.platform.mail.texts import LetterText

ASKED = "certificates.asked"
APPROVED = "certificates.approved"
REFUSED = "certificates.refused"
EXPIRES = "certificates.expires"
WITHDRAWN = "certificates.withdrawn"

LETTERS = {
    ASKED: LetterText(
        subject=_("o cerere de înrolare așteaptă (%(receipt)s)"),
        paragraphs=(
            _("A sosit cererea de înrolare %(receipt)s pentru casa %(house)s."),
            _("Intrați în portal la „Înrolări”, comparați datele și hotărâți."),
        ),
    ),
    APPROVED: LetterText(
        subject=_("certificatul a fost înrolat (%(receipt)s)"),
        paragraphs=(
            _(
                "Cererea %(receipt)s a fost aprobată: certificatul lui %(holder)s deschide portalul."
            ),
            _(
                "Intrați cu tokenul în calculator, cu utilizatorul și cu seria de licență sau parola primite separat."
            ),
        ),
    ),
    REFUSED: LetterText(
        subject=_("cererea de înrolare a fost refuzată (%(receipt)s)"),
        paragraphs=(
            _("Cererea %(receipt)s a fost refuzată. Motivul: %(reason)s"),
            _("Corectați și trimiteți o cerere nouă, sau întrebați casa spunând numărul bonului."),
        ),
    ),
    EXPIRES: LetterText(
        subject=_("certificatul expiră la %(day)s"),
        paragraphs=(
            _("Certificatul lui %(holder)s, seria %(serial)s, expiră la %(day)s."),
            _(
                "După reînnoire cereți înrolarea certificatului nou; până când casa o aprobă, folosiți-l pe cel de acum. Seria de licență rămâne aceeași."
            ),
        ),
    ),
    WITHDRAWN: LetterText(
        subject=_("certificatul a fost retras"),
        paragraphs=(
            _(
                "Certificatul lui %(holder)s, seria %(serial)s, nu mai deschide portalul. Motivul: %(reason)s"
            ),
            _("Dacă nu știți de ce, întrebați casa de asigurări."),
        ),
    ),
}
