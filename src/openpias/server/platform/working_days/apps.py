"""Where do declared days plug themselves in?"""

from django.apps import AppConfig


class WorkingDaysConfig(AppConfig):
    """Days declared free or worked; who keeps a clock registers for their event."""

    name = "openpias.server.platform.working_days"
    label = "working_days"

    def ready(self) -> None:
        """Say who declares, and which texts are ours."""
        from openpias.server.platform.accounts import permissions as accounts
        from openpias.server.platform.http import error_texts
        from openpias.server.platform.working_days import permissions, texts

        accounts.grant(permissions.GRANTS)
        error_texts.register(texts.TEXTS)
