"""Where do planned outages plug themselves in?"""

from django.apps import AppConfig


class OutagesConfig(AppConfig):
    """Planned outages, announced on every page."""

    name = "openpias.server.platform.outages"
    label = "outages"

    def ready(self) -> None:
        """Say who announces, which texts are ours, and what pages announce."""
        from jinja2 import PackageLoader

        from openpias.server.platform.accounts import permissions as accounts
        from openpias.server.platform.http import error_texts, pages
        from openpias.server.platform.outages import permissions, texts
        from openpias.server.platform.outages.web import labels

        accounts.grant(permissions.GRANTS)
        error_texts.register(texts.TEXTS)
        pages.register(
            loader=PackageLoader("openpias.server.platform.outages.web"), notices=labels.notices
        )
