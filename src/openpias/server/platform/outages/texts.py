"""Which texts belong to what may be wrong with an outage?"""

from django.utils.translation import gettext_lazy as _

from openpias.server.platform.http.error_texts import ErrorText

_FORM = _("Câmp al paginii /stare/intrerupere-noua; nu există în interfața JSON.")

TEXTS = {
    "outage-day": ErrorText(
        practice=_("Scrieți ziua ca zi-luna-an, de exemplu 24-02-2027."), supplier=_FORM
    ),
    "outage-hour": ErrorText(
        practice=_("Scrieți ora între 0:00 și 23:59, de exemplu 22:00."), supplier=_FORM
    ),
    "outage-ends-before-it-starts": ErrorText(
        practice=_("Întreruperea se încheie înainte să înceapă. Corectați ziua sau ora."),
        supplier=_FORM,
    ),
    "outage-over": ErrorText(
        practice=_("Întreruperea s-a încheiat deja. Scrieți un sfârșit care urmează."),
        supplier=_FORM,
    ),
    "outage-affects": ErrorText(practice=_("Alegeți ce nu va merge."), supplier=_FORM),
    "outage-text-missing": ErrorText(
        practice=_("Scrieți anunțul și în această limbă."), supplier=_FORM
    ),
    "outage-text-long": ErrorText(
        practice=_("Anunțul este prea lung; are cel mult 500 de caractere."), supplier=_FORM
    ),
    "outage-changed-meanwhile": ErrorText(
        practice=_(
            "Altcineva a schimbat între timp această întrerupere. Deschideți-o din nou și repetați schimbarea."
        ),
        supplier=_FORM,
    ),
    "outages-not-in-practice": ErrorText(
        practice=_(
            "În modul de exersare nu se anunță întreruperi. Ieșiți din exersare și încercați din nou."
        ),
        supplier=_FORM,
    ),
}
