"""Does every letter leave once, wait for its server, and end in words when it cannot leave?"""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from tests.fakes.mail import MailHouse

from openpias.server.config.mail_server import MailServer, Transport
from openpias.server.platform.http import logs
from openpias.server.platform.mail import holds, operations, tasks, texts
from openpias.server.platform.mail.enums import LetterState
from openpias.server.platform.mail.models import Letter
from openpias.server.platform.mail.queries import mail_status
from openpias.server.platform.outbox import consumers
from openpias.server.platform.outbox.models import OutboxEvent

AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
TO = "receptie@clinica.example"
pytestmark = pytest.mark.django_db


@pytest.fixture
def house(settings):
    """A mail server that answers, and the setting that leads to it."""
    house = MailHouse()
    house.open()
    settings.MAIL_SERVER = house.server()
    yield house
    house.close()


@pytest.fixture(autouse=True)
def kind():
    """A kind of letter with a value in it."""
    texts.register(
        {
            "test.named": texts.LetterText(
                subject="Cererea %(number)s", paragraphs=("Solicitantă: %(name)s.",)
            )
        }
    )


def written(at=AT, **fields):
    values = {"kind": texts.TRIAL, "to": TO, "language": "ro", "data": {}, "at": at}
    return operations.send(**{**values, **fields})


def row(letter):
    return Letter.objects.get(pk=letter)


def test_letter_is_written_with_its_event_and_gone_with_the_transaction():
    with transaction.atomic():
        written()
        transaction.set_rollback(True)
    letter = written()

    assert Letter.objects.count() == 1
    assert OutboxEvent.objects.get().payload == {"letter": str(letter)}
    assert consumers.registered()["mail.letter-written"] == (tasks.DELIVER,)


def test_letter_arrives_once_however_often_its_job_runs(house):
    letter = written(kind="test.named", data={"number": 7, "name": "Șerban Țurcan"})

    for _ in range(3):
        operations.deliver(letter, at=AT)
    operations.deliver_due(at=AT + timedelta(hours=1))

    (message,) = house.received
    assert house.recipients == [TO]
    assert message["Subject"] == "e-PIAS: Cererea 7"
    assert message["Message-ID"] == f"<{letter}@127.0.0.1>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "ro"
    assert "Solicitantă: Șerban Țurcan." in message.get_content()
    assert (row(letter).state, row(letter).attempts) == (LetterState.DELIVERED, 1)


def test_value_adds_neither_header_nor_paragraph(house):
    letter = written(kind="test.named", data={"number": "7\r\nBcc: x@y.example", "name": "A\n\nB"})

    operations.deliver(letter, at=AT)

    (message,) = house.received
    assert message["Bcc"] is None
    assert message["Subject"] == "e-PIAS: Cererea 7 Bcc: x@y.example"
    assert "Solicitantă: A B." in message.get_content()


def test_letter_waits_for_a_server_that_is_down_and_leaves_when_it_is_back(house):
    house.close()
    letter = written()

    operations.deliver(letter, at=AT)
    assert (row(letter).state, row(letter).failure) == (LetterState.WAITING, "unreachable")
    house.open()
    operations.deliver_due(at=AT + timedelta(seconds=59))
    assert house.received == []
    operations.deliver_due(at=AT + timedelta(seconds=60))

    assert len(house.received) == 1
    assert (row(letter).state, row(letter).attempts) == (LetterState.DELIVERED, 2)


def test_pauses_grow_until_the_letter_is_given_up_after_three_days(house):
    house.close()
    letter = written()
    moments = []

    while row(letter).state == LetterState.WAITING:
        moments.append(row(letter).next_attempt_at)
        operations.deliver_due(at=moments[-1])

    pauses = [later - earlier for earlier, later in pairwise(moments)]
    assert [pause.total_seconds() / 60 for pause in pauses[:9]] == [
        *(1, 2, 4, 8, 16, 32, 64, 120, 120),
    ]
    assert row(letter).state == LetterState.GIVEN_UP
    assert timedelta(days=3) - timedelta(hours=2) < row(letter).ended_at - AT <= timedelta(days=3)


def test_one_silent_server_is_asked_once_in_a_round(house):
    house.close()
    letters = [written(), written()]

    operations.deliver_due(at=AT)

    assert sorted(row(letter).attempts for letter in letters) == [0, 1]


@pytest.mark.parametrize("place", ["recipient_answer", "content_answer"])
def test_refused_letter_is_never_tried_again(house, place):
    setattr(house, place, "550 5.1.1 no such user")
    letter = written()

    operations.deliver(letter, at=AT)
    setattr(house, place, "")
    operations.deliver_due(at=AT + timedelta(hours=3))

    assert house.received == []
    assert (row(letter).state, row(letter).failure) == (LetterState.REFUSED, "smtp-550")


