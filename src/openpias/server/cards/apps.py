"""Where do cards plug themselves in?"""

from django.apps import AppConfig


class CardsConfig(AppConfig):
    """Health cards, the management unit, blocked and invalid cards (CEAS)."""

    name = "openpias.server.cards"
    label = "cards"

    def ready(self) -> None:
        """Say what roles may do here, which texts belong to our codes, and who hears our events."""
        from jinja2 import PackageLoader

        from openpias.server.cards import events, letters, permissions, texts
        from openpias.server.cards.web import navigation
        from openpias.server.platform.accounts import permissions as accounts
        from openpias.server.platform.http import error_texts, pages
        from openpias.server.platform.mail import texts as mail_texts
        from openpias.server.platform.outbox import consumers

        accounts.grant(permissions.GRANTS)
        error_texts.register(texts.TEXTS)
        mail_texts.register(letters.LETTERS)
        pages.register(
            loader=PackageLoader("openpias.server.cards.web"), navigation=navigation.ITEMS
        )
        for event in events.EVENTS:
            consumers.register(event.name, consumers.CONSUMERS_NONE)
