"""Checking a certificate: each state, and answers that must not be believed."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

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
