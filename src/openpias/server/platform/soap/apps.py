"""Where does the SOAP door plug itself in?"""

from django.apps import AppConfig


class SoapConfig(AppConfig):
    """The official operations over HTTP, and the files that they name."""

    name = "openpias.server.platform.soap"
    label = "soap"

    def ready(self) -> None:
        """Say who may call, which texts are ours, and how a problem is told under our addresses."""
        from openpias.interop.operations import PATH
        from openpias.server.platform.accounts import permissions as accounts
        from openpias.server.platform.http import error_texts, errors
        from openpias.server.platform.soap import faults, permissions, texts

        accounts.grant(permissions.GRANTS)
        error_texts.register(texts.TEXTS)
        errors.render_under(PATH, faults.response)
