"""Where does the status page plug itself in?"""

from django.apps import AppConfig


class StatusConfig(AppConfig):
    """The public status page."""

    name = "openpias.server.platform.status"
    label = "status"

    def ready(self) -> None:
        """Make the platform's own parts known, and the page's place in the footer."""
        from django.utils.translation import gettext_lazy as _
        from jinja2 import PackageLoader

        from openpias.server.platform.http import pages
        from openpias.server.platform.status import own_parts, parts

        parts.register(*own_parts.OWN)
        pages.register(
            loader=PackageLoader("openpias.server.platform.status.web"),
            footer=(pages.NavigationItem(text=_("Starea sistemului"), href="/stare"),),
        )
