"""Which virus scanner do tests ask? Debian's clamd, with one signature that we invented."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CLAMD = shutil.which("clamd", path=f"{os.environ['PATH']}:/usr/sbin")
# What the scanner takes for a virus: a sentence that no document has by chance.
INVENTED_VIRUS = "openpias-invented-virus-for-tests-7f3a"
_NOBODY = 65534
_SETTINGS = """
Foreground yes
DatabaseDirectory {home}/signatures
LocalSocket {home}/clamd.ctl
LocalSocketMode 666
StreamMaxLength 25M
MaxThreads 2
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanner:
    """A running clamd: where it listens, and whether it works."""

    address: str
    process: subprocess.Popen[bytes]

    def halt(self) -> None:
        """Let it take connections and answer none, as one that is overloaded."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it answer again."""
        self.process.send_signal(signal.SIGCONT)


@contextmanager
def clamd() -> Iterator[Scanner]:
    """Run a clamd of our own that belongs to nobody and knows one signature."""
    assert CLAMD is not None
    home = Path(tempfile.mkdtemp(prefix="openpias-clamd-"))
    signatures = home / "signatures"
    signatures.mkdir()
    pattern = INVENTED_VIRUS.encode().hex()
    (signatures / "invented.ndb").write_text(f"OpenPIAS.Invented:0:*:{pattern}\n")
    (home / "clamd.conf").write_text(_SETTINGS.format(home=home))
    unprivileged = _NOBODY if os.geteuid() == 0 else None
    if unprivileged is not None:
        os.chown(home, _NOBODY, _NOBODY)
    process = subprocess.Popen(
        [CLAMD, "--config-file", home / "clamd.conf"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        user=unprivileged,
        group=unprivileged,
        extra_groups=[] if unprivileged is not None else None,
    )
    try:
        _wait(home / "clamd.ctl", process)
        yield Scanner(address=str(home / "clamd.ctl"), process=process)
    finally:
        process.send_signal(signal.SIGCONT)
        process.terminate()
        process.wait(timeout=10)
        shutil.rmtree(home, ignore_errors=True)


def _wait(listening: Path, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while not listening.exists():
        assert process.poll() is None, "clamd ended"
        assert time.monotonic() < until, "clamd did not begin to listen"
        time.sleep(0.05)
