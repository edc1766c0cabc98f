"""Where does the register plug itself in?"""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Persons, temporary numbers, permits, slips (e-PIAS)."""

    name = "openpias.server.registry"
    label = "registry"

    def ready(self) -> None:
        """Say what roles may do here, and which texts belong to our error codes."""
        from openpias.server.platform.accounts import permissions as accounts
        from openpias.server.platform.http import error_texts
        from openpias.server.registry import permissions, texts

        accounts.grant(permissions.GRANTS)
        error_texts.register(texts.TEXTS)
