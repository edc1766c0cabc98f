"""Where does reporting plug itself in?"""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Reports, online validation, the reporting clock, distinct records (SIUI)."""

    name = "openpias.server.reporting"
    label = "reporting"

    def ready(self) -> None:
        """Say what roles may do here, which texts belong to our codes, and who hears our events."""
        from jinja2 import PackageLoader

        from openpias.server.platform.accounts import permissions as accounts
        from openpias.server.platform.http import error_texts, pages
        from openpias.server.platform.outbox import consumers
        from openpias.server.platform.soap import downloads
        from openpias.server.platform.working_days.events import DaysChanged
        from openpias.server.reporting import events, permissions, rule_texts, tasks, texts
        from openpias.server.reporting.operations import policies
        from openpias.server.reporting.soap import catalogues
        from openpias.server.reporting.web import navigation

        policies.refuse_unreadable()
        accounts.grant(permissions.GRANTS)
        error_texts.register(texts.TEXTS)
        error_texts.register(rule_texts.TEXTS)
        downloads.register(catalogues.KIND, catalogues.MAKER)
        pages.register(
            loader=PackageLoader("openpias.server.reporting.web"), navigation=navigation.ITEMS
        )
        wanted = {
            events.ReportAccepted.name: tasks.PROCESS,
            events.PausesChanged.name: tasks.MOVE_DEADLINES,
        }
        consumers.register(DaysChanged.name, tasks.FOLLOW_DAYS)
        for event in events.EVENTS:
            consumers.register(event.name, wanted.get(event.name, consumers.CONSUMERS_NONE))
