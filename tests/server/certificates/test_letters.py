"""Is the holder told what was decided, and warned before the certificate expires, each once?"""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories import door, people, providers

from openpias.server.certificates.models import EnrolledCertificate
from openpias.server.certificates.operations import decisions, reminders, withdrawals
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.mail.models import Letter
from openpias.server.providers.operations.houses import HouseContact, save_contact

pytestmark = pytest.mark.django_db
HOUSE = "inrolari@casa.example"


@pytest.fixture
def clinic(trusting):
    providers.entered(**door.VALID)
    administrator = people.actor(roles=(Role.ADMINISTRATOR,), provider="CNAS", house_code="CNAS")
    contact = HouseContact(address="", email=HOUSE, phone="", it_contact="")
    save_contact("CAS-SV", contact, actor=administrator, at=timezone.now())
    return door.certificate(trusting)


def letters(kind):
    return list(Letter.objects.filter(kind=kind).order_by("id"))


def test_the_house_is_told_that_a_request_waits(clinic):
    request = door.asked(clinic)
    door.asked(clinic, request_key="key-0")

    told = letters("certificates.asked")
    assert [each.recipient for each in told] == [HOUSE]
    assert request.receipt in told[0].subject


def test_an_approval_is_told_once_to_holder_and_house(clinic):
    request = door.asked(clinic)
    for _again in range(2):
        decisions.approve(str(request.public_id), actor=providers.operator(), at=timezone.now())

    told = {each.recipient for each in letters("certificates.approved")}
    assert told == {"receptie@clinica.example", HOUSE}
    assert len(letters("certificates.approved")) == 2


def test_a_refusal_is_told_with_its_reason(clinic):
    request = door.asked(clinic)
    decisions.refuse(
        str(request.public_id), reason="Rol greșit", actor=providers.operator(), at=timezone.now()
    )

    assert all("Rol greșit" in each.body for each in letters("certificates.refused"))
    assert len(letters("certificates.refused")) == 2


def test_a_withdrawal_is_told(clinic):
    certificate = door.enrolled(clinic)
    withdrawals.withdraw(
        certificate, reason="pierdut", actor=providers.operator(), at=timezone.now()
    )

    assert ["pierdut" in each.body for each in letters("certificates.withdrawn")] == [True]


def test_warnings_leave_thirty_seven_and_one_day_before_each_once(clinic):
    certificate = door.enrolled(clinic)
    expiry = EnrolledCertificate.objects.get(public_id=certificate).valid_until
    told = []
    for days in (31, 30, 29, 8, 7, 6, 2, 1, 0.5):
        reminders.remind(at=expiry - timedelta(days=days))
        told.append(reminders.remind(at=expiry - timedelta(days=days)))

    assert set(told) == {0}
    written = letters("certificates.expires")
    assert [each.once.rpartition("-")[2] for each in written] == ["30", "7", "1"]
    assert all(f"{expiry:%m-%Y}" in each.subject for each in written)


def test_whoever_has_the_renewed_certificate_already_is_left_in_peace(clinic, trusting):
    certificate = door.enrolled(clinic)
    door.enrolled(door.certificate(trusting))
    first = EnrolledCertificate.objects.get(public_id=certificate)
    first.valid_until -= timedelta(days=300)
    first.save()

    reminders.remind(at=first.valid_until - timedelta(days=7))

    assert letters("certificates.expires") == []
