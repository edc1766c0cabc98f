"""Do the dated rules say what the acts say?"""

from datetime import date, timedelta

import pytest

from openpias.core.findings import Severity
from openpias.server.registry.domain.policy import Policy, Switches, policy_on, rules
from openpias.server.registry.domain.rules import DocumentKind, Record, Tab

TODAY = date(2026, 11, 23)
PERMITS_BEGIN = date(2022, 3, 18)


def policy(**switches: bool) -> Policy:
    return policy_on(TODAY, Switches(**switches))


def codes(found):
    return [finding.code for finding in found]


@pytest.mark.parametrize(
    ("entry", "inclusive", "allowed"),
    [
        (date(2022, 2, 23), False, False),
        (date(2022, 2, 24), False, False),
        (date(2022, 2, 25), False, True),
        (date(2022, 2, 23), True, False),
        (date(2022, 2, 24), True, True),
    ],
)
def test_entry_is_later_than_the_limit_and_a_switch_admits_the_day_itself(
    entry, inclusive, allowed
):
    assert policy(entry_date_inclusive=inclusive).allows_entry(entry) is allowed


def test_the_limit_is_told_as_the_last_day_that_is_too_early():
    assert policy().entry_limit_text() == "24-02-2022"
    assert policy(entry_date_inclusive=True).entry_limit_text() == "23-02-2022"


def test_no_rule_limits_the_entry_before_the_act():
    early = policy_on(date(2022, 3, 16))

    assert early.entry_date_after is None
    assert early.allows_entry(date(1999, 1, 1))
    assert early.entry_limit_text() == ""


@pytest.mark.parametrize(
    ("category", "kinds", "missing"),
    [
        ("A", {"identity", "travel"}, []),
        ("A", {"travel"}, []),
        ("A", {"identity"}, ["travel-document-missing"]),
        ("A", {"civil"}, ["identity-document-missing", "travel-document-missing"]),
        ("A", {"medical", "identity"}, ["travel-document-missing"]),
        ("B", {"status", "travel"}, []),
        ("B", {"travel"}, ["status-document-missing"]),
        ("B", {"status"}, ["travel-document-missing"]),
        ("B", {"identity"}, ["status-document-missing", "travel-document-missing"]),
        ("C", {"travel"}, []),
        ("C", {"status"}, ["identity-document-missing", "travel-document-missing"]),
        ("C", {"a kind of tomorrow", "travel"}, []),
        ("D_SPOUSE", {"civil"}, []),
        ("D_CHILD", {"civil"}, []),
        ("a category of tomorrow", {"civil"}, []),
    ],
)
def test_each_category_shows_its_documents(category, kinds, missing):
    found = policy().document_findings(category=category, kinds=frozenset(kinds))

    assert codes(found) == missing
    assert {finding.path for finding in found} <= {"/documents"}


def test_a_missing_document_warns_and_refuses_only_where_the_switch_says_so():
    lenient = policy().document_findings(category="A", kinds={"identity"})
    strict = policy(documents_strict=True).document_findings(category="A", kinds={"identity"})

    assert [finding.severity for finding in lenient] == [Severity.WARNING]
    assert [finding.severity for finding in strict] == [Severity.ERROR]


def test_before_order_155_everybody_showed_the_document_of_the_border():
    assert policy_on(date(2022, 3, 16)).document_kinds("B") == (DocumentKind.TRAVEL,)
    assert policy_on(date(2022, 3, 17)).document_kinds("B") == (
        DocumentKind.STATUS,
        DocumentKind.TRAVEL,
    )
    assert policy_on(date(2022, 3, 2)).document_kinds("B") == ()


@pytest.mark.parametrize(
    ("tab", "has_permit", "may"),
    [
        (Tab.TEMPORARY_NUMBER, False, True),
        (Tab.TEMPORARY_NUMBER, True, False),
        (Tab.PERMIT, True, True),
        (Tab.PERMIT, False, False),
    ],
)
def test_a_permit_with_a_cnp_decides_the_tab(tab, has_permit, may):
    assert policy().may_use(tab, has_permit=has_permit) is may


def test_one_document_at_least_and_a_medical_one_where_there_is_no_identity():
    assert policy().fewest_documents == 1
    assert policy().medical_document_is_proof


def test_every_kind_of_record_has_its_term_and_stored_answers_thirty_days():
    kept = {rule.asks.record for rule in rules() if hasattr(rule.asks, "record")}

    assert kept == set(Record)
    assert policy().keeps(Record.STORED_ANSWER) == timedelta(days=30)
    assert policy().keeps(Record.NUMBER) is None


def test_every_rule_names_its_act_and_source_and_ours_are_marked():
    for rule in rules():
        assert rule.act, rule.code
        assert rule.source, rule.code
        assert rule.says.endswith("."), rule.code
        assert rule.ours is (rule.act == "OpenPIAS"), rule.code
        assert rule.valid_to is None or rule.valid_from <= rule.valid_to, rule.code


def test_rule_codes_are_unique_and_no_two_of_one_subject_hold_at_once():
    found = [rule.code for rule in rules()]

    assert len(found) == len(set(found))
    for day in (date(2022, 3, 16), PERMITS_BEGIN, TODAY):
        asked = [repr(rule.asks) for rule in policy_on(day).rules]
        assert len(asked) == len(set(asked))


def test_a_rule_holds_on_both_ends_of_its_validity():
    border = next(rule for rule in rules() if rule.code == "documents-border")

    assert [border.is_valid_on(date(2022, 3, day)) for day in (2, 3, 16, 17)] == [
        False,
        True,
        True,
        False,
    ]
