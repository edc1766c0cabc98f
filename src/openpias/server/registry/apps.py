"""Where does the register plug itself in?"""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Persons, temporary numbers, permits, slips (e-PIAS)."""

    name = "openpias.server.registry"
    label = "registry"

    def ready(self) -> None:
        """Say what roles may do here, and which texts belong to our error codes."""
        from jinja2 import PackageLoader

        from openpias.server.platform.accounts import permissions as accounts
        from openpias.server.platform.http import error_texts, pages
        from openpias.server.platform.outbox import consumers
        from openpias.server.platform.status import parts
        from openpias.server.registry import (
            events,
            insured_texts,
            permissions,
            status,
            tasks,
            texts,
        )
        from openpias.server.registry.web import navigation

        accounts.grant(permissions.GRANTS)
        error_texts.register({**texts.TEXTS, **insured_texts.TEXTS})
        parts.register(*status.PARTS)
        wanted = {events.SlipsChanged.name: tasks.PUBLISH}
        for event in events.EVENTS:
            consumers.register(event.name, wanted.get(event.name, consumers.CONSUMERS_NONE))
        pages.register(
            loader=PackageLoader("openpias.server.registry.web"),
            navigation=navigation.ITEMS,
            footer=navigation.FOOTER,
        )
