"""Where does the outbox app plug itself in?"""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Events announced in the transaction of the change, and their relay."""

    name = "openpias.server.platform.outbox"
    label = "outbox"
