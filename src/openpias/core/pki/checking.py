"""May this certificate be believed, for this purpose, at this moment or for a signature made earlier?

First the path to a configured anchor and the purpose, then revocation by OCSP, else by CRL.
A signature is judged as of when it was made, and by what is known of revocation now: an end that
came later takes nothing from it, unless the key may have been in other hands.
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
# Reasons that leave the key with its holder (RFC 5280, 5.3.1). Any other may mean a stolen key, also
# none at all, as issuers often write it; its date may be later than the theft.
_HARMLESS = frozenset(
    {"superseded", "cessation_of_operation", "affiliation_changed", "privilege_withdrawn"}
)
_EXPIRED_ON_LIST = "2.5.29.60"  # expiredCertsOnCRL, X.509 9.5.2.8


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
    used_at: datetime | None = None,
) -> Checked:
    """Check a DER certificate against DER anchors; call it outside a running event loop.

    `used_at` is when it signed, if that was before `moment`: path, validity and purpose are those of
    then. What is known of revocation is that of `moment`; a revocation after `used_at` counts only
    if its reason does not leave the key with its holder. For a certificate that has expired since,
    answers must reach back to its end (as EN 319 102-1 asks), else it is EXPIRED. An authority of
    the path that is revoked at `moment` takes everything with it.
    """
    used_at = min(used_at or moment, moment)
    path = _path(certificate, anchors, intermediates, purpose, used_at)
    if isinstance(path, State):
        return Checked(state=path)
    found = list(path.iter_certs(include_root=True))
    if len(found) < 2:  # an authority is nobody's holder
        return Checked(state=State.WRONG_PURPOSE)
    chain = [each.dump() for each in found]
    names = tuple(each.subject.human_friendly for each in found)
    crls = _authority_lists(chain, source)
    if crls is None:
        return Checked(state=State.REVOCATION_UNKNOWN, path=names)
    answer = _fetched(source.ocsp, chain)
    state = State.REVOCATION_UNKNOWN
    if answer is not None:
        state = _revocation(path, crls, [answer], moment, used_at)
        if state in {State.GOOD, State.REVOKED}:
            return Checked(state=state, ocsp=answer, crls=tuple(crls), path=names)
    last = _fetched(source.crl, chain)
    if last is None:
        return Checked(state=state, path=names)
    crls.append(last)
    state = _revocation(path, crls, [], moment, used_at)
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
) -> Any:
    """Return the path of the library, or a state."""
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
        return asyncio.run(usage)
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


def _revocation(
    path: Any, crls: list[bytes], answers: list[bytes], moment: datetime, used_at: datetime
) -> State:
    from pyhanko_certvalidator import ValidationContext, errors  # noqa: PLC0415

    chain = list(path.iter_certs(include_root=True))
    try:
        context = ValidationContext(
            trust_roots=chain[:1],
            other_certs=chain[1:-1],
            moment=_as_of(moment, crls, answers),
            crls=crls,
            ocsps=answers,
            revocation_mode="require",
        )
        authorities = _refused_authority(path, context) if len(chain) > 2 else None
        if authorities is not None:
            return authorities
        asyncio.run(_ask_about_holder(path, context, by_answer=bool(answers)))
        reaches = moment <= chain[-1].not_valid_after or any(
            _reaches(each, chain[-1].not_valid_after) for each in answers or crls[-1:]
        )
    except errors.RevokedError as error:
        return State.GOOD if _is_after(error, used_at) else State.REVOKED
    except (
        *(errors.ValidationError, errors.OCSPValidationError, errors.CRLValidationError),
        *(ValueError, TypeError),
    ):
        return State.REVOCATION_UNKNOWN
    return State.GOOD if reaches else State.EXPIRED


def _refused_authority(path: Any, context: Any) -> State | None:
    """Return REVOKED where an authority of the path is; other errors of the library rise."""
    from pyhanko_certvalidator import errors  # noqa: PLC0415
    from pyhanko_certvalidator.validate import async_validate_path  # noqa: PLC0415

    try:
        asyncio.run(async_validate_path(context, path.copy_and_drop_leaf()))
    except errors.RevokedError:
        return State.REVOKED
    return None


async def _ask_about_holder(path: Any, context: Any, *, by_answer: bool) -> None:
    """Raise what the library finds; of revocations only one of the path's last certificate."""
    from pyhanko_certvalidator.revinfo.validate_crl import verify_crl  # noqa: PLC0415
    from pyhanko_certvalidator.revinfo.validate_ocsp import verify_ocsp_response  # noqa: PLC0415

    verify = verify_ocsp_response if by_answer else verify_crl
    await verify(path.leaf, path, context)


def _is_after(error: Any, used_at: datetime) -> bool:
    """Tell whether a signature of `used_at` outlives the revocation that the error is about."""
    return bool(error.revocation_dt > used_at and error.reason.native in _HARMLESS)


def _reaches(evidence: bytes, end: datetime) -> bool:
    """Tell whether an answer or a list still knows what was revoked before `end`.

    Issuers may forget a certificate once it has expired: an answer of its lifetime knows it, and one
    that says since when it keeps those that expired.
    """
    from asn1crypto import core, crl, ocsp  # noqa: PLC0415

    try:
        listed = crl.CertificateList.load(evidence)["tbs_cert_list"]
        made, extensions = listed["this_update"].native, listed["crl_extensions"]
    except (ValueError, TypeError):
        (answer,) = ocsp.OCSPResponse.load(evidence).response_data["responses"]
        kept = answer.archive_cutoff_value
        return bool(answer["this_update"].native <= end or (kept and kept.native <= end))
    kept = [
        core.GeneralizedTime.load(each["extn_value"].contents).native
        for each in extensions
        if each["extn_id"].dotted == _EXPIRED_ON_LIST
    ]
    return bool(made <= end or any(each <= end for each in kept))


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
