"""Does neither factor alone open anything, and does a session end with its certificate?"""

import re
from datetime import timedelta

import pytest
from django.conf import settings as live
from django.test import Client
from django.utils import timezone
from tests.factories import door, people, pki, providers
from tests.factories.people import PASSWORD
from tests.factories.providers import CUI, OTHER_CUI

from openpias.server.certificates.models import EnrolledCertificate
from openpias.server.certificates.operations import withdrawals
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.accounts.models import Account, OpenSession
from openpias.server.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
HOME = "/numar-unic-temporar"


@pytest.fixture
def clinic(trusting):
    """A clinic with its series, and the certificate of its receptionist."""
    _public_id, given = door.provider()
    party = door.certificate(trusting)
    return given, party, door.enrolled(party)


def browser():
    client = Client()
    client.cookies["openpias-language"] = "ro"
    return client


def sign_in(client, username, password, *, party=None, **more):
    shown = door.headers(party) if party is not None else {}
    return client.post(
        "/autentificare",
        {"username": username, "password": password, **more},
        headers=None,
        **shown,
    )


def inside(client):
    return client.get(HOME).status_code == 200


def text(answer):
    return answer.content.decode()


def test_both_factors_open_the_portal_and_lead_to_its_own_port(clinic):
    given, party, _id = clinic
    client = browser()

    answer = sign_in(client, given.username, given.key, party=party, next="/cautare")

    assert (answer.status_code, answer["Location"]) == (302, f"{live.PUBLIC_URL}/cautare")
    assert inside(client)
    assert "Țărnă Ștefania" in text(client.get(HOME))


