"""Does anything leave this machine unencrypted that should not?

Looked at before any settings are read. OCSP and CRL are signed and travel by HTTP, as issuers have it.
"""

import ipaddress
from collections.abc import Iterator
from urllib.parse import urlsplit

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from openpias.server.installation.checks.problems import Check, Place, Problem, error

_VERIFIED = "verify-full"


def database(place: Place) -> Iterator[Problem]:
    """Ask for TLS with a verified name where the database is on another machine."""
    try:
        said = conninfo_to_dict(place.environ.get("DATABASE_URL", ""))
    except ProgrammingError:
        return  # The settings say it.
    hosts = str(said.get("hostaddr") or said.get("host") or "").split(",")
    if not all(_is_here(host) for host in hosts) and said.get("sslmode") != _VERIFIED:
        yield error(
            "database-in-the-clear",
            what="The database is on another machine, and nobody asks it for its certificate.",
            do="Add sslmode=verify-full and sslrootcert=FILE to DATABASE_URL; see running.md.",
        )


def others(place: Place) -> Iterator[Problem]:
    """Find a mail server, a virus scanner or an Asterisk that is reached in the clear."""
    scanner = place.environ.get("OPENPIAS_HELPDESK_CLAMD", "")
    reached = {
        "OPENPIAS_MAIL_URL": _host(place.environ.get("OPENPIAS_MAIL_URL", ""), scheme="smtp"),
        "OPENPIAS_HELPDESK_CLAMD": "" if scanner.startswith("/") else scanner.rpartition(":")[0],
        "OPENPIAS_VOICE_ARI_URL": _host(
            place.environ.get("OPENPIAS_VOICE_ARI_URL", ""), scheme="http"
        ),
    }
    for name, host in reached.items():
        if not _is_here(host):
            yield error(
                "in-the-clear",
                what=f"{name} leads to another machine without encryption.",
                do="Use an encrypted address, run it on this machine, or let a tunnel carry it.",
            )


def _host(url: str, *, scheme: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return (parts.hostname or "") if parts.scheme == scheme else ""


def _is_here(host: str) -> bool:
    """Tell whether a host is this machine: none, a folder of sockets, or loopback."""
    if not host or host == "localhost" or host.startswith(("/", "@")):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


CHECKS: tuple[Check, ...] = (database, others)
