"""What does the station ask the management unit, and what does it answer?

JSON under `/api/v1/`; bytes travel as Base64, times with their zone, refusals as problems (RFC 9457).
Writes carry an `Idempotency-Key`. No message has room for a PIN: none ever leaves the practice.
`code` and `state` are the official numbers (`Code`, `CardState`), so that a code of a later unit is
shown by its number and not refused.

| Call | Body | Answer |
|---|---|---|
| `POST card-terminals` | `TerminalEnrolment` | `TerminalEnrolled` |
| `POST card-sessions` | `SessionOpening` | `SessionOpened` |
| `GET card-sessions/{token}` | | `SessionState` |
| `POST card-sessions/{token}/proofs` | `CardProof` | `ProofTaken` |
| `POST card-sessions/{token}/cryptograms` | `CryptogramRequest` | `CryptogramGiven` |
| `DELETE card-sessions/{token}` | | |
| `POST card-cases` | `CaseReport` | `CaseOpened` |
| `GET card-cases` | | list of `CaseView` |
| `GET card-cases/{id}` | | `CaseView` |
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from openpias.core.smartcard.states import Profile

Sixteen = Annotated[bytes, Meta(min_length=16, max_length=16)]
Moment = Annotated[datetime, Meta(tz=True)]
Words = Annotated[str, Meta(max_length=200)]
Digits16 = Annotated[str, Meta(pattern=r"\A[0-9]{16}\Z")]
Digits20 = Annotated[str, Meta(pattern=r"\A[0-9]{20}\Z")]


class Right(StrEnum):
    """What a profile may do with a card on a terminal."""

    READ = "read"
    AUTHENTICATE = "authenticate"
    ACTIVATE = "activate"
    CHANGE_PIN = "change-pin"
    RESET_PIN = "reset-pin"
    SIGN = "sign"


class ProofPurpose(StrEnum):
    """What the station wants the unit to take note of; the unit believes the status alone."""

    AUTHENTICATION = "authentication"
    BLOCK = "block"
    ACTIVATION = "activation"
    RESET = "reset"
    CHANGE = "change"


class CryptogramPurpose(StrEnum):
    """Which act on the card the station asks to be allowed."""

    ACTIVATE = "activate"
    RESET = "reset"
    CHANGE = "change"


class CaseKind(StrEnum):
    """What is wrong with the card: blocked (-15, by CID) or invalid (-5 and -17, by card number)."""

    BLOCKED = "blocked"
    INVALID = "invalid"


class CaseStatus(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    TAKEN = "taken"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    DONE = "done"
    EXPIRED = "expired"


class StepKind(StrEnum):
    """What happened in a case."""

    OPENED = "opened"
    TAKEN = "taken"
    CALLED_BACK = "called-back"
    IDENTITY_COMPARED = "identity-compared"
    UNBLOCKED = "unblocked"
    REINSTATED = "reinstated"
    REFUSED = "refused"
    RESET_DONE = "authorisation-used-reset"
    CHANGE_DONE = "authorisation-used-change"
    DONE = "done"
    EXPIRED = "expired"
    REOPENED = "reopened"


class AuthorisedStep(StrEnum):
    """What an authorisation still allows."""

    RESET = "reset"
    CHANGE = "change"


class _Message(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One message; a field that is not known is passed over, so that either side may be newer."""


class ContractReference(_Message, frozen=True, kw_only=True):
    """By which contract a provider uses cards."""

    house: Words
    number: Words


class TerminalEnrolment(_Message, frozen=True, kw_only=True):
    """A reader that the station wants to use; its serial number as its driver says it."""

    serial: Annotated[str, Meta(min_length=1, max_length=100)]
    name: Words
    contract: ContractReference


class TerminalEnrolled(_Message, frozen=True, kw_only=True):
    """As whom the provider uses cards on this terminal, and what it may, without the unit too."""

    terminal_id: str
    profile: Profile
    rights: tuple[Right, ...]
    offline_rights: tuple[Right, ...]


class SessionOpening(_Message, frozen=True, kw_only=True):
    """A card that was put in. An activated card tells its CID without a PIN; another tells none."""

    terminal_id: str
    card_number: Digits16
    cid: Digits20 | None = None


class SessionOpened(_Message, frozen=True, kw_only=True):
    """A session for as long as the card stays in: ten minutes without a call, sixty at most.

    `code` is 0, or says why the everyday operations are refused; `nonce` is for the first proof.
    """

    token: str
    expires_at: Moment
    code: int
    state: int
    rights: tuple[Right, ...]
    nonce: Sixteen


class Authorisation(_Message, frozen=True, kw_only=True):
    """That this card's PIN may be reset and changed on this terminal, by this provider."""

    expires_at: Moment
    steps_left: tuple[AuthorisedStep, ...]


class SessionState(_Message, frozen=True, kw_only=True):
    """How a session stands now."""

    expires_at: Moment
    code: int
    state: int
    authentication: int
    authorisation: Authorisation | None = None


class CardProof(_Message, frozen=True, kw_only=True):
    """What the card says of itself about the unit's nonce; harmless to repeat."""

    purpose: ProofPurpose
    nonce: Sixteen
    status: Annotated[bytes, Meta(min_length=15, max_length=15)]
    proof: Sixteen


class ProofTaken(_Message, frozen=True, kw_only=True):
    """What the unit made of it, and the nonce for the next proof."""

    code: int
    state: int
    authentication: int
    nonce: Sixteen


class CryptogramRequest(_Message, frozen=True, kw_only=True):
    """The challenge that the card has just drawn, and for which act."""

    purpose: CryptogramPurpose
    challenge: Sixteen


class CryptogramGiven(_Message, frozen=True, kw_only=True):
    """The cryptogram, or the code with which it is refused."""

    code: int
    cryptogram: Sixteen | None = None


class CaseReport(_Message, frozen=True, kw_only=True):
    """A blocked card by the holder's CID, or an invalid one by its number; never both needed.

    Surname and birth date help the specialist to compare, where the provider knows them.
    """

    kind: CaseKind
    code: int
    terminal_id: str
    cid: Digits20 | None = None
    card_number: Digits16 | None = None
    holder_surname: Words | None = None
    holder_birth_date: date | None = None


class CardHouse(_Message, frozen=True, kw_only=True):
    """The house that issued the card, and how its card specialists are reached."""

    code: str
    name: str
    phones: tuple[str, ...]
    hours: str


class CaseOpened(_Message, frozen=True, kw_only=True):
    """A case; where another house issued the card, `own_house` is false and `house` says which."""

    case_id: str
    number: str
    status: CaseStatus
    own_house: bool
    house: CardHouse


class CaseStep(_Message, frozen=True, kw_only=True):
    """One thing that happened in a case, as the provider may see it."""

    kind: StepKind
    at: Moment


class CaseView(_Message, frozen=True, kw_only=True):
    """A case as the provider may see it; `authorisation` once the specialist has confirmed.

    `reason` is why the specialist refused it, in the specialist's words.
    """

    case_id: str
    number: str
    kind: CaseKind
    status: CaseStatus
    opened_at: Moment
    house: CardHouse
    steps: tuple[CaseStep, ...]
    authorisation: Authorisation | None = None
    reason: Annotated[str, Meta(max_length=300)] = ""
