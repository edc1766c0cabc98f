"""Which real mail servers do tests talk to? Dovecot and Postfix, each a private one on loopback."""

import os
import shutil
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.fakes.mail import free_port

__all__ = ["PASSWORD", "dovecot", "free_port", "postfix", "send"]

PASSWORD = "invented"
_NOBODY = 65534
_DOVECOT = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{home}/mail/%u
first_valid_uid = 1000
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={nobody} gid={nobody} home={home}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service stats {{
  chroot =
}}
"""
_POSTFIX_MAIN = """
compatibility_level = 3.6
queue_directory = {home}/queue
data_directory = {home}/data
maillog_file = {home}/log/postfix
maillog_file_prefixes = {home}/log
myhostname = mx.invalid
mydestination =
local_recipient_maps =
inet_interfaces = 127.0.0.1
virtual_mailbox_domains = helpdesk.invalid
virtual_mailbox_maps = static:all
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
lmtp_line_length_limit = 0
lmtp_destination_recipient_limit = 20
lmtp_connection_cache_on_demand = no
smtpd_forbid_bare_newline = normalize
smtpd_recipient_restrictions = reject_unauth_destination
minimal_backoff_time = 1s
maximal_backoff_time = 2s
queue_run_delay = 1s
alias_maps =
alias_database =
"""
_POSTFIX_MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
lmtp unix - - n - - lmtp
error unix - - n - - error
retry unix - - n - - error
scache unix - - n - 1 scache
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""


@contextmanager
def dovecot() -> Iterator[int]:
    """Run Dovecot, whose users are whoever knows the password, and yield its IMAP port."""
    home, port = _home(), free_port()
    (home / "mail").mkdir()
    os.chown(home / "mail", _NOBODY, _NOBODY)
    config = home / "dovecot.conf"
    config.write_text(
        _DOVECOT.format(home=home, port=port, password=PASSWORD, nobody=_NOBODY), encoding="ascii"
    )
    running = subprocess.Popen(["/usr/sbin/dovecot", "-F", "-c", str(config)])
    try:
        _until_open(port)
        yield port
    finally:
        running.terminate()
        running.wait(10)
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def postfix(*, lmtp: int) -> Iterator[int]:
    """Run Postfix, which gives mails for helpdesk.invalid to an LMTP port, and yield its SMTP port."""
    home, port = _home(), free_port()
    for name in ("etc", "queue", "data", "log"):
        (home / name).mkdir()
    shutil.chown(home / "data", "postfix")
    shutil.chown(home / "log", "postfix")
    values = {"home": home, "port": port, "lmtp": lmtp}
    (home / "etc/main.cf").write_text(_POSTFIX_MAIN.format(**values), encoding="ascii")
    (home / "etc/master.cf").write_text(_POSTFIX_MASTER.format(**values), encoding="ascii")
    command = ["/usr/sbin/postfix", "-c", str(home / "etc")]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([*command, "start"], check=True, **quiet)
    try:
        _until_open(port)
        yield port
    finally:
        subprocess.run([*command, "stop"], check=False, **quiet)
        shutil.rmtree(home, ignore_errors=True)


def send(raw: bytes, *, port: int, to: list[str]) -> None:
    """Send a mail by SMTP."""
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as line:
        line.sendmail("farmacia@exemplu.invalid", to, raw)


def _home() -> Path:
    """Return a folder that other users may enter."""
    home = Path(tempfile.mkdtemp(prefix="mail-"))
    home.chmod(0o755)
    return home


def _until_open(port: int) -> None:
    until = time.monotonic() + 15
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("The mail server does not answer.")
