"""What takes mails and calls in, in a process of its own: listeners, pulls and the spool of calls?

It only stores; `mail_read` reads. The desk and the IVR do not depend on it: while it is down, mails
wait at the mail server in front or in the mailboxes, and calls in their folder.
"""

import asyncio
import functools
import json
import os
import signal
import threading
from pathlib import Path

import structlog
from django.conf import settings
from django.utils import timezone

from openpias.server.config.helpdesk_mail import ImapMailbox
from openpias.server.helpdesk.enums import MessageSource
from openpias.server.helpdesk.operations import call_spool, pulling, receiving
from openpias.server.helpdesk.operations.jobs import Job
from openpias.server.helpdesk.operations.pulling import MailboxUnavailableError

_SPOOL_SECONDS = 5.0
_STOP_SECONDS = 10.0
_log = structlog.get_logger()


def run() -> None:
    """Take mails and calls until SIGTERM or SIGINT; raises OSError where a port is taken."""
    asyncio.run(_run())


async def _run() -> None:
    stop, stopping = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    smtp, by_smtp = await receiving.listen(
        MessageSource.SMTP, port=settings.HELPDESK_SMTP_PORT, now=timezone.now
    )
    lmtp, by_lmtp = await receiving.listen(
        MessageSource.LMTP, port=settings.HELPDESK_LMTP_PORT, now=timezone.now
    )
    _note_ports(smtp=_port(smtp), lmtp=_port(lmtp))
    jobs = [
        Job("calls", _SPOOL_SECONDS, stopping, _take_calls),
    ]
    jobs += [
        Job(
            f"pull {each.mailbox}",
            settings.HELPDESK_PULL_SECONDS,
            stopping,
            functools.partial(_pull, each),
        )
        for each in settings.HELPDESK_IMAP
    ]
    for job in jobs:
        job.start()
    await stop.wait()
    stopping.set()
    for server in (smtp, lmtp):
        server.close()
    for job in jobs:
        await asyncio.to_thread(job.join, _STOP_SECONDS)
    by_smtp.close()
    by_lmtp.close()


def _pull(source: ImapMailbox) -> None:
    try:
        pulling.pull(source, at=timezone.now())
    except MailboxUnavailableError as error:
        _log.warning("mailbox-not-read", mailbox=source.mailbox, failure=error.code)


def _take_calls() -> None:
    call_spool.take(Path(settings.HELPDESK_CALLS_DIR), at=timezone.now())


def _port(server: asyncio.Server) -> int:
    return int(server.sockets[0].getsockname()[1])


def _note_ports(**ports: int) -> None:
    """Say in the home where we listen, for tests and for whoever sets a mail server before it."""
    file = Path(settings.HOME) / "mail-in.json"
    draft = file.with_suffix(f".{os.getpid()}.tmp")
    draft.write_text(json.dumps(ports), encoding="ascii")
    draft.replace(file)
    _log.info("mail-in-listens", **ports)