def test_busy_mailbox_holds_only_its_own_letter_back(house):
    house.recipient_answer = "451 4.7.1 try later"
    letters = [written(), written()]

    operations.deliver_due(at=AT)

    assert [row(letter).attempts for letter in letters] == [1, 1]
    assert {row(letter).failure for letter in letters} == {"smtp-451"}
    assert {row(letter).state for letter in letters} == {LetterState.WAITING}


def test_letters_that_nobody_came_to_leave_with_the_next_round(house, monkeypatch):
    letters = [written(at=AT + timedelta(seconds=number)) for number in range(3)]
    later = AT + timedelta(minutes=1)
    monkeypatch.setattr(operations, "_DELIVERING_SECONDS", -1.0)

    assert operations.deliver_due(at=later) == 0
    assert [row(letter).attempts for letter in letters] == [0, 0, 0]
    monkeypatch.undo()
    assert operations.deliver_due(at=later) == 3

    assert [row(letter).attempts for letter in letters] == [1, 1, 1]
    assert len(house.received) == 3


def test_letters_that_somebody_holds_are_left_and_the_oldest_leave_first(house):
    letters = [written(at=AT + timedelta(seconds=number)) for number in (2, 0, 1)]
    later = AT + timedelta(minutes=1)

    assert [each.pk for each in holds.due(at=later, most=2)] == [letters[1], letters[2]]
    operations.deliver_due(at=later)

    assert [row(letter).state for letter in letters] == ["delivered", "waiting", "waiting"]


def test_letter_whose_worker_died_is_tried_again_after_its_hold(house):
    letter = written()
    assert [each.pk for each in holds.one(letter, at=AT)] == [letter]

    operations.deliver(letter, at=AT)
    assert house.received == []
    operations.deliver_due(at=AT + timedelta(minutes=5))

    assert len(house.received) == 1


def test_an_occasion_has_one_letter():
    first = written(once="expiry-7:abc")
    second = written(once="expiry-7:abc")

    assert first == second
    assert OutboxEvent.objects.count() == 1


def test_what_a_letter_said_is_forgotten_thirty_days_after_its_end(house):
    letter = written(about="request-1")
    operations.deliver(letter, at=AT)
    waiting = written(at=AT)

    early = operations.forget(at=AT + timedelta(days=30))
    late = operations.forget(at=AT + timedelta(days=30, seconds=1))

    kept = row(letter)
    assert (early, late) == (0, 1)
    assert (kept.recipient, kept.subject, kept.body) == ("", "", "")
    assert (kept.about, kept.state) == ("request-1", LetterState.DELIVERED)
    assert row(waiting).recipient == TO


@pytest.mark.parametrize("address", ["", "clinica", "a@b.example\nBcc: c@d.example", "ș@b.example"])
def test_what_is_no_address_is_not_written(address):
    with pytest.raises(operations.LetterAddressError, match=r"is not an e-mail address\.$"):
        written(to=address)

    assert Letter.objects.count() == 0


def test_letter_becomes_a_file_where_files_are_asked_for(settings, tmp_path):
    settings.MAIL_SERVER = MailServer(transport=Transport.FILE)
    settings.MAIL_DIR = tmp_path / "mail"
    letter = written()

    operations.deliver(letter, at=AT)

    (file,) = Path(settings.MAIL_DIR).iterdir()
    assert file.name == f"20261124-080000-{letter}.eml"
    assert b"To: " + TO.encode() in file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600


def test_without_a_server_letters_wait_and_the_status_tells_since_when(settings):
    settings.MAIL_SERVER = None
    operations.deliver(written(), at=AT)

    status = mail_status(now=AT + timedelta(minutes=16))

    assert (status.waiting, status.waiting_since, status.failed_lately) == (1, AT, 0)
    assert status.is_late(now=AT + timedelta(minutes=16))
    assert not status.is_late(now=AT + timedelta(minutes=15))


def test_trial_letter_says_what_became_of_it(house, capsys):
    call_command("send_trial_letter", TO)
    house.close()

    with pytest.raises(CommandError, match=r"waiting, unreachable\.$"):
        call_command("send_trial_letter", TO)
    assert "delivered" in capsys.readouterr().out


@pytest.mark.parametrize("language", ["ro", "uk", "en"])
def test_own_letters_have_words_in_every_language(language):
    rendered = texts.render(texts.TRIAL, language=language, data={})

    assert rendered.subject.startswith("e-PIAS: ")
    assert rendered.body.count("\n\n") == 3


@pytest.fixture
def everything_logged():
    """Log at DEBUG, also where an earlier test has fixed the logger at its own level."""
    for level in ("DEBUG", "CRITICAL"):
        logs.configure({"level": level})
        vars(operations._log).pop("bind", None)
        if level == "DEBUG":
            yield


def test_logs_name_no_address(house, everything_logged, capfd):
    house.recipient_answer = f"550 no such user {TO}"

    operations.deliver(written(), at=AT)

    out, err = capfd.readouterr()
    assert '"letter-refused"' in out
    assert '"smtp-550"' in out
    assert "clinica.example" not in out + err
