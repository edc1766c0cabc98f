"""May this certificate be believed, for this purpose, at this moment?

First the path to a configured anchor and the purpose, then revocation by OCSP, else by CRL.
Where neither can be had, the state is REVOCATION_UNKNOWN and the caller refuses: an answer that was
kept serves while its own next update lies ahead, and not longer.
The library for paths is loaded at the first check, since that takes 160 ms.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any, Protocol

# A call is judged as of its beginning, and asks after it has opened a large file; clocks differ too.
AHEAD = timedelta(minutes=5)


class State(StrEnum):
    """What the check found."""

    GOOD = "good"
    REVOKED = "revoked"
    EXPIRED = "expired"
    NOT_YET_VALID = "not-yet-valid"
    UNKNOWN_ISSUER = "unknown-issuer"
    WRONG_PURPOSE = "wrong-purpose"
    REVOCATION_UNKNOWN = "revocation-unknown"


class Unreachable(Exception):  # noqa: N818 - a fact about a responder, not a fault of ours
    """Nothing can be had from the responder, and nothing fresh was kept."""


class RevocationSource(Protocol):
    """Where answers come from: the network, a cache, or a test."""

    def ocsp(self, certificate: bytes, *, issuer: bytes) -> bytes:
        """Return a DER answer for a DER certificate; raises `Unreachable`."""
        ...

    def crl(self, certificate: bytes, *, issuer: bytes) -> bytes:
        """Return the DER list of the certificate's issuer; raises `Unreachable`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """The key usages (names of RFC 5280 in snake case) and extended usages that must be allowed."""

    key_usage: frozenset[str]
    extended: frozenset[str] = frozenset()


LOGIN = Purpose(key_usage=frozenset({"digital_signature"}), extended=frozenset({"client_auth"}))
SIGNATURE = Purpose(key_usage=frozenset({"non_repudiation"}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The state, the DER evidence it stands on, and the subjects from anchor to holder."""

    state: State
    ocsp: bytes | None = None
    crls: tuple[bytes, ...] = ()
    path: tuple[str, ...] = ()


def check(
    certificate: bytes,
    *,
    anchors: Sequence[bytes],
    intermediates: Sequence[bytes],
    purpose: Purpose,
    source: RevocationSource,
    moment: datetime,
) -> Checked:
    """Check a DER certificate against DER anchors; call it outside a running event loop."""
    found = _path(certificate, anchors, intermediates, purpose, moment)
    if isinstance(found, State):
        return Checked(state=found)
    if len(found) < 2:  # an authority is nobody's holder
        return Checked(state=State.WRONG_PURPOSE)
    chain = [each.dump() for each in found]
    names = tuple(each.subject.human_friendly for each in found)
    crls = _authority_lists(chain, source)
    if crls is None:
        return Checked(state=State.REVOCATION_UNKNOWN, path=names)
    answer = _fetched(source.ocsp, chain)
    if answer is not None:
        state = _revocation(found, crls, [answer], moment)
        if state is not State.REVOCATION_UNKNOWN:
            return Checked(state=state, ocsp=answer, crls=tuple(crls), path=names)
    last = _fetched(source.crl, chain)
    if last is None:
        return Checked(state=State.REVOCATION_UNKNOWN, path=names)
    crls.append(last)
    state = _revocation(found, crls, [], moment)
    return Checked(state=state, crls=tuple(crls), path=names)


def _fetched(ask: Any, chain: list[bytes]) -> bytes | None:
    try:
        return bytes(ask(chain[-1], issuer=chain[-2]))
    except Unreachable:
        return None


def _authority_lists(chain: list[bytes], source: RevocationSource) -> list[bytes] | None:
    lists = []
    for issuer, authority in pairwise(chain[:-1]):
        try:
            lists.append(source.crl(authority, issuer=issuer))
        except Unreachable:
            return None
    return lists


def _path(
    certificate: bytes,
    anchors: Sequence[bytes],
    intermediates: Sequence[bytes],
    purpose: Purpose,
    moment: datetime,
) -> list[Any] | State:
    from asn1crypto import x509  # noqa: PLC0415
    from pyhanko_certvalidator import CertificateValidator, ValidationContext, errors  # noqa: PLC0415

    context = ValidationContext(
        trust_roots=[x509.Certificate.load(each) for each in anchors],
        moment=moment,
        revocation_mode="soft-fail",
    )
    validator = CertificateValidator(
        x509.Certificate.load(certificate),
        intermediate_certs=[x509.Certificate.load(each) for each in intermediates],
        validation_context=context,
    )
    names, extended = set(purpose.key_usage), set(purpose.extended) or None
    usage = validator.async_validate_usage(names, extended)  # type: ignore[no-untyped-call]
    try:
        path = asyncio.run(usage)
    except errors.PathBuildingError:
        return State.UNKNOWN_ISSUER
    except errors.ExpiredError:
        return State.EXPIRED
    except errors.NotYetValidError:
        return State.NOT_YET_VALID
    except errors.InvalidCertificateError:
        return State.WRONG_PURPOSE
    except errors.ValidationError:
        return State.UNKNOWN_ISSUER
    return list(path.iter_certs(include_root=True))


def _revocation(
    chain: list[Any], crls: list[bytes], answers: list[bytes], moment: datetime
) -> State:
    from pyhanko_certvalidator import CertificateValidator, ValidationContext, errors  # noqa: PLC0415

    try:
        context = ValidationContext(
            trust_roots=chain[:1],
            moment=_as_of(moment, crls, answers),
            crls=crls,
            ocsps=answers,
            revocation_mode="require",
        )
        validator = CertificateValidator(
            chain[-1], intermediate_certs=chain[1:-1], validation_context=context
        )
        asyncio.run(validator.async_validate_path())
    except errors.RevokedError:
        return State.REVOKED
    except (errors.ValidationError, ValueError, TypeError):
        return State.REVOCATION_UNKNOWN
    return State.GOOD


def _as_of(moment: datetime, crls: list[bytes], answers: list[bytes]) -> datetime:
    """Return the moment itself, or that of evidence made a little after it, at most AHEAD."""
    from cryptography import x509  # noqa: PLC0415 - as late as the rest
    from cryptography.x509 import ocsp  # noqa: PLC0415

    made = [x509.load_der_x509_crl(each).last_update_utc for each in crls]
    for each in answers:
        answer = ocsp.load_der_ocsp_response(each)
        if answer.response_status is ocsp.OCSPResponseStatus.SUCCESSFUL:
            made.append(answer.this_update_utc)
    return max([moment, *(each for each in made if each <= moment + AHEAD)])
