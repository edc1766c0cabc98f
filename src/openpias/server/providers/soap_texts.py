"""What do we tell a program that asks for the files of providers by the official operations?"""

from django.utils.translation import gettext_lazy as _

from openpias.server.platform.http.error_texts import ErrorText

TEXTS = {
    "partner-category-unknown": ErrorText(
        practice=_(
            "Aplicația a cerut un fel de furnizor care nu există. Alegeți în aplicație felul din contract și încercați din nou."
        ),
        supplier=_(
            "partnerCategory este unul din codurile specificației 3.7.30, capitolele 5.1.2 și 5.2.4; diferă de la o metodă la alta."
        ),
    ),
    "partner-category-not-served": ErrorText(
        practice=_(
            "Pentru acest fel de furnizor fișierul nu este disponibil încă. Folosiți fișierul de la casa de asigurări."
        ),
        supplier=_(
            "Codul este oficial, dar listele lui nu sunt publicate aici; vedeți docs/interop/pias.md și nu repetați apelul automat."
        ),
    ),
    "partner-category-family-medicine": ErrorText(
        practice=_(
            "Fișierul pe medic este numai pentru medicina de familie. Cereți fișierul furnizorului."
        ),
        supplier=_(
            "getProviderInfoForPhysician primește partnerCategory MF; pentru celelalte apelați getProviderInfo."
        ),
    ),
    "partner-not-own": ErrorText(
        practice=_(
            "Codul fiscal cerut nu este al furnizorului care s-a autentificat. Verificați-l în setările aplicației."
        ),
        supplier=_(
            "uic este codul fiscal din numele de utilizator CUI_CAS-XX; datele altui furnizor nu se dau."
        ),
    ),
    "partner-unknown": ErrorText(
        practice=_("Furnizorul nu este înregistrat aici. Întrebați casa de asigurări."),
        supplier=_(
            "Contul există, dar fără furnizor; casa îl înregistrează împreună cu contractul."
        ),
    ),
    "partner-unit-unknown": ErrorText(
        practice=_(
            "Unitatea cerută nu are cod aici. Cereți fișierul furnizorului, fără unitate, sau întrebați casa de asigurări."
        ),
        supplier=_(
            "Trimiteți subUnitCode nul: unitățile fără contract propriu nu sunt înregistrate separat."
        ),
    ),
    "partner-physician-unknown": ErrorText(
        practice=_(
            "Medicul cu acest cod de parafă nu lucrează la furnizor în perioada cerută. Verificați parafa și perioada; casa de asigurări înregistrează medicii."
        ),
        supplier=_(
            "stencilNo este codul de parafă al unui medic al furnizorului, din getProviderInfo."
        ),
    ),
    "partner-period": ErrorText(
        practice=_("Perioada cerută se termină înainte să înceapă. Verificați datele."),
        supplier=_(
            "Data de sfârșit nu poate fi înaintea celei de început; zilele sunt ale României."
        ),
    ),
}
