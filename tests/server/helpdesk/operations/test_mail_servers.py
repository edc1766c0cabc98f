"""Do mails come in from a real Dovecot by IMAP, and through a real Postfix by LMTP, none lost or doubled?"""

import imaplib
import os
import time

import pytest
from tests import prepare_machine
from tests.factories import mails
from tests.factories.people import NOW
from tests.fakes import mail_servers
from tests.server.helpdesk.operations.test_receiving import listening

from openpias.server.config.helpdesk_mail import parse_imap
from openpias.server.helpdesk.enums import MessageSource
from openpias.server.helpdesk.models import PulledMailbox, RawMessage
from openpias.server.helpdesk.operations import intake, pulling
from openpias.server.helpdesk.operations.pulling import MailboxUnavailableError

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def needed():
    absent = prepare_machine.missing("dovecot-imapd", "postfix")
    if absent or os.geteuid() != 0:
        pytest.skip(f"needs root and {', '.join(absent)}")


@pytest.fixture
def server():
    with mail_servers.dovecot() as port:
        yield port


def put(port, *raws):
    """Put mails into the mailbox as a mail server does; return the line."""
    line = imaplib.IMAP4("127.0.0.1", port)
    line.login("siui", mail_servers.PASSWORD)
    for raw in raws:
        line.append("INBOX", None, None, raw)
    return line


def mailbox(port):
    return parse_imap(f"siui=imap://siui:{mail_servers.PASSWORD}@127.0.0.1:{port}/INBOX")[0]


def folders(line):
    """Return how many mails lie in each folder, and how many of the moved ones are unread."""
    found = {}
    for name in ("INBOX", pulling.DONE_FOLDER):
        found[name] = int(line.select(name)[1][0])
    found["unread"] = len(line.search(None, "UNSEEN")[1][0].split())
    return found


def test_mails_are_pulled_once_and_moved_unread_after_the_commit(server):
    raws = [mails.mail(message_id=f"<{number}@x>") for number in range(5)]
    line = put(server, *raws)

    assert [pulling.pull(mailbox(server), at=NOW) for _ in range(2)] == [5, 0]
    assert folders(line) == {"INBOX": 0, pulling.DONE_FOLDER: 5, "unread": 5}
    assert RawMessage.objects.count() == 5
    state = PulledMailbox.objects.get()
    assert (state.failure, state.looked_at, state.last_mail_at) == ("", NOW, NOW)
    line.logout()


def test_a_round_that_breaks_between_commit_and_move_doubles_nothing(server, monkeypatch):
    line = put(server, mails.mail(), mails.mail(message_id="<2@x>"))
    real = intake.ingest

    def broken(*args, **options):
        real(*args, **options)
        raise OSError("killed")

    monkeypatch.setattr(intake, "ingest", broken)
    with pytest.raises(MailboxUnavailableError):
        pulling.pull(mailbox(server), at=NOW)
    assert PulledMailbox.objects.get().failure == "unreachable"
    monkeypatch.setattr(intake, "ingest", real)
    pulling.pull(mailbox(server), at=NOW)

    assert RawMessage.objects.count() == 2
    assert folders(line)["INBOX"] == 0
    line.logout()


def test_a_mail_that_is_too_large_stays_and_is_told(server, settings):
    settings.HELPDESK_MAIL_BYTES = 2_000
    line = put(server, mails.mail(text="a\n" * 4_000), mails.mail(message_id="<2@x>"))
    pulling.pull(mailbox(server), at=NOW)

    state = PulledMailbox.objects.get()
    assert (state.failure, state.waiting_since) == ("too-large", NOW)
    assert folders(line)["INBOX"] == 1
    assert RawMessage.objects.count() == 1
    line.logout()


def test_postfix_keeps_mails_while_we_are_down_and_breaks_no_long_line(settings):
    settings.HELPDESK_ADDRESSES = {
        "suport.siui@helpdesk.invalid": "siui",
        "suport.ceas@helpdesk.invalid": "ceas",
    }
    both = list(settings.HELPDESK_ADDRESSES)
    long = mails.mail(text="cuvânt " * 2_000)
    lmtp = mail_servers.free_port()
    with mail_servers.postfix(lmtp=lmtp) as port:
        mail_servers.send(long, port=port, to=both)
        time.sleep(0.5)
        assert RawMessage.objects.count() == 0
        with listening(MessageSource.LMTP, port=lmtp):
            until = time.monotonic() + 20
            while not RawMessage.objects.exists() and time.monotonic() < until:
                time.sleep(0.2)

    row = RawMessage.objects.get()
    assert sorted(row.mailboxes) == ["ceas", "siui"]
    from openpias.server.helpdesk.models.vault import Purpose, unseal

    received = unseal(row.sealed, purpose=Purpose.MAIL, ref=row.public_id)
    assert received.endswith(long.split(b"\r\n\r\n", 1)[1])
