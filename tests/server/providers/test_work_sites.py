"""Is a work site opened, corrected and closed by its own houses only, once, and written down?"""

import uuid
from datetime import date

import pytest
from tests.factories import people, providers
from tests.factories.people import NOW
from tests.factories.providers import CUI, OTHER_CUI, work_site

from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.providers.domain.outcomes import RecordUnknown, Saved
from openpias.server.providers.models import Contract, WorkSite
from openpias.server.providers.operations import work_sites

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider():
    return uuid.UUID(providers.entered())


def opened(provider, *, site=None, actor=None, **fields):
    return work_sites.open_site(
        work_site(**fields),
        provider=provider,
        site=site or uuid.uuid4(),
        actor=actor or providers.operator(),
        at=NOW,
    )


def corrected(provider, site, *, seen=1, actor=None, **fields):
    return work_sites.correct(
        work_site(**fields),
        provider=provider,
        site=site,
        seen=seen,
        actor=actor or providers.operator(),
        at=NOW,
    )


def codes(answer):
    return [(each.code, each.path) for each in answer.findings]


def events(name):
    return AuditEntry.objects.filter(event=name)


def test_a_work_site_is_opened_once_however_often_it_is_sent(provider):
    site = uuid.uuid4()

    first = opened(provider, site=site)
    again = opened(provider, site=site)

    assert first == Saved(public_id=str(site), fields=("address", "name", "valid_from", "valid_to"))
    assert again == Saved(public_id=str(site))
    assert WorkSite.objects.get().valid_from == date(2026, 1, 1)
    assert events("work-site-opened").get().facts == {
        "work_site": str(site),
        "fields": ["address", "name", "valid_from", "valid_to"],
    }


def test_the_same_id_with_other_data_writes_nothing_over_the_first(provider):
    site = uuid.uuid4()
    opened(provider, site=site)

    answer = opened(provider, site=site, name="Altul")

    assert codes(answer) == [("record-changed-meanwhile", "/name")]
    assert WorkSite.objects.get().name == "Cabinetul din centru"


def test_an_id_of_another_provider_s_site_is_unknown(provider):
    other = uuid.UUID(providers.entered(fiscal_code=OTHER_CUI, contract_number="18"))
    site = uuid.uuid4()
    opened(other, site=site)

    with pytest.raises(RecordUnknown):
        opened(provider, site=site)
    with pytest.raises(RecordUnknown):
        corrected(provider, site, name="Altul")
    assert WorkSite.objects.get().name == "Cabinetul din centru"


def test_every_wrong_field_is_told_at_once(provider):
    answer = opened(provider, name=" ", address="a" * 301, valid_from="x", valid_to="31-02-2026")

    assert codes(answer) == [
        ("field-empty", "/name"),
        ("too-long", "/address"),
        ("date-format", "/valid_from"),
        ("date-not-real", "/valid_to"),
    ]
    assert not WorkSite.objects.exists()


def test_a_site_cannot_close_before_it_opens(provider):
    answer = opened(provider, valid_from="02-01-2026", valid_to="01-01-2026")

    assert codes(answer) == [("ends-before-it-starts", "/valid_to")]


def test_a_site_is_closed_by_its_last_day_and_written_down(provider):
    site = uuid.uuid4()
    opened(provider, site=site)

    done = corrected(provider, site, valid_to="30-11-2026")
    again = corrected(provider, site, valid_to="30-11-2026")

    row = WorkSite.objects.get()
    assert (done.fields, again.fields) == (("valid_to",), ())
    assert (row.valid_to, row.version) == (date(2026, 11, 30), 2)
    assert events("work-site-closed").get().facts["fields"] == ["valid_to"]


def test_two_operators_do_not_overwrite_each_other(provider):
    site = uuid.uuid4()
    opened(provider, site=site)
    corrected(provider, site, name="Cabinetul nou")

    answer = corrected(provider, site, address="Suceava, str. Inventată 2")

    assert codes(answer) == [("record-changed-meanwhile", "/name")]
    assert WorkSite.objects.get().name == "Cabinetul nou"
    assert events("work-site-corrected").count() == 1


def test_another_county_finds_the_provider_no_more_than_one_that_is_not_there(provider):
    site = uuid.uuid4()
    opened(provider, site=site)
    iasi = people.actor(roles=(Role.HOUSE_OPERATOR,), provider="CAS-IS", house_code="CAS-IS")

    for place in (provider, uuid.uuid4()):
        with pytest.raises(RecordUnknown):
            opened(place, actor=iasi)
        with pytest.raises(RecordUnknown):
            corrected(place, site, actor=iasi, name="Altul")
    assert WorkSite.objects.get().name == "Cabinetul din centru"


def test_a_house_whose_contract_has_ended_reads_and_changes_nothing(provider):
    Contract.objects.update(valid_to=date(2026, 11, 19))
    cnas = people.actor(roles=(Role.ADMINISTRATOR,), provider="CNAS", house_code="")

    assert codes(opened(provider)) == [("no-contract-any-more", "")]
    assert isinstance(opened(provider, actor=cnas), Saved)


def test_practice_changes_nothing_that_is_real(provider):
    answer = opened(provider, actor=providers.operator(practice=True), name="")

    assert codes(answer) == [("providers-not-in-practice", ""), ("field-empty", "/name")]
    assert not WorkSite.objects.exists()


def test_what_is_written_down_holds_no_text_that_was_typed(provider):
    opened(provider)

    facts = str([entry.facts for entry in AuditEntry.objects.all()])
    assert "Cabinetul" not in facts
    assert CUI not in facts
