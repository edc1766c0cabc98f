"""Can the first administrator be let in on the machine, and only the first?"""

import pytest
from django.utils import timezone
from tests.factories import door, pki

from openpias.server.certificates.models import EnrolledCertificate
from openpias.server.certificates.operations import first_administrator
from openpias.server.certificates.operations.first_administrator import NotTheFirstError
from openpias.server.platform.accounts.models import Account
from openpias.server.platform.accounts.second_factor import Refusal
from openpias.server.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def create(party, *, username="ana.popa"):
    return first_administrator.create(
        username=username,
        holder="Popa Ana",
        email="ana@cnas.example",
        certificate=party.der,
        at=timezone.now(),
    )


def test_the_first_one_gets_an_account_and_a_password_to_replace(trusting):
    password = create(door.certificate(trusting))

    account = Account.objects.get(username="ana.popa")
    assert account.check_password(password)
    assert account.must_change_password
    assert account.roles == ["administrator"]
    assert EnrolledCertificate.objects.get().username == "ana.popa"
    assert AuditEntry.objects.filter(event="first-administrator-created").exists()


def test_there_is_no_second_first(trusting):
    create(door.certificate(trusting))

    with pytest.raises(NotTheFirstError):
        create(door.certificate(trusting), username="alta.persoana")
    assert not Account.objects.filter(username="alta.persoana").exists()


def test_a_certificate_that_is_not_believed_makes_nobody_administrator(trusting):
    assert create(door.certificate(trusting, pki.Trait.UNKNOWN_ISSUER)) is Refusal.UNKNOWN_ISSUER
    assert not Account.objects.exists()
