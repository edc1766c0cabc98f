"""Where does the helpdesk plug itself in?"""

from django.apps import AppConfig


class HelpdeskConfig(AppConfig):
    """Incidents by mail, telephone and IVR, and the desk that answers them."""

    name = "openpias.server.helpdesk"
    label = "helpdesk"

    def ready(self) -> None:
        """Say what roles may do here, which texts belong to our codes, and who hears our events."""
        from jinja2 import PackageLoader

        from openpias.server.helpdesk import events, permissions, tasks, texts
        from openpias.server.helpdesk.operations import status
        from openpias.server.helpdesk.web import navigation
        from openpias.server.platform.accounts import permissions as accounts
        from openpias.server.platform.http import error_texts, pages
        from openpias.server.platform.outbox import consumers
        from openpias.server.platform.status import parts
        from openpias.server.platform.working_days.events import DaysChanged

        accounts.grant(permissions.GRANTS)
        error_texts.register(texts.TEXTS)
        pages.register(
            loader=PackageLoader("openpias.server.helpdesk.web"), navigation=navigation.ITEMS
        )
        parts.register(status.PART)
        wanted = {events.DocumentStored.name: tasks.PICTURES_WANTED}
        consumers.register(DaysChanged.name, tasks.FOLLOW_DAYS)
        for event in events.EVENTS:
            consumers.register(event.name, wanted.get(event.name, consumers.CONSUMERS_NONE))
