"""Which tokens do tests plug in? A card whose PIN locks, and SoftHSM's files, which are faster."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pkcs11
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11 import Attribute, CertificateType, ObjectClass
from pkcs11.util.rsa import decode_rsa_private_key

from openpias.core.pki import demo_files
from openpias.core.pki.demo_ca import DemoCa
from openpias.core.pki.demo_certificates import CLIENT_AUTH, Party, Terms
from tests import prepare_machine
from tests.factories import pki
from tests.fakes.piv import PivApplet, Place

OPENSC = Path("/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so")
SOFTHSM = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN = "123456"
_USAGES = {
    Place.AUTHENTICATION: ("digital_signature",),
    Place.SIGNATURE: ("content_commitment",),
}


def applet(*, ca: DemoCa, moment=pki.NOW, kind=PivApplet, **fields) -> PivApplet:
    """Return a card whose two keys are certified: one for doors, one for signatures."""
    card = kind(pin=PIN)
    for place, usages in _USAGES.items():
        is_door = place == Place.AUTHENTICATION
        terms = Terms(
            since=moment - timedelta(hours=2),
            usages=usages,
            purposes=(CLIENT_AUTH,) if is_door else (),
            qualified=True,
            addresses=ca.addresses,
        )
        certificate = ca.certify(card.public_key(place), holder=pki.holder(**fields), terms=terms)
        card.certificates[place] = certificate.public_bytes(Encoding.DER)
    return card


def soft_missing() -> str:
    """Say what SoftHSM lacks on this machine, or nothing."""
    packages = prepare_machine.missing("softhsm2", "libsofthsm2")
    return f"not installed: {', '.join(packages)} (Debian packages)" if packages else ""


@contextmanager
def soft_token(
    folder: Path, *parties: Party, label="SoftHSM", with_key=True, asks_each_time=False
) -> Iterator[Path]:
    """Make a token of SoftHSM with certificates and their keys, and yield the module.

    `asks_each_time`: the keys, which are RSA then, ask the PIN again before each signature.
    """
    conf, key = folder / "softhsm2.conf", folder / "key.pem"
    (folder / "tokens").mkdir()
    conf.write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(conf)
    try:
        _softhsm("--init-token", "--free", "--label", label, "--so-pin", "87654321", "--pin", PIN)
        for number, party in enumerate(parties, 1):
            if with_key and not asks_each_time:
                key.write_bytes(demo_files.key_pem(party))
                _softhsm(
                    *("--import", str(key), "--token", label, "--pin", PIN),
                    *("--id", f"{number:02x}", "--label", "cheie"),
                )
        library = pkcs11.lib(str(SOFTHSM))
        library.reinitialize()
        for number, party in enumerate(parties, 1):
            token = library.get_token(token_label=label)
            _certificate(token, party, key_id=bytes([number]))
            if asks_each_time:
                _key_that_asks(token, party, key_id=bytes([number]))
        yield SOFTHSM
        library.finalize()
    finally:
        os.environ.pop("SOFTHSM2_CONF")


def _key_that_asks(token: pkcs11.Token, party: Party, *, key_id: bytes) -> None:
    plain = party.key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    with token.open(user_pin=PIN, rw=True) as session:
        session.create_object(
            {
                **decode_rsa_private_key(plain),
                Attribute.TOKEN: True,
                Attribute.PRIVATE: True,
                Attribute.SIGN: True,
                Attribute.ID: key_id,
                Attribute.LABEL: "cheie",
                Attribute.ALWAYS_AUTHENTICATE: True,
            }
        )


def _certificate(token: pkcs11.Token, party: Party, *, key_id: bytes) -> None:
    with token.open(user_pin=PIN, rw=True) as session:
        session.create_object(
            {
                Attribute.CLASS: ObjectClass.CERTIFICATE,
                Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
                Attribute.TOKEN: True,
                Attribute.ID: key_id,
                Attribute.LABEL: "certificat",
                Attribute.SUBJECT: party.certificate.subject.public_bytes(),
                Attribute.VALUE: party.der,
            }
        )


def _softhsm(*arguments: str) -> None:
    command = ["softhsm2-util", *arguments]
    subprocess.run(command, check=True, capture_output=True)
