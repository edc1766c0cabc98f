"""Which authority, certificates and keys does the demonstration of the door use?

Made once in `$OPENPIAS_HOME/door`, every certificate with DEMO in its subject. Production refuses the
authority: its key lies beside it.
"""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from openpias.core.pki import demo_ca, demo_files
from openpias.core.pki.demo_ca import DemoCa
from openpias.core.pki.demo_certificates import Addresses, Holder, Party

PASSWORD = "demo"  # noqa: S105 - of files whose keys open nothing but the demonstration


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorHolder:
    """Somebody with a demonstration certificate; `username` is filled for staff."""

    file: str
    holder: Holder
    owner_kind: str
    owner_code: str
    house: str
    username: str
    role: str


def _holder(name: str, organization: str, fiscal_code: str = "") -> Holder:
    surname, _, given = name.partition(" ")
    return Holder(
        common_name=name,
        surname=surname,
        given_name=given,
        organization=organization,
        fiscal_code=fiscal_code,
        email="demo@example.org",
    )


HOLDERS = (
    DoorHolder(
        file="receptie",
        holder=_holder("Țărnă Ștefania", "Clinica Demonstrativă Siret", "90000001"),
        owner_kind="provider",
        owner_code="90000001",
        house="CAS-SV",
        username="",
        role="clerk",
    ),
    DoorHolder(
        file="casa",
        holder=_holder("Munteanu Ioan", "Casa de Asigurări Demonstrativă"),
        owner_kind="house",
        owner_code="CAS-SV",
        house="CAS-SV",
        username="demo-casa",
        role="house-operator",
    ),
    DoorHolder(
        file="carduri",
        holder=_holder("Lungu Elena", "Casa de Asigurări Demonstrativă"),
        owner_kind="house",
        owner_code="CAS-SV",
        house="CAS-SV",
        username="demo-card",
        role="card-specialist",
    ),
    DoorHolder(
        file="cnas",
        holder=_holder("Ionescu Ana", "CNAS (demonstrativ)"),
        owner_kind="national-house",
        owner_code="CNAS",
        house="",
        username="demo-cnas",
        role="administrator",
    ),
    DoorHolder(
        file="neinrolat",
        holder=_holder("Popescu Maria", "Clinica Demonstrativă Siret", "90000001"),
        owner_kind="",
        owner_code="",
        house="",
        username="",
        role="",
    ),
)


def make(folder: Path, *, responder_url: str) -> None:
    """Write authority, server and holders once; a folder that has them, for the same address, stays.

    A holder that an earlier version did not know gets a certificate of the authority that is there.
    """
    note = folder / "responder"
    now = datetime.now(UTC).replace(microsecond=0)
    if note.exists() and note.read_text(encoding="ascii") == responder_url:
        known = authority(folder, responder_url=responder_url)
        for each in HOLDERS:
            if not (folder / "holders" / f"{each.file}.pem").exists():
                _write_holder(folder / "holders", known, each, now=now)
        return
    ca = demo_ca.establish(moment=now, base_url=responder_url)
    for name in ("anchors", "intermediates", "holders"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for name, party in (("root", ca.root), ("issuing", ca.issuing), ("ocsp", ca.ocsp_signer)):
        _write_party(folder, name, party)
    _write(folder / "anchors" / "root.pem", _pem(ca.root))
    _write(folder / "intermediates" / "issuing.pem", _pem(ca.issuing))
    _write(folder / "bundle.pem", _pem(ca.root) + _pem(ca.issuing))
    server = ca.issue_server(since=now - timedelta(hours=1))
    chain = demo_files.certificates_pem(server.certificate, ca.issuing.certificate)
    _write(folder / "fullchain.pem", chain)
    _write(folder / "key.pem", demo_files.key_pem(server))
    for each in HOLDERS:
        _write_holder(folder / "holders", ca, each, now=now)
    note.write_text(responder_url, encoding="ascii")


def authority(folder: Path, *, responder_url: str) -> DemoCa:
    """Read the authority back, to answer about its certificates."""
    parties = {
        name: demo_files.party(
            (folder / f"{name}.pem").read_bytes(), key_pem=(folder / f"{name}.key").read_bytes()
        )
        for name in ("root", "issuing", "ocsp")
    }
    addresses = Addresses(
        ocsp=f"{responder_url}/ocsp",
        crl=f"{responder_url}/issuing.crl",
        issuer=f"{responder_url}/issuing.crt",
    )
    return DemoCa(
        addresses=addresses,
        root=parties["root"],
        issuing=parties["issuing"],
        ocsp_signer=parties["ocsp"],
    )


def _write_holder(folder: Path, ca: DemoCa, each: DoorHolder, *, now: datetime) -> None:
    party = ca.issue(each.holder, since=now - timedelta(hours=1))
    _write_party(folder, each.file, party)
    authorities = [ca.issuing.certificate, ca.root.certificate]
    packed = demo_files.browser_file(party, password=PASSWORD, authorities=authorities)
    _write(folder / f"{each.file}.p12", packed)


def _write_party(folder: Path, name: str, party: Party) -> None:
    _write(folder / f"{name}.pem", _pem(party))
    _write(folder / f"{name}.key", demo_files.key_pem(party))


def _pem(party: Party) -> bytes:
    return demo_files.certificates_pem(party.certificate)


def _write(file: Path, content: bytes) -> None:
    """Write a file that only its owner reads."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as output:
        output.write(content)
