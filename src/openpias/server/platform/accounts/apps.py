"""Where does the accounts app plug itself in?"""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts, roles, the door."""

    name = "openpias.server.platform.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Say what each role may do with accounts, and where its pages' templates are."""
        from jinja2 import PackageLoader

        from openpias.server.platform.accounts import permissions
        from openpias.server.platform.http import pages

        permissions.grant(permissions.GRANTS)
        pages.register(loader=PackageLoader("openpias.server.platform.accounts.web"))
