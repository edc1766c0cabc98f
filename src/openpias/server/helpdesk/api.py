"""What may other modules ask of the helpdesk? Plain data only."""

from openpias.server.helpdesk.operations.calls import CallFacts, NoRecordingError, ingest_call

__all__ = ["CallFacts", "NoRecordingError", "ingest_call"]
