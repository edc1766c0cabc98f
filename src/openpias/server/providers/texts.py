"""What do we tell the practice, and its IT supplier, about each finding on providers?"""

from django.utils.translation import gettext_lazy as _

from openpias.server.platform.http.error_texts import ErrorText

_CUI = _(
    "Codul fiscal are 2 până la 10 cifre, ultima de control; RO și zerourile din față se ignoră."
)

TEXTS = {
    "fiscal-code-not-digits": ErrorText(
        practice=_("Codul fiscal are numai cifre. Scrieți-l ca în contract, fără RO."),
        supplier=_CUI,
    ),
    "fiscal-code-length": ErrorText(
        practice=_("Codul fiscal are între 2 și 10 cifre. Verificați-l în contract."), supplier=_CUI
    ),
    "fiscal-code-control-digit": ErrorText(
        practice=_("Codul fiscal are o cifră greșită. Comparați-l cifră cu cifră cu contractul."),
        supplier=_CUI,
    ),
    "kind-required": ErrorText(
        practice=_("Alegeți cel puțin un fel de furnizor, după contract."),
        supplier=_("kinds are cel puțin o valoare din ProviderKind."),
    ),
    "phone-format": ErrorText(
        practice=_("Scrieți un număr de telefon, de exemplu 0253 223 940."),
        supplier=_("Cifre, blanc, punct, cratimă, bară și paranteze; cel mult 40 de semne."),
    ),
    "not-your-house": ErrorText(
        practice=_("Puteți lucra numai pentru casa dumneavoastră. Cereți-i casei furnizorului."),
        supplier=_("Contul are altă casă de asigurări decât cea cerută."),
    ),
    "no-contract": ErrorText(
        practice=_(
            "Furnizorul nu are contract în vigoare cu această casă. Scrieți întâi contractul."
        ),
        supplier=_("Seria de licență se dă numai unui furnizor cu contract nedepășit."),
    ),
    "licence-given-already": ErrorText(
        practice=_(
            "Seria a fost deja dată și nu se mai arată. Dacă nu a fost notată, dați o serie nouă."
        ),
        supplier=_("O cerere dă o singură serie; seria nu se păstrează nicăieri."),
    ),
}
