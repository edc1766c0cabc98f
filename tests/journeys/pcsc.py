"""How does a test get readers of its own: a pcscd that no other sees, with vpcd's slots?

pcscd knows one folder below /run and lets nobody be second there. It gets a /run of its own, and
its socket is made here and handed over as systemd would; clients find it by PCSCLITE_CSOCK_NAME.
libpcsclite reads that name once in a process, so a process has one pcscd, from beginning to end.
vpcd listens on every address of the machine: for tests only, and it ends with the process that
started it, however that ends.
"""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import prepare_machine
from tests.fakes.vpcd import until
from tests.fakes.winscard import NO_CARD, Terminal

from openpias.station.simulator.vpcd import Card, Slot

DRIVER = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
NEEDED = ("pcscd", "vsmartcard-vpcd", "opensc-pkcs11")
_READER = """\
FRIENDLYNAME "OpenPIAS test"
DEVICENAME /dev/null:{port:#x}
LIBPATH {driver}
CHANNELID {port:#x}
"""
# Descriptors of systemd begin with 3, and `exec` keeps the process id; dash knows only one digit.
_HAND_OVER = """\
mount -t tmpfs none /run
exec 3<&"$1"
LISTEN_PID=$$ LISTEN_FDS=1 exec setpriv --pdeathsig TERM pcscd --foreground --config "$2"
"""


@dataclass(frozen=True, kw_only=True)
class Readers:
    """A running pcscd with two slots."""

    port: int

    @contextmanager
    def inserted(self, card: Card) -> Iterator[Slot]:
        """Put a card into the first slot, as soon as the one before is missed, and see it there."""
        with closing(Terminal()) as terminal:
            until(lambda: terminal.refusal() == NO_CARD)
            with Slot(card, port=self.port) as slot:
                _seen(terminal, slot)
                yield slot


def _seen(terminal: Terminal, slot: Slot) -> None:
    """Wait until pcscd sees the card; put it in again where one pulled mid-command hid it."""
    try:
        until(lambda: terminal.refusal() is None, within=1.5)
    except AssertionError:
        slot.pull()
        slot.insert()
        until(lambda: terminal.refusal() is None)


def missing() -> str:
    """Say what is missing on this machine, or nothing."""
    packages = prepare_machine.missing(*NEEDED)
    if packages:
        return f"not installed: {', '.join(packages)} (Debian packages)"
    if subprocess.run([*_alone(), "true"], check=False, capture_output=True).returncode:
        return "no name space of mounts can be made here"
    return ""


@contextmanager
def running(folder: Path) -> Iterator[Readers]:
    """Run pcscd until the end, with its socket and its log in `folder`."""
    port = _free_pair()
    name = folder / "pcscd.sock"
    conf = folder / "readers"
    conf.mkdir()
    (conf / "vpcd").write_text(_READER.format(port=port, driver=DRIVER))
    with ExitStack() as stack:
        log = stack.enter_context((folder / "pcscd.log").open("w"))
        listener = stack.enter_context(socket.socket(socket.AF_UNIX))
        listener.bind(str(name))
        listener.listen()
        handle = listener.fileno()
        process = subprocess.Popen(
            [*_alone(), "bash", "-ec", _HAND_OVER, "pcscd", str(handle), str(conf)],
            pass_fds=[handle],
            stdout=log,
            stderr=log,
        )
        stack.callback(_end, process)
        _wait(process, port, folder / "pcscd.log")
        os.environ["PCSCLITE_CSOCK_NAME"] = str(name)
        stack.callback(os.environ.pop, "PCSCLITE_CSOCK_NAME", None)
        yield Readers(port=port)


def _alone() -> list[str]:
    return ["unshare", "-m" if os.geteuid() == 0 else "-rm"]


def _free_pair() -> int:
    """Return a port below those that the kernel gives away, free with the next one."""
    for port in range(29100 + os.getpid() % 500 * 2, 32000, 2):
        with ExitStack() as stack:
            try:
                for each in (port, port + 1):
                    probe = stack.enter_context(socket.socket())
                    probe.bind(("0.0.0.0", each))  # noqa: S104 - as vpcd does
            except OSError:
                continue
            return port
    raise AssertionError("no free ports for vpcd")


def _wait(process: subprocess.Popen, port: int, log: Path) -> None:
    """Wait until the second slot listens, which is the last; look, and leave the slot empty."""
    needle = f" 00000000:{port + 1:04X} "
    until = time.monotonic() + 10
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text()
        if needle in Path("/proc/net/tcp").read_text():
            return
        time.sleep(0.01)
    raise AssertionError(log.read_text())


def _end(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(5)
