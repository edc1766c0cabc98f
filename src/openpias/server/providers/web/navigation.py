"""Which places of houses and providers stand in the menu and the footer?"""

from django.utils.translation import gettext_lazy as _

from openpias.server.platform.http.pages import NavigationItem
from openpias.server.providers.permissions import Permission

ITEMS = (
    NavigationItem(text=_("Furnizori"), href="/furnizori", permission=Permission.READ_PROVIDERS),
)
OWN_PROVIDER = NavigationItem(
    text=_("Datele furnizorului"),
    href="/datele-furnizorului",
    permission=Permission.READ_OWN_PROVIDER,
)
FOOTER = (
    OWN_PROVIDER,
    NavigationItem(text=_("Case"), href="/case", permission=Permission.READ_HOUSES),
)
