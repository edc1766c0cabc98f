"""Does the process that reads mails keep the rest safe from what a mail does to it?"""

import subprocess
import sys
import time

import pytest
from tests.factories import mails

from openpias.server.helpdesk.enums import Mailbox
from openpias.server.helpdesk.operations.reading import Reader, ReaderBrokeError
from openpias.server.helpdesk.operations.reading_worker import Asked


def asked(raw: bytes) -> Asked:
    return Asked(raw=raw, mailbox=Mailbox.SIUI, mail_from="a@b.invalid")


def test_hostile_mails_are_read_or_refused_in_bounded_time():
    nested = b"From: a@b.invalid\r\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(1000)
    )
    headers = b"".join(b"X-%d: %s\r\n" % (n, b"a" * 60) for n in range(20_000))
    hostile = {
        "subject": b"From: a@b.invalid\r\nSubject: " + b"word " * 200_000 + b"\r\n\r\nhi",
        "nested": nested,
        "parens": b"From: " + b"(" * 20_000 + b"\r\n\r\nhi",
        "headers": headers + b"From: a@b.invalid\r\n\r\nhi",
        "charset": b"From: a@b.invalid\r\nContent-Type: text/plain; charset=punycode\r\n\r\n"
        + b"x" * 9000,
        "nul": b"From: a@b.invalid\r\nSubject: a\x00b\r\n\r\nhi\x00there",
        "nothing": b"",
        "noise": bytes(range(256)) * 50,
    }
    reader = Reader()
    begun = time.monotonic()
    found = {name: reader.ask(asked(raw)) for name, raw in hostile.items()}
    reader.end()

    assert time.monotonic() - begun < 15
    assert {name for name, each in found.items() if each.problem} == {"nested", "nothing", "noise"}
    assert found["nul"].mail.subject.text == "a b"
    assert "\x00" not in found["nul"].mail.text.text


def test_a_process_that_dies_or_hangs_is_told_and_replaced():
    dying = Reader((sys.executable, "-c", "import sys; sys.stdin.buffer.read(8); sys.exit(1)"))
    with pytest.raises(ReaderBrokeError):
        dying.ask(asked(mails.mail()))
    hanging = Reader((sys.executable, "-c", "import time; time.sleep(60)"))
    with pytest.raises(ReaderBrokeError):
        hanging.ask(asked(mails.mail()), seconds=0.3)
    assert hanging._process.poll() is not None


def test_the_process_gets_no_secret():
    said = Reader((sys.executable, "-c", "import os; os.write(1, str(dict(os.environ)).encode())"))
    said._process.wait()
    assert b"OPENPIAS" not in said._process.stdout.read()
    said.end()


def test_where_nobody_may_set_limits_a_process_that_takes_too_much_ends():
    code = (
        "import resource, time\n"
        "def forbidden(*_a): raise PermissionError\n"
        "resource.setrlimit = forbidden\n"
        "from openpias.server.helpdesk.operations import worker_limits\n"
        "worker_limits.bound_memory(120 * 1024 * 1024)\n"
        "held = b'x' * (200 * 1024 * 1024)\n"
        "time.sleep(10)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=20)
    assert done.returncode == 1
