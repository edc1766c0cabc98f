"""Which places of the register stand in the menu and the footer?"""

from django.utils.translation import gettext_lazy as _

from openpias.server.platform.http.pages import NavigationItem
from openpias.server.registry.permissions import Permission

FIGURES, INSURED = "/situatii", "/asigurati"
# What is looked at now and then: whoever works elsewhere arrives there, and not here.
ASIDE = frozenset({FIGURES, INSURED})
ITEMS = (
    NavigationItem(
        text=_("Număr unic temporar"), href="/numar-unic-temporar", permission=Permission.REGISTER
    ),
    NavigationItem(text=_("Permis de ședere"), href="/permis", permission=Permission.REGISTER),
    NavigationItem(text=_("Căutare"), href="/cautare", permission=Permission.LOOK_UP),
    NavigationItem(text=_("Înregistrările mele"), href="/persoane", permission=Permission.REGISTER),
    NavigationItem(text=_("De hotărât"), href="/de-hotarat", permission=Permission.REGISTER),
    NavigationItem(
        text=_("Căutări fără urmare"),
        href="/cautari-fara-urmare",
        permission=Permission.READ_LOOK_UPS,
    ),
    NavigationItem(text=_("Situații"), href=FIGURES, permission=Permission.READ_FIGURES),
    NavigationItem(text=_("Asigurați"), href=INSURED, permission=Permission.READ_INSURED),
    NavigationItem(text=_("Unire"), href="/unire", permission=Permission.MERGE),
)
FOOTER = (
    NavigationItem(text=_("Ajutor"), href="/ajutor"),
    NavigationItem(text=_("Verificarea unei fișe"), href="/verificare"),
    NavigationItem(
        text=_("Formular pe hârtie (PDF)"),
        href="/formular-pe-hartie.pdf",
        permission=Permission.REGISTER,
    ),
    NavigationItem(
        text=_("Nomenclatoare"), href="/nomenclatoare", permission=Permission.READ_NOMENCLATURES
    ),
    NavigationItem(text=_("Reguli"), href="/reguli", permission=Permission.READ_NOMENCLATURES),
    NavigationItem(text=_("Accesibilitate"), href="/accesibilitate"),
)
