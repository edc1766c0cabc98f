"""Where do houses and providers plug themselves in?"""

from django.apps import AppConfig


class ProvidersConfig(AppConfig):
    """Insurance houses, providers, contracts, licences."""

    name = "openpias.server.providers"
    label = "providers"

    def ready(self) -> None:
        """Say what roles may do here, who a user name means, and which texts and places are ours."""
        from jinja2 import PackageLoader

        from openpias.server.platform.accounts import login_names
        from openpias.server.platform.accounts import permissions as accounts
        from openpias.server.platform.http import error_texts, pages
        from openpias.server.providers import permissions, texts
        from openpias.server.providers.queries import logins
        from openpias.server.providers.web import navigation
        from openpias.server.registry import houses

        accounts.grant(permissions.GRANTS)
        error_texts.register(texts.TEXTS)
        login_names.register(logins.meant, houses=logins.houses_to_choose)
        houses.register(logins.houses_to_choose)
        pages.register(
            loader=PackageLoader("openpias.server.providers.web"),
            navigation=navigation.ITEMS,
            footer=navigation.FOOTER,
        )
