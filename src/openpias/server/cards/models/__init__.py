"""Which rows do cards keep? One main class per file."""

from openpias.server.cards.models.card import Card
from openpias.server.cards.models.card_case import UNFINISHED, CardCase
from openpias.server.cards.models.card_desk import CardDesk
from openpias.server.cards.models.card_event import CardEvent
from openpias.server.cards.models.card_session import CardSession
from openpias.server.cards.models.case_step import CaseStep
from openpias.server.cards.models.certificate_of_replacement import CertificateOfReplacement
from openpias.server.cards.models.given_cryptogram import GivenCryptogram
from openpias.server.cards.models.reset_authorisation import ResetAuthorisation
from openpias.server.cards.models.terminal import Terminal

__all__ = [
    "UNFINISHED",
    "Card",
    "CardCase",
    "CardDesk",
    "CardEvent",
    "CardSession",
    "CaseStep",
    "CertificateOfReplacement",
    "GivenCryptogram",
    "ResetAuthorisation",
    "Terminal",
]