def test_a_page_at_the_door_takes_no_file_from_there(clinic):
    _given, party, _id = clinic

    page = browser().get("/autentificare", **door.headers(party))

    files = re.findall(r'(?:href|src)="([^"]*/static/[^"]*)"', text(page))
    assert len(files) == 4
    assert {each for each in files if not each.startswith(f"{live.PUBLIC_URL}/static/")} == set()
    file = browser().get(files[0])
    file.close()
    assert file["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in page


def test_the_series_alone_opens_nothing(clinic):
    given, _party, _id = clinic
    client = browser()

    answer = sign_in(client, given.username, given.key)

    assert answer.status_code == 401
    assert live.LOGIN_ORIGIN in text(answer)
    assert not inside(client)


def test_the_certificate_alone_opens_nothing(clinic):
    given, party, _id = clinic
    client = browser()

    assert sign_in(client, given.username, "SFQD6-HE6V-JJET-2BA5", party=party).status_code == 422
    assert client.get(HOME, **door.headers(party)).status_code == 302
    assert not inside(client)


def test_a_header_that_nginx_did_not_write_is_worthless(clinic):
    given, party, _id = clinic
    client = browser()
    forged = door.headers(party, key="x" * 42)

    answer = client.post(
        "/autentificare", {"username": given.username, "password": given.key}, **forged
    )

    assert answer.status_code == 401
    assert not inside(client)


@pytest.mark.parametrize(
    ("trait", "said"),
    [
        (pki.Trait.EXPIRED, "a expirat"),
        (pki.Trait.NOT_YET_VALID, "nu este încă valabil"),
        (pki.Trait.WRONG_PURPOSE, "nu este pentru autentificare"),
        (pki.Trait.UNKNOWN_ISSUER, "nu este recunoscut"),
        (pki.Trait.REVOKED, "a fost revocat"),
        (pki.Trait.WEAK_KEY, "cheie prea slabă"),
    ],
)
def test_a_bad_certificate_is_refused_with_its_reason(clinic, trusting, trait, said):
    given, _party, _id = clinic
    client = browser()

    answer = sign_in(client, given.username, given.key, party=door.certificate(trusting, trait))

    assert answer.status_code == 422
    assert said in text(answer)
    assert given.username in text(answer)
    assert not inside(client)


@pytest.mark.parametrize("pem", ["-----BEGIN CERTIFICATE-----%0AMIIB", "%00%FF", "x" * 50_000])
def test_a_broken_header_is_a_refusal_and_no_fault(clinic, pem):
    given, _party, _id = clinic
    shown = {"HTTP_X_DOOR_KEY": door.KEY, "HTTP_X_CLIENT_CERTIFICATE": pem}

    answer = browser().post(
        "/autentificare", {"username": given.username, "password": given.key}, **shown
    )

    assert answer.status_code == 422
    assert "Pentru furnizorul IT" in text(answer)


def test_a_certificate_that_nobody_enrolled_is_refused(clinic, trusting):
    given, _party, _id = clinic

    answer = sign_in(browser(), given.username, given.key, party=door.certificate(trusting))

    assert answer.status_code == 422
    assert "nu este înrolat" in text(answer)
    reasons = [
        entry.facts.get("reason") for entry in AuditEntry.objects.filter(event="sign-in-failed")
    ]
    assert reasons == ["certificate-not-enrolled"]


def test_the_right_certificate_with_another_provider_s_series_is_refused(clinic):
    _given, party, _id = clinic
    _other_id, other = door.provider(fiscal_code=OTHER_CUI, name="Spitalul", contract_number="2")

    answer = sign_in(browser(), other.username, other.key, party=party)

    assert answer.status_code == 422
    assert "pentru alt furnizor sau la altă casă" in text(answer)


def test_a_wrong_series_tells_nothing_about_the_certificate(clinic, trusting):
    given, _party, _id = clinic

    answer = sign_in(
        browser(), given.username, "SFQD6-HE6V-JJET-2BA5", party=door.certificate(trusting)
    )

    assert "înrolat" not in text(answer)


def test_the_same_certificate_has_to_be_enrolled_at_the_other_house_too(clinic):
    _given, party, _id = clinic
    neighbour = people.actor(roles=(Role.HOUSE_OPERATOR,), provider="CAS-IS", house_code="CAS-IS")
    public_id = providers.entered(neighbour, house="CAS-IS", contract_number="9", **door.VALID)
    there = providers.licensed(public_id, house="CAS-IS", actor=neighbour, request_key="there")

    assert sign_in(browser(), there.username, there.key, party=party).status_code == 422
    door.enrolled(party, actor=neighbour, house="CAS-IS")
    assert sign_in(browser(), there.username, there.key, party=party).status_code == 302


def test_a_provider_with_several_houses_is_asked_which(clinic):
    given, party, _id = clinic
    neighbour = people.actor(roles=(Role.HOUSE_OPERATOR,), provider="CAS-IS", house_code="CAS-IS")
    public_id = providers.entered(neighbour, house="CAS-IS", contract_number="9", **door.VALID)
    providers.licensed(public_id, house="CAS-IS", actor=neighbour, request_key="there")
    client = browser()

    asked = sign_in(client, CUI, given.key, party=party)
    assert asked.status_code == 422
    assert '<option value="CAS-IS"' in text(asked)

    assert sign_in(client, CUI, given.key, party=party, house="CAS-SV").status_code == 302
    assert inside(client)


def test_an_unknown_fiscal_code_is_asked_for_its_house_all_the_same(clinic):
    _given, party, _id = clinic

    answer = sign_in(browser(), OTHER_CUI, "SFQD6-HE6V-JJET-2BA5", party=party)

    assert '<option value="CAS-IS"' in text(answer)


def test_withdrawing_the_certificate_ends_the_session_at_once(clinic):
    given, party, certificate = clinic
    client = browser()
    sign_in(client, given.username, given.key, party=party)
    assert inside(client)

    who, at = providers.operator(), timezone.now()
    assert withdrawals.withdraw(certificate, reason="pierdut", actor=who, at=at) is None
    assert withdrawals.withdraw(certificate, reason="pierdut", actor=who, at=at) is None

    assert not inside(client)
    assert sign_in(client, given.username, given.key, party=party).status_code == 422
    assert AuditEntry.objects.filter(event="certificate-withdrawn").count() == 1


def test_a_session_ends_when_its_certificate_expires(clinic):
    given, party, certificate = clinic
    client = browser()
    sign_in(client, given.username, given.key, party=party)
    past = timezone.now() - timedelta(seconds=1)
    EnrolledCertificate.objects.filter(public_id=certificate).update(valid_until=past)

    assert not inside(client)


def test_a_session_of_the_time_before_certificates_opens_nothing(clinic, settings):
    given, _party, _id = clinic
    client = browser()
    settings.SECOND_FACTOR = False
    sign_in(client, given.username, given.key)
    assert inside(client)
    settings.SECOND_FACTOR = True

    assert not inside(client)


def test_the_role_hangs_on_the_certificate_and_not_on_the_shared_user(clinic, trusting):
    given, party, _id = clinic
    chief = door.certificate(trusting)
    door.enrolled(chief, role="provider-administrator", holder="Șefa", email="sefa@clinica.example")
    clerk, administrator = browser(), browser()
    sign_in(clerk, given.username, given.key, party=party)
    sign_in(administrator, given.username, given.key, party=chief)

    assert clerk.get("/certificate").status_code == 403
    shown = administrator.get("/certificate")
    assert shown.status_code == 200
    assert "Țărnă Ștefania" in text(shown)


def test_one_sees_and_ends_one_s_own_sessions_only(clinic, trusting):
    given, party, _id = clinic
    other = door.certificate(trusting)
    door.enrolled(other, holder="Colega", email="colega@clinica.example")
    here, there, colleague = browser(), browser(), browser()
    for client, shown in ((here, party), (there, party), (colleague, other)):
        sign_in(client, given.username, given.key, party=shown)

    page = text(here.get("/sesiuni"))
    ends = re.findall(r'value="([0-9a-f]{24})" name="session"', page)
    assert len(ends) == 1
    assert "Colega" not in page

    here.post("/sesiuni/inchidere", {"session": ends[0]})
    here.post("/sesiuni/inchidere", {"session": ends[0]})
    assert (inside(here), inside(there), inside(colleague)) == (True, False, True)


def test_other_sessions_end_only_after_the_certificate_is_shown_again(clinic, settings):
    given, party, _id = clinic
    here, there = browser(), browser()
    for client in (here, there):
        sign_in(client, given.username, given.key, party=party)
    settings.CONFIRMED_SECONDS = -1

    answer = here.post("/sesiuni/inchidere", {"session": "others"})

    assert answer["Location"].startswith("/confirmare?")
    assert inside(there)


def test_what_was_typed_when_the_session_ended_comes_back_after_signing_in(clinic):
    given, party, _id = clinic
    client = browser()
    sign_in(client, given.username, given.key, party=party)
    OpenSession.objects.update(expire_date=timezone.now() - timedelta(minutes=1))

    sent = client.post(HOME, {"surname": "Шевченко", "given_name": "Олена"})
    assert sent.status_code == 302
    back = sign_in(client, given.username, given.key, party=party)
    assert back["Location"].endswith("/continuare")
    page = text(client.get("/continuare"))
    assert 'value="Шевченко"' in page
    shown = client.post(HOME, {"surname": "Шевченко", "given_name": "Олена", "_kept": "1"})

    assert 'value="Шевченко"' in text(shown)
    assert shown.status_code == 200
    assert client.get("/continuare").status_code == 302


def test_what_one_left_never_comes_back_to_another(clinic, trusting):
    given, party, _id = clinic
    _other_id, other = door.provider(fiscal_code=OTHER_CUI, name="Spitalul", contract_number="2")
    theirs = door.certificate(trusting)
    door.enrolled(theirs, fiscal_code=OTHER_CUI)
    client = browser()
    sign_in(client, given.username, given.key, party=party)
    OpenSession.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    client.post(HOME, {"surname": "Шевченко"})

    sign_in(client, other.username, other.key, party=theirs)

    answer = client.get("/continuare", follow=True)
    assert "Шевченко" not in text(answer)


def test_an_unknown_visitor_leaves_nothing(clinic):
    client = browser()

    client.post(HOME, {"surname": "Шевченко"})

    assert OpenSession.objects.count() == 0


def test_a_first_password_opens_one_page_until_it_is_changed(trusting):
    administrator = people.actor(roles=(Role.ADMINISTRATOR,), provider="CNAS", house_code="CNAS")
    party = door.certificate(trusting)
    request = door.asked(party, owner_kind="house", role="house-operator")
    from openpias.server.certificates.operations import decisions

    given = decisions.approve(
        str(request.public_id), username="ion.munteanu", actor=administrator, at=timezone.now()
    )
    client = browser()
    sign_in(client, "ion.munteanu", given.first_password, party=party)
    assert client.get("/furnizori")["Location"] == "/parola"

    fields = {
        "old_password": given.first_password,
        "new_password": "o propoziție scurtă",
        "again": "x",
    }
    assert client.post("/parola", fields).status_code == 422
    fields["again"] = fields["new_password"]
    assert client.post("/parola", fields).status_code == 302

    assert client.get("/furnizori").status_code == 200
    assert not Account.objects.get(username="ion.munteanu").must_change_password


def test_a_grave_act_asks_for_the_certificate_again(clinic, trusting, settings):
    administrator = people.actor(roles=(Role.ADMINISTRATOR,), provider="CNAS", house_code="CNAS")
    party = door.certificate(trusting)
    door.enrolled(
        party,
        actor=administrator,
        username="ion.munteanu",
        owner_kind="house",
        role="house-operator",
        email="ion@casa.example",
    )
    account = Account.objects.get(username="ion.munteanu")
    account.set_password(PASSWORD)
    account.must_change_password = False
    account.save()
    request = door.asked(door.certificate(trusting))
    client = browser()
    sign_in(client, "ion.munteanu", PASSWORD, party=party)
    settings.CONFIRMED_SECONDS = -1
    address = f"/inrolari/{request.public_id}/aprobare"

    key = client.session.session_key
    first = client.post(address, {})
    assert first["Location"].startswith("/confirmare?")
    request.refresh_from_db()
    assert request.state == "waiting"

    settings.CONFIRMED_SECONDS = 300
    client.get("/confirmare?next=/inrolari", **door.headers(party))
    assert client.session.session_key != key
    assert not OpenSession.objects.filter(session_key=key).exists()
    client.post(address, {})
    request.refresh_from_db()
    assert request.state == "approved"


def test_another_certificate_does_not_confirm(clinic, trusting):
    given, party, _id = clinic
    client = browser()
    sign_in(client, given.username, given.key, party=party)

    answer = client.get("/confirmare", **door.headers(door.certificate(trusting)))

    assert answer.status_code == 422


def test_a_contract_that_has_ended_is_told_after_the_right_series(clinic):
    given, party, _id = clinic
    Account.objects.filter(username=given.username).update(contract_end="2020-01-01")

    answer = sign_in(browser(), given.username, given.key, party=party)

    assert answer.status_code == 422
    assert "s-a încheiat" in text(answer)
