"""Which places of certificates stand in the menu and the footer?"""

from django.utils.translation import gettext_lazy as _

from openpias.server.certificates.permissions import Permission
from openpias.server.platform.http.pages import NavigationItem

ITEMS = (
    NavigationItem(text=_("Înrolări"), href="/inrolari", permission=Permission.DECIDE),
    NavigationItem(text=_("Certificate"), href="/certificate", permission=Permission.READ),
    NavigationItem(text=_("Certificate"), href="/certificate", permission=Permission.READ_OWN),
)
FOOTER = (NavigationItem(text=_("Înrolarea unui certificat"), href="/inrolare"),)
