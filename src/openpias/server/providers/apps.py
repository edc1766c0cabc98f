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
        from openpias.server.platform.soap import downloads
        from openpias.server.providers import permissions, soap_texts, texts
        from openpias.server.providers.queries import houses as house_queries
        from openpias.server.providers.queries import logins
        from openpias.server.providers.soap import physicians, provider_info
        from openpias.server.providers.web import navigation
        from openpias.server.registry import houses

        accounts.grant(permissions.GRANTS)
        error_texts.register({**texts.TEXTS, **soap_texts.TEXTS})
        login_names.register(logins.meant, houses=logins.houses_to_choose, contact=logins.contact)
        houses.register(house_queries.in_being)
        downloads.register(provider_info.KIND, provider_info.MAKER)
        downloads.register(physicians.KIND, physicians.MAKER)
        pages.register(
            loader=PackageLoader("openpias.server.providers.web"),
            navigation=navigation.ITEMS,
            footer=navigation.FOOTER,
            own_provider=navigation.OWN_PROVIDER,
        )
