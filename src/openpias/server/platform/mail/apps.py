"""Where do letters plug themselves in?"""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """Letters that the platform sends."""

    name = "openpias.server.platform.mail"
    label = "mail"

    def ready(self) -> None:
        """Say which task delivers, and what our own letter says."""
        from openpias.server.platform.mail import events, tasks, texts
        from openpias.server.platform.outbox import consumers

        consumers.register(events.LetterWritten.name, tasks.DELIVER)
        texts.register(texts.OWN)
