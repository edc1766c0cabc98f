"""Which closed lists do certificates use? Each value is a term of docs/glossary.md."""

from enum import StrEnum


class OwnerKind(StrEnum):
    """For whom the holder of a certificate works."""

    PROVIDER = "provider"
    HOUSE = "house"
    NATIONAL_HOUSE = "national-house"
    HELPDESK = "helpdesk"


class RequestState(StrEnum):
    """Where an enrolment request stands."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"


class TokenWay(StrEnum):
    """How a program proved that it holds the key: in the TLS handshake, or by a signed challenge."""

    TLS = "tls"
    CHALLENGE = "challenge"
