"""Are mails taken by SMTP and LMTP, within bounds, and each answered as its sender needs?"""

import asyncio
import contextlib
import smtplib
import socket
import threading

import pytest
from tests.factories import mails
from tests.factories.people import NOW

from openpias.server.helpdesk.enums import MessageSource
from openpias.server.helpdesk.models import RawMessage
from openpias.server.helpdesk.operations import intake, receiving

OURS = ["suport.siui@127.0.0.1", "suport.ceas@127.0.0.1"]


@contextlib.contextmanager
def listening(source, *, port=0, most=receiving.MOST_CONNECTIONS):
    """Listen in a thread and return the port."""
    loop, started = asyncio.new_event_loop(), threading.Event()
    found = {}

    async def begin():
        found["server"], found["taking"] = await receiving.listen(
            source, port=port, now=lambda: NOW, most=most
        )
        found["port"] = found["server"].sockets[0].getsockname()[1]
        started.set()

    def work():
        loop.run_until_complete(begin())
        loop.run_forever()

    thread = threading.Thread(target=work)
    thread.start()
    started.wait(10)
    try:
        yield found["port"]
    finally:
        loop.call_soon_threadsafe(found["server"].close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        found["taking"].close()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()


@pytest.fixture
def stored(monkeypatch):
    """Keep what would be stored here, without a database."""
    found = []

    def ingest(raw, *, envelope, source, at):
        found.append((raw, envelope, source, at))

    monkeypatch.setattr(intake, "ingest", ingest)
    return found


def test_smtp_takes_long_lines_and_eight_bits_as_they_are(stored):
    raw = mails.mail(text="x" * 12_000 + "\nșțăîâ " + "я" * 2_000)
    with listening(MessageSource.SMTP) as port, smtplib.SMTP("127.0.0.1", port, timeout=10) as line:
        line.sendmail("a@b.invalid", OURS, raw)

    content, envelope, source, at = stored[0]
    assert content == raw
    assert ([*envelope.mailboxes], envelope.mail_from) == (["siui", "ceas"], "a@b.invalid")
    assert (source, at) == (MessageSource.SMTP, NOW)


def test_a_recipient_that_is_not_ours_is_refused(stored):
    with (
        listening(MessageSource.SMTP) as port,
        smtplib.SMTP("127.0.0.1", port, timeout=10) as line,
        pytest.raises(smtplib.SMTPRecipientsRefused),
    ):
        line.sendmail("a@b.invalid", ["director@127.0.0.1"], mails.mail())
    assert stored == []


@pytest.mark.parametrize(("fails", "answer"), [(False, 250), (True, 451)])
def test_lmtp_answers_once_for_each_recipient(stored, monkeypatch, fails, answer):
    if fails:

        def broken(*_args, **_kwargs):
            raise OSError("no database")

        monkeypatch.setattr(intake, "ingest", broken)
    with listening(MessageSource.LMTP) as port, smtplib.LMTP("127.0.0.1", port) as line:
        line.ehlo("here")
        line.mail("a@b.invalid")
        for each in OURS:
            line.rcpt(each)
        first = line.data(mails.mail())
        second = line.getreply()
        after = line.noop()

    assert (first[0], second[0], after[0]) == (answer, answer, 250)


def test_lmtp_answers_a_mail_that_is_too_large_for_each_recipient(stored, settings):
    settings.HELPDESK_MAIL_BYTES = 10_000
    with listening(MessageSource.LMTP) as port, smtplib.LMTP("127.0.0.1", port) as line:
        line.ehlo("here")
        line.mail("a@b.invalid")
        for each in OURS:
            line.rcpt(each)
        codes = [line.data(b"a\r\n" * 5_000)[0], line.getreply()[0], line.noop()[0]]

    assert codes == [552, 552, 250]
    assert stored == []


def test_data_without_a_line_end_is_cut_off(stored, settings):
    settings.HELPDESK_MAIL_BYTES = 100_000
    with listening(MessageSource.SMTP) as port:
        line = socket.create_connection(("127.0.0.1", port), timeout=10)
        for said in (
            b"EHLO x\r\n",
            b"MAIL FROM:<a@b.invalid>\r\n",
            f"RCPT TO:<{OURS[0]}>\r\n".encode(),
        ):
            line.sendall(said)
            line.recv(4096)
        line.sendall(b"DATA\r\n")
        line.recv(4096)
        sent = 0
        with contextlib.suppress(OSError):
            while sent < 100_000_000:
                sent += line.send(b"x" * 65_536)
        line.close()
        with smtplib.SMTP("127.0.0.1", port, timeout=10) as again:
            again.sendmail("a@b.invalid", OURS[:1], mails.mail())

    assert sent < 30_000_000
    assert len(stored) == 1


def test_one_connection_too_many_is_told_to_come_later(stored):
    with listening(MessageSource.SMTP, most=2) as port:
        open_ones = [smtplib.SMTP("127.0.0.1", port, timeout=10) for _ in range(2)]
        with pytest.raises(smtplib.SMTPConnectError) as refused:
            smtplib.SMTP("127.0.0.1", port, timeout=10)
        open_ones[0].quit()
        with smtplib.SMTP("127.0.0.1", port, timeout=10) as again:
            assert again.noop()[0] == 250
        open_ones[1].quit()

    assert refused.value.smtp_code == 421


@pytest.mark.django_db(transaction=True)
def test_250_says_that_the_mail_is_on_the_disk():
    with listening(MessageSource.SMTP) as port, smtplib.SMTP("127.0.0.1", port, timeout=10) as line:
        line.sendmail("", OURS[:1], mails.mail())
        assert RawMessage.objects.get().state == "stored"
