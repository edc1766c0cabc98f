"""Is a responder asked rarely, believed only with good evidence, and never able to hold a clinic?"""

import time
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories import door, pki
from tests.fakes.revocation import Mood

from openpias.server.certificates.models import CertificateCheck, RevocationEvidence
from openpias.server.certificates.operations import checks, responders
from openpias.server.config.env import Profile, SettingError
from openpias.server.platform.accounts.second_factor import Refusal, Shown

pytestmark = pytest.mark.django_db


def examine(party, *, at=None):
    return checks.examine(party.der, at=at or timezone.now())


def test_a_good_certificate_is_known_by_issuer_serial_and_key(trusting):
    party = door.certificate(trusting)

    shown = examine(party)

    assert shown.serial == str(party.certificate.serial_number)
    assert len(shown.key_sha256) == 64


def test_the_check_is_kept_with_what_it_stands_on(trusting):
    examine(door.certificate(trusting))

    kept = CertificateCheck.objects.get()
    known = set(RevocationEvidence.objects.values_list("sha256", flat=True))
    assert kept.state == "good"
    assert len(kept.path) == 3
    assert len(kept.evidence) == 2
    assert set(kept.evidence) == known


def test_the_responder_is_not_asked_again_for_ten_minutes(trusting):
    party = door.certificate(trusting)
    examine(party)
    asked = len(trusting.asked)

    examine(party)
    assert len(trusting.asked) == asked

    examine(party, at=timezone.now() + timedelta(minutes=11))
    assert len(trusting.asked) > asked


def test_a_revocation_is_seen_when_the_responder_is_asked_again(trusting):
    party = door.certificate(trusting)
    assert isinstance(examine(party), Shown)
    trusting.ca.revoked[party.certificate.serial_number] = trusting.moment

    assert examine(party, at=timezone.now() + timedelta(minutes=11)) is Refusal.REVOKED


@pytest.mark.parametrize("mood", [Mood.FAILING, Mood.GARBAGE, Mood.WRONG, Mood.STALE])
def test_a_kept_answer_serves_while_the_responder_is_out_of_order(trusting, mood):
    party = door.certificate(trusting)
    examine(party)
    trusting.ocsp = trusting.crl = mood

    assert isinstance(examine(party, at=timezone.now() + timedelta(minutes=11)), Shown)
    later = timezone.now() + timedelta(days=8)
    assert examine(party, at=later) is Refusal.REVOCATION_UNKNOWN


@pytest.mark.parametrize("mood", [Mood.FAILING, Mood.GARBAGE, Mood.WRONG, Mood.STALE])
def test_without_an_answer_that_can_be_believed_nobody_comes_in(trusting, mood):
    trusting.ocsp = trusting.crl = mood

    assert examine(door.certificate(trusting)) is Refusal.REVOCATION_UNKNOWN
    assert RevocationEvidence.objects.count() == 0


def test_the_list_serves_where_the_responder_does_not(trusting):
    trusting.ocsp = Mood.FAILING

    assert isinstance(examine(door.certificate(trusting)), Shown)


@pytest.mark.slow
def test_a_silent_responder_holds_nobody_for_long_and_is_left_alone(trusting):
    trusting.ocsp = Mood.SILENT
    party = door.certificate(trusting)

    started = time.monotonic()
    examine(party)
    first = time.monotonic() - started
    examine(door.certificate(trusting))
    second = time.monotonic() - started - first

    assert first < responders.SECONDS + 2
    assert second < 1


def test_nothing_is_asked_for_a_certificate_of_a_stranger(trusting):
    examine(door.certificate(trusting, pki.Trait.UNKNOWN_ISSUER))

    assert trusting.asked == []


def test_checks_are_forgotten_after_their_term(trusting):
    examine(door.certificate(trusting))

    checks.forget(at=timezone.now() + checks.KEPT + timedelta(days=8))

    assert CertificateCheck.objects.count() == 0
    assert RevocationEvidence.objects.count() == 0


def test_production_refuses_the_authority_of_the_demonstration(trusting, settings):
    from openpias.server.certificates.operations.trust import refuse_demo_authority

    refuse_demo_authority()
    settings.PROFILE = Profile.PRODUCTION

    with pytest.raises(SettingError, match="demonstration"):
        refuse_demo_authority()
