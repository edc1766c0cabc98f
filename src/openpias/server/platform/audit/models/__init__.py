"""What does the audit trail keep?"""

from openpias.server.platform.audit.models.entry import AuditEntry
from openpias.server.platform.audit.models.progress import AuditProgress
from openpias.server.platform.audit.models.seal import AuditSeal

__all__ = ["AuditEntry", "AuditProgress", "AuditSeal"]
