"""How many certificates are checked in a second, with answers about revocation that were kept?

Path, purpose and OCSP with a kept answer, then the list of the root, as a sign-in does it; the
demonstration authority signs. Prints one JSON line. Usage: certificate_check.py [COUNT]
"""

import json
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from openpias.core.pki import checking, demo_ca
from openpias.core.pki.checking import State


@dataclass(frozen=True)
class Kept:
    """What a cache holds: one answer about the holder, and the list of each authority."""

    answer: bytes
    lists: dict[bytes, bytes]

    def ocsp(self, certificate: bytes, *, issuer: bytes) -> bytes:  # noqa: ARG002 - the port's shape
        """Return the kept answer."""
        return self.answer

    def crl(self, certificate: bytes, *, issuer: bytes) -> bytes:  # noqa: ARG002 - the port's shape
        """Return the kept list."""
        return self.lists[issuer]


def calibration() -> float:
    """Return the milliseconds of a fixed loop, to compare machines."""
    started = time.perf_counter()
    for _ in range(100_000):
        sha256(b"calibration").digest()
    return (time.perf_counter() - started) * 1000


def main(count: int) -> None:
    """Check one certificate again and again; every check must be good."""
    moment = datetime.now(UTC)
    ca = demo_ca.establish(moment=moment)
    holder = ca.issue("Popescu Ștefania", since=moment)
    kept = Kept(
        answer=ca.ocsp_answer(holder.certificate, moment=moment),
        lists={each.der: ca.crl(each, moment=moment) for each in (ca.root, ca.issuing)},
    )
    times = []
    for _ in range(count + 1):
        started = time.perf_counter()
        found = checking.check(
            holder.der,
            anchors=[ca.root.der],
            intermediates=[ca.issuing.der],
            purpose=checking.LOGIN,
            source=kept,
            moment=datetime.now(UTC),
        )
        times.append((time.perf_counter() - started) * 1000)
        if found.state is not State.GOOD:
            raise SystemExit(f"not good: {found.state}")
    # The first check loads the library.
    rest = sorted(times[1:])
    figures = {
        "checks_per_s": round(1000 * count / sum(rest)),
        "p50_ms": round(rest[count // 2], 1),
        "p99_ms": round(rest[int(count * 0.99)], 1),
        "first_ms": round(times[0]),
        "calibration_ms": round(calibration(), 1),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
