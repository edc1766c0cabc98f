"""Which rows does the helpdesk keep? One main class per file."""

from openpias.server.helpdesk.models.attached_document import AttachedDocument
from openpias.server.helpdesk.models.canned_answer import CannedAnswer
from openpias.server.helpdesk.models.incident import CALLED_CHANNELS, OPEN_STATES, Incident
from openpias.server.helpdesk.models.incident_entry import IncidentEntry
from openpias.server.helpdesk.models.incident_field import IncidentField
from openpias.server.helpdesk.models.knowledge_article import KnowledgeArticle
from openpias.server.helpdesk.models.known_message_id import KnownMessageId
from openpias.server.helpdesk.models.pulled_mailbox import PulledMailbox
from openpias.server.helpdesk.models.raw_message import RawMessage
from openpias.server.helpdesk.models.recording import Recording
from openpias.server.helpdesk.models.reference_counter import ReferenceCounter
from openpias.server.helpdesk.models.satisfaction import Satisfaction

__all__ = [
    "CALLED_CHANNELS",
    "OPEN_STATES",
    "AttachedDocument",
    "CannedAnswer",
    "Incident",
    "IncidentEntry",
    "IncidentField",
    "KnowledgeArticle",
    "KnownMessageId",
    "PulledMailbox",
    "RawMessage",
    "Recording",
    "ReferenceCounter",
    "Satisfaction",
]
