"""What do we tell the practice, and its IT supplier, about each finding on providers?"""

from django.utils.translation import gettext_lazy as _

from openpias.server.platform.http.error_texts import ErrorText

_CUI = _(
    "Codul fiscal are 2 până la 10 cifre, ultima de control; RO și zerourile din față se ignoră."
)
_STAMP = _("Cod de parafă: 5 sau 6 litere mari sau cifre, [0-9A-Z]{5,6} din schemele publicate.")

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
    "field-empty": ErrorText(
        practice=_("Completați acest câmp."),
        supplier=_("Câmpul este obligatoriu și a venit gol."),
    ),
    "end-reason-required": ErrorText(
        practice=_("Scrieți motivul, pe scurt. Îl vede cine deschide pagina mai târziu."),
        supplier=_("Motivul este obligatoriu, cel mult 300 de caractere."),
    ),
    "stamp-code-not-alphanumeric": ErrorText(
        practice=_("Codul de parafă are numai litere și cifre. Scrieți-l ca pe parafă."),
        supplier=_STAMP,
    ),
    "stamp-code-length": ErrorText(
        practice=_("Codul de parafă are 5 sau 6 semne. Comparați-l cu parafa medicului."),
        supplier=_STAMP,
    ),
    "physician-overlap": ErrorText(
        practice=_(
            "Acest cod de parafă este deja la furnizor în aceeași perioadă. Corectați medicul din listă sau schimbați zilele."
        ),
        supplier=_(
            "La un furnizor, perioadele unui cod de parafă nu au zile comune; la furnizori diferiți pot avea."
        ),
    ),
    "contract-number-taken": ErrorText(
        practice=_(
            "Contractul cu acest număr există cu alte zile. Verificați numărul, sau corectați-i zilele în „Furnizor sau contract nou”."
        ),
        supplier=_("Un număr de contract este unul singur la un furnizor și o casă."),
    ),
    "contract-end-not-earlier": ErrorText(
        practice=_(
            "Ziua nu este înainte de ultima zi a contractului. Scrieți o zi mai devreme decât cea din contract."
        ),
        supplier=_("Noua ultimă zi trebuie să fie înainte de valid_to al contractului."),
    ),
    "no-contract-any-more": ErrorText(
        practice=_(
            "Furnizorul nu mai are contract cu casa dumneavoastră, deci datele lui nu se mai schimbă aici. Scrieți întâi contractul nou."
        ),
        supplier=_(
            "Punctele de lucru și medicii se schimbă de o casă cu contract neîncheiat, sau de CNAS."
        ),
    ),
    "record-changed-meanwhile": ErrorText(
        practice=_(
            "Altcineva a schimbat aceste date între timp. Deschideți din nou pagina furnizorului, priviți ce scrie acum și repetați schimbarea dacă mai este nevoie."
        ),
        supplier=_("Versiunea trimisă nu mai este cea păstrată; nimic nu a fost scris."),
    ),
    "providers-not-in-practice": ErrorText(
        practice=_(
            "În modul de exersare nu se schimbă datele furnizorilor. Ieșiți din exersare și trimiteți din nou."
        ),
        supplier=_("Sesiunea este în modul de exersare; datele furnizorilor sunt reale."),
    ),
}
