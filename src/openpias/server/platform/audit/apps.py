"""Where does the audit app plug itself in?"""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Entries, seals, signed heads."""

    name = "openpias.server.platform.audit"
    label = "audit"
