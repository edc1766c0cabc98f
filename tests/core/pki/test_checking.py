"""Checking a certificate: each state, and answers that must not be believed."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509

from openpias.core.pki import checking, demo_ca
from openpias.core.pki.checking import Checked, State, Unreachable

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BEFORE = NOW - timedelta(hours=20)


@dataclass
class FakeSource:
    """Gives what it was handed; what is missing is unreachable."""

    answer: bytes | None = None
    lists: dict[bytes, bytes] = field(default_factory=dict)

    def ocsp(self, certificate: bytes, *, issuer: bytes) -> bytes:  # noqa: ARG002
        if self.answer is None:
            raise Unreachable
        return self.answer

    def crl(self, certificate: bytes, *, issuer: bytes) -> bytes:  # noqa: ARG002
        if issuer not in self.lists:
            raise Unreachable
        return self.lists[issuer]


@pytest.fixture
def ca() -> demo_ca.DemoCa:
    return demo_ca.establish(moment=NOW)


def _source(ca, answer: bytes | None = None, *, with_list: bool = False) -> FakeSource:
    parties = [ca.root, ca.issuing] if with_list else [ca.root]
    return FakeSource(answer, {each.der: ca.crl(each, moment=NOW) for each in parties})


def _check(ca, party, source, *, moment: datetime = NOW, anchor=None) -> Checked:
    return checking.check(
        party.der,
        anchors=[(anchor or ca.root).der],
        intermediates=[ca.issuing.der],
        purpose=checking.LOGIN,
        source=source,
        moment=moment,
    )


def _holder(ca, **traits):
    return ca.issue("Țărnă Ștefania", **{"since": NOW - timedelta(hours=23), **traits})


def test_a_good_certificate_is_good_and_keeps_its_evidence(ca) -> None:
    holder = _holder(ca)
    answer = ca.ocsp_answer(holder.certificate, moment=NOW)

    found = _check(ca, holder, _source(ca, answer))

    assert (found.state, found.ocsp, len(found.path)) == (State.GOOD, answer, 3)


@pytest.mark.parametrize("with_list", [False, True])
def test_a_revoked_certificate_is_revoked_by_answer_and_by_list(ca, with_list) -> None:
    holder = _holder(ca)
    ca.revoked[holder.certificate.serial_number] = BEFORE
    answer = None if with_list else ca.ocsp_answer(holder.certificate, moment=NOW)

    assert _check(ca, holder, _source(ca, answer, with_list=with_list)).state == State.REVOKED


@pytest.mark.parametrize(
    ("traits", "state"),
    [
        ({"since": NOW - timedelta(hours=23), "days": 0}, State.EXPIRED),
        ({"since": NOW + timedelta(days=1)}, State.NOT_YET_VALID),
        ({"purpose": demo_ca.SERVER_AUTH}, State.WRONG_PURPOSE),
    ],
)
def test_validity_and_purpose_are_judged_before_revocation(ca, traits, state) -> None:
    assert _check(ca, _holder(ca, **traits), FakeSource()).state == state


def test_an_issuer_outside_the_anchors_is_unknown(ca) -> None:
    other = demo_ca.establish(moment=NOW)

    assert _check(ca, _holder(ca), FakeSource(), anchor=other.root).state == State.UNKNOWN_ISSUER


def test_a_silent_responder_leaves_revocation_unknown(ca) -> None:
    assert _check(ca, _holder(ca), _source(ca)).state == State.REVOCATION_UNKNOWN


def test_the_list_serves_when_the_responder_is_silent(ca) -> None:
    found = _check(ca, _holder(ca), _source(ca, with_list=True))

    assert (found.state, found.ocsp) == (State.GOOD, None)


def test_a_kept_answer_serves_up_to_its_next_update_and_not_longer(ca) -> None:
    holder = _holder(ca)
    source = _source(ca, ca.ocsp_answer(holder.certificate, moment=NOW))

    states = [_check(ca, holder, source, moment=NOW + timedelta(hours=h)).state for h in (11, 13)]

    assert states == [State.GOOD, State.REVOCATION_UNKNOWN]


@pytest.mark.parametrize(
    ("later", "state"),
    [
        (timedelta(seconds=90), State.GOOD),
        (checking.AHEAD, State.GOOD),
        (checking.AHEAD + timedelta(seconds=2), State.REVOCATION_UNKNOWN),
    ],
)
def test_an_answer_made_while_the_call_goes_on_is_believed(ca, later, state) -> None:
    holder = _holder(ca)
    answer = ca.ocsp_answer(holder.certificate, moment=NOW + later)

    assert _check(ca, holder, _source(ca, answer)).state == state


def test_an_answer_for_another_certificate_proves_nothing(ca) -> None:
    answer = ca.ocsp_answer(_holder(ca).certificate, moment=NOW)

    assert _check(ca, _holder(ca), _source(ca, answer)).state == State.REVOCATION_UNKNOWN


def test_an_answer_signed_by_a_wrong_key_proves_nothing(ca) -> None:
    holder = _holder(ca)
    wrong = demo_ca.establish(moment=NOW).ocsp_signer
    answer = ca.ocsp_answer(holder.certificate, moment=NOW, signer=wrong)

    assert _check(ca, holder, _source(ca, answer)).state == State.REVOCATION_UNKNOWN


def test_a_holder_of_the_same_authority_cannot_sign_answers(ca) -> None:
    holder = _holder(ca)
    answer = ca.ocsp_answer(holder.certificate, moment=NOW, signer=_holder(ca))

    assert _check(ca, holder, _source(ca, answer)).state == State.REVOCATION_UNKNOWN


def test_bytes_that_are_no_answer_prove_nothing(ca) -> None:
    assert _check(ca, _holder(ca), _source(ca, b"<html>")).state == State.REVOCATION_UNKNOWN


SIGNED = NOW - timedelta(days=3)
END = NOW - timedelta(days=1)


def _signed(ca, party, source, *, used_at=SIGNED, moment=NOW) -> State:
    found = checking.check(
        party.der,
        anchors=[ca.root.der],
        intermediates=[ca.issuing.der],
        purpose=checking.SIGNATURE,
        source=source,
        moment=moment,
        used_at=used_at,
    )
    return found.state


@pytest.fixture
def old_ca() -> demo_ca.DemoCa:
    return demo_ca.establish(moment=NOW - timedelta(days=30))


@pytest.mark.parametrize("with_list", [False, True])
@pytest.mark.parametrize(
    ("reason", "revoked_at", "state"),
    [
        (x509.ReasonFlags.superseded, SIGNED + timedelta(seconds=1), State.GOOD),
        (x509.ReasonFlags.cessation_of_operation, SIGNED + timedelta(seconds=1), State.GOOD),
        (x509.ReasonFlags.superseded, SIGNED, State.REVOKED),
        (x509.ReasonFlags.superseded, SIGNED - timedelta(days=1), State.REVOKED),
        (x509.ReasonFlags.key_compromise, SIGNED + timedelta(days=2), State.REVOKED),
        (x509.ReasonFlags.ca_compromise, SIGNED + timedelta(days=2), State.REVOKED),
        (x509.ReasonFlags.certificate_hold, SIGNED + timedelta(days=2), State.REVOKED),
        (None, SIGNED + timedelta(days=2), State.REVOKED),
    ],
)
def test_a_signature_outlives_a_later_end_unless_the_key_may_be_in_other_hands(
    old_ca, reason, revoked_at, state, with_list
) -> None:
    holder = _holder(old_ca, since=NOW - timedelta(days=20))
    serial = holder.certificate.serial_number
    old_ca.revoked[serial] = revoked_at
    if reason is not None:
        old_ca.reasons[serial] = reason
    answer = None if with_list else old_ca.ocsp_answer(holder.certificate, moment=NOW)

    assert _signed(old_ca, holder, _source(old_ca, answer, with_list=with_list)) == state
    assert (
        _signed(old_ca, holder, _source(old_ca, answer, with_list=with_list), used_at=None)
        == State.REVOKED
    )


def _expired(ca):
    return _holder(ca, since=END - timedelta(days=20), days=20)


@pytest.mark.parametrize(
    ("used_at", "state"),
    [
        (END - timedelta(seconds=1), State.GOOD),
        (END + timedelta(seconds=2), State.EXPIRED),
        (END - timedelta(days=20, seconds=2), State.NOT_YET_VALID),
        (None, State.EXPIRED),
    ],
)
def test_validity_is_that_of_the_moment_of_signing(old_ca, used_at, state) -> None:
    holder = _expired(old_ca)

    assert _signed(old_ca, holder, _source(old_ca, with_list=True), used_at=used_at) == state


def test_an_answer_that_may_have_forgotten_an_expired_certificate_proves_nothing(old_ca) -> None:
    holder = _holder(old_ca, since=NOW - timedelta(days=20, hours=1), days=20)
    answers = [
        old_ca.ocsp_answer(holder.certificate, moment=NOW - timedelta(hours=hours))
        for hours in (0, 2)
    ]

    states = [_signed(old_ca, holder, _source(old_ca, each)) for each in answers]
    assert states == [State.EXPIRED, State.GOOD]


def test_a_claimed_moment_after_the_check_counts_as_the_check(ca) -> None:
    holder = _holder(ca)
    ca.revoked[holder.certificate.serial_number] = NOW - timedelta(seconds=1)
    ca.reasons[holder.certificate.serial_number] = x509.ReasonFlags.superseded
    source = _source(ca, ca.ocsp_answer(holder.certificate, moment=NOW))

    assert _signed(ca, holder, source, used_at=NOW + timedelta(days=1)) == State.REVOKED


def test_a_revoked_authority_takes_its_signatures_with_it(old_ca) -> None:
    holder = _holder(old_ca, since=NOW - timedelta(days=20))
    serial = old_ca.issuing.certificate.serial_number
    old_ca.revoked[serial] = NOW - timedelta(hours=1)
    old_ca.reasons[serial] = x509.ReasonFlags.superseded
    source = _source(old_ca, old_ca.ocsp_answer(holder.certificate, moment=NOW))

    assert _signed(old_ca, holder, source) == State.REVOKED
