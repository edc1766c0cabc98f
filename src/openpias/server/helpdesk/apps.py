"""Where does the helpdesk plug itself in?"""

from django.apps import AppConfig


class HelpdeskConfig(AppConfig):
    """Incidents by mail, telephone and IVR, and the desk that answers them."""

    name = "openpias.server.helpdesk"
    label = "helpdesk"

    def ready(self) -> None:
        """Say what roles may do here, which texts belong to our codes, and who hears our events."""
