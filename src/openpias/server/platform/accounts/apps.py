"""Where does the accounts app plug itself in?"""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts, roles, the door."""

    name = "openpias.server.platform.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Say what each role may do with accounts."""
        from openpias.server.platform.accounts import permissions

        permissions.grant(permissions.GRANTS)
