"""Which texts belong to what may be wrong with a declared day?"""

from django.utils.translation import gettext_lazy as _

from openpias.server.platform.http.error_texts import ErrorText

_FORM = _("Câmp al paginii /raportare/casa/zile/noua; nu există în interfața JSON.")

TEXTS = {
    "working-day-date": ErrorText(
        practice=_("Scrieți ziua ca zi-luna-an, de exemplu 24-02-2027."), supplier=_FORM
    ),
    "working-day-year": ErrorText(
        practice=_("Pentru acest an nu cunoaștem sărbătorile legale. Verificați anul."),
        supplier=_FORM,
    ),
    "working-day-free-anyway": ErrorText(
        practice=_(
            "Ziua este oricum liberă: sâmbătă, duminică sau sărbătoare legală. Verificați data; dacă este bună, nu este nimic de declarat."
        ),
        supplier=_FORM,
    ),
    "working-day-worked-anyway": ErrorText(
        practice=_(
            "Ziua este oricum lucrătoare. Verificați data; dacă este bună, nu este nimic de declarat."
        ),
        supplier=_FORM,
    ),
    "working-day-kind": ErrorText(
        practice=_("Alegeți dacă ziua este liberă sau se lucrează."), supplier=_FORM
    ),
    "working-day-scope": ErrorText(
        practice=_("Alegeți pentru ce se declară ziua: termenul, asistența sau amândouă."),
        supplier=_FORM,
    ),
    "working-day-act-missing": ErrorText(
        practice=_("Scrieți actul prin care s-a hotărât ziua, de exemplu „HG 1234/2026”."),
        supplier=_FORM,
    ),
    "working-day-act-long": ErrorText(
        practice=_("Actul este prea lung; are cel mult 300 de caractere."), supplier=_FORM
    ),
    "working-day-declared": ErrorText(
        practice=_(
            "Ziua este deja declarată, pentru termen sau pentru asistență. Retrageți declarația dinainte, apoi declarați din nou."
        ),
        supplier=_FORM,
    ),
    "working-day-changed-meanwhile": ErrorText(
        practice=_(
            "Formularul acesta a declarat deja o altă zi, sau ziua a fost retrasă între timp. Deschideți lista și începeți din nou."
        ),
        supplier=_FORM,
    ),
    "working-days-not-in-practice": ErrorText(
        practice=_(
            "În modul de exersare nu se declară zile. Ieșiți din exersare și încercați din nou."
        ),
        supplier=_FORM,
    ),
}
