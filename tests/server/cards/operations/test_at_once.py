"""What if two do it at the same moment? Two connections and a barrier."""

import threading

import pytest
from django.db import connection
from tests.factories import card_register as cards
from tests.factories.card_register import AT, MINUTE
from tests.server.cards.operations.test_blocked import RESET, Counter

from openpias.core.contracts.management_unit import CaseStatus, ProofPurpose
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.states import CardState
from openpias.server.cards.domain.outcomes import CardProblem, UnitRefusal
from openpias.server.cards.models import Card, CardCase, CardEvent, CardSession, ResetAuthorisation
from openpias.server.cards.operations import (
    authorisations,
    cryptograms,
    handling,
    proofs,
    sessions,
)
from openpias.server.cards.operations import cards as operations
from openpias.server.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works):
    """Do all of these at the same moment, each over its own connection; return their answers."""
    barrier, answers = threading.Barrier(len(works)), {}

    def run(place, work):
        try:
            barrier.wait(10)
            answers[place] = work()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return [answers[place] for place in range(len(works))]


def test_two_specialists_who_unblock_at_once_give_one_authorisation():
    counter = Counter()
    case = counter.report()
    both = [cards.specialist(), cards.specialist()]

    answers = at_once(
        *(lambda who=who: handling.unblock(case.case, actor=who, at=AT) for who in both)
    )

    assert sorted(each.is_new for each in answers) == [False, True]
    assert {each.expires_at for each in answers} == {AT + 15 * MINUTE}
    assert ResetAuthorisation.objects.count() == 1
    assert AuditEntry.objects.filter(event="authorisation-given").count() == 1


def test_one_who_unblocks_and_one_who_refuses_leave_no_live_authorisation_of_a_refused_case():
    counter = Counter()
    case = counter.report()
    ana, ion = cards.specialist(), cards.specialist()

    at_once(
        lambda: handling.unblock(case.case, actor=ana, at=AT),
        lambda: handling.refuse(case.case, reason="Furt", actor=ion, at=AT),
    )

    assert CardCase.objects.get().status == CaseStatus.REFUSED
    assert not ResetAuthorisation.objects.filter(ended_at=None).exists()


def test_a_reset_that_is_proven_twice_at_once_is_used_once():
    counter = Counter()
    counter.unblock(counter.report())
    counter.ask(RESET)
    counter.held.says(blocked=False, must_change=True, tries_left=5, resets=1)
    shown = counter.held.shown(ProofPurpose.RESET)
    token = counter.held.opened.token

    def prove():
        return proofs.take(token, shown=shown, actor=counter.clerk, at=AT)

    answers = at_once(prove, prove)

    assert [each.code for each in answers] == [Code.OK, Code.OK]
    assert CardEvent.objects.filter(happening="pin-reset").count() == 1
    assert AuditEntry.objects.filter(event="authorisation-used").count() == 1


def test_a_cryptogram_that_is_asked_twice_at_once_is_one():
    counter = Counter()
    counter.unblock(counter.report())

    def ask():
        return cryptograms.give(
            counter.held.opened.token,
            purpose=RESET,
            challenge=bytes(16),
            actor=counter.clerk,
            at=AT,
        )

    first, second = at_once(ask, ask)

    assert (first, first.code) == (second, Code.OK)
    assert ResetAuthorisation.objects.get().cryptograms == 1


def test_a_card_in_two_terminals_at_once_has_one_session():
    clerk, other = cards.clerk(), cards.stranger()
    row = cards.card()
    places = [(clerk, cards.terminal(clerk)), (other, cards.terminal(other))]

    opened = at_once(
        *(
            lambda who=who, where=where: sessions.open_session(
                terminal=where, card_number=row.number, cid=None, actor=who, at=AT
            )
            for who, where in places
        )
    )

    assert len({each.token for each in opened}) == 2
    assert CardSession.objects.filter(ended_at=None).count() == 1


def test_an_authorisation_without_a_terminal_is_bound_to_one_of_two_that_ask_at_once():
    counter = Counter()
    case = counter.report()
    CardCase.objects.update(terminal=None)
    second = cards.terminal(counter.clerk, serial="B2")
    handling.unblock(case.case, actor=cards.specialist(), at=AT)
    assert ResetAuthorisation.objects.get().terminal is None
    here, token = counter.held, counter.held.opened.token

    def ask_here():
        return cryptograms.give(token, purpose=RESET, challenge=bytes(16), actor=here.actor, at=AT)

    def ask_there():
        held = cards.inserted(counter.row, counter.clerk, where=second)
        return cryptograms.give(
            held.opened.token, purpose=RESET, challenge=b"1" * 16, actor=held.actor, at=AT
        )

    answers = at_once(ask_here, ask_there)

    codes = [getattr(each, "code", each) for each in answers]
    ended = [UnitRefusal.SESSION_ENDED, Code.OK]
    assert codes in ([Code.OK, Code.PIN_RESET_NOT_CONFIRMED], ended)


def test_a_card_that_is_reported_twice_at_once_is_one_case():
    counter = Counter()

    answers = at_once(counter.report, counter.report)

    assert len({each.case for each in answers}) == 1
    assert CardCase.objects.count() == 1


def test_the_job_and_a_specialist_at_the_end_of_the_time_leave_one_live_authorisation():
    counter = Counter()
    case = counter.report()
    counter.unblock(case)
    late = AT + 15 * MINUTE

    at_once(
        lambda: authorisations.expire(at=late),
        lambda: handling.unblock(case.case, actor=counter.specialist, at=late),
    )

    row = CardCase.objects.get()
    live = ResetAuthorisation.objects.filter(ended_at=None).count()
    assert (row.status, live) in {(CaseStatus.CONFIRMED, 1), (CaseStatus.EXPIRED, 0)}


def test_two_who_replace_one_card_at_once_make_one_new_card():
    row = cards.card(CardState.SUSPENDED)
    ana, ion = cards.specialist(), cards.specialist()

    answers = at_once(
        *(
            lambda who=who, key=key: operations.reissue(
                str(row.public_id), note="Pierdut", request_key=key, actor=who, at=AT
            )
            for who, key in ((ana, "a"), (ion, "b"))
        )
    )

    assert CardProblem.REPLACED in answers
    assert Card.objects.count() == 2


def test_two_who_propose_a_card_at_once_make_one():
    holder = cards.holder()
    ana, ion = cards.specialist(), cards.specialist()

    answers = at_once(
        *(
            lambda who=who, key=key: operations.propose(
                str(holder.public_id), request_key=key, actor=who, at=AT
            )
            for who, key in ((ana, "a"), (ion, "b"))
        )
    )

    assert CardProblem.HAS_A_CARD in answers
    assert Card.objects.count() == 1
