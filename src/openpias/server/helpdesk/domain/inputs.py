"""What is typed at the desk, as texts, exactly as it was typed?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentInput:
    """An incident that an operator opens from a call, or a provider in the portal.

    `mailbox`, `category`, `reporter_kind` and `priority` are values of their enums; the portal fills
    fiscal code and name from the account. `card_case` is the number of a case of a card.
    """

    mailbox: str = ""
    reporter_kind: str = "provider"
    fiscal_code: str = ""
    provider_name: str = ""
    provider_kind: str = ""
    stamp_code: str = ""
    sub_unit: str = ""
    category: str = ""
    priority: str = "normal"
    subject: str = ""
    text: str = ""
    caller_name: str = ""
    caller_phone: str = ""
    caller_email: str = ""
    card_case: str = ""
    language: str = "ro"


@dataclass(frozen=True, slots=True, kw_only=True)
class CannedAnswerInput:
    """A ready answer; empty mailbox or category stands for all."""

    mailbox: str = ""
    category: str = ""
    language: str = "ro"
    title: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleInput:
    """An article of the knowledge base."""

    mailbox: str = ""
    category: str = ""
    title: str = ""
    text: str = ""
    is_public: bool = False
