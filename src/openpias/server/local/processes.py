"""How is a child started so that it never outlives us, and ended in order?"""

import ctypes
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpias.server.local.accounts import SystemAccount

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def _die_with_parent(with_signal: int) -> Callable[[], None]:
    def ask_kernel() -> None:
        _libc.prctl(_PR_SET_PDEATHSIG, with_signal, 0, 0, 0)

    return ask_kernel


def start(
    command: Sequence[str],
    *,
    env: Mapping[str, str],
    log: Path | None = None,
    account: SystemAccount | None = None,
    death_signal: signal.Signals = signal.SIGTERM,
) -> "subprocess.Popen[bytes]":
    """Start a child in a session of its own; the kernel ends it when we die."""
    options: dict[str, Any] = dict(account.popen_options()) if account else {}
    if log is None:
        return subprocess.Popen(
            command,
            env=dict(env),
            start_new_session=True,
            preexec_fn=_die_with_parent(death_signal),  # noqa: PLW1509 - the parent has one thread
            **options,
        )
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_die_with_parent(death_signal),  # noqa: PLW1509 - the parent has one thread
            **options,
        )


def stop(
    process: "subprocess.Popen[bytes]", *, seconds: float, first: signal.Signals = signal.SIGTERM
) -> None:
    """Ask a child to end, and end it when it does not within the time."""
    if process.poll() is not None:
        return
    process.send_signal(first)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
