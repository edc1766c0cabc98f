"""Can somebody else speak to our card with the document and the vectors alone?

The terminal and the unit below are written from docs/interop/health-card.md and import nothing of
ours; the virtual card answers them.
"""

import hashlib
import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.cmac import CMAC
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.x509 import load_der_x509_certificate
from tests.core.smartcard import make_vectors
from tests.factories import cards

VECTORS = json.loads(make_vectors.FILE.read_text(encoding="utf-8"))


def mac(key, message):
    code = CMAC(AES(key))
    code.update(message)
    return code.finalize()


def key_of(master, number):
    info = b"openpias card key v1|" + number.encode()
    return HKDF(algorithm=SHA256(), length=16, salt=None, info=info).derive(master)


def block(digits):
    return bytes.fromhex((f"2{len(digits)}{digits}").ljust(16, "F"))


def items(content):
    """Read BER-TLV with tags of one or two bytes."""
    while content:
        size = 2 if content[0] & 0x1F == 0x1F else 1
        tag, length, start = content[:size].hex().upper(), content[size], size + 1
        if length & 0x80:
            count = length & 0x7F
            length = int.from_bytes(content[start : start + count], "big")
            start += count
        yield tag, content[start : start + length]
        content = content[start + length :]


class OtherTerminal:
    """A terminal and a unit of somebody else."""

    def __init__(self, kept):
        self.terminal = cards.Terminal(kept)
        self.key = key_of(cards.MASTER, cards.NUMBER)
        assert self.send("00A404000AF04F50454E504941530100")[0][:1] == b"\x6f"

    def send(self, head, data=b"", tail=""):
        length = bytes([len(data)]) if data else b""
        answer = self.terminal.exchange(bytes.fromhex(head) + length + data + bytes.fromhex(tail))
        return answer[:-2], answer[-2:].hex().upper()

    def allowed(self, purpose):
        challenge, _ = self.send("0084000010")
        shown = mac(self.key, b"unit|" + bytes([purpose]) + challenge)
        assert self.send(f"008200{purpose:02X}", shown)[1] == "9000"

    def file(self, number):
        content, _ = self.send(f"00B0{0x80 | number:02X}0000")
        while len(content) % 256 == 0:
            part, _ = self.send(f"00B0{len(content):04X}00")
            content += part
            if not part:
                break
        return dict(items(content))


def test_the_file_of_vectors_is_what_the_code_says_today():
    assert make_vectors.vectors() == VECTORS


def test_keys_cryptograms_and_proofs_are_made_from_the_document_alone():
    key = key_of(bytes.fromhex(VECTORS["master_secret"]), VECTORS["card_number"])
    challenge = bytes.fromhex(VECTORS["challenge"])
    purposes = {"activate": 1, "change": 2, "reset": 3}

    assert key.hex() == VECTORS["card_key"]
    assert VECTORS["cryptograms"] == {
        name: mac(key, b"unit|" + bytes([number]) + challenge).hex()
        for name, number in purposes.items()
    }
    for status in VECTORS["statuses"]:
        content = bytes.fromhex(status["bytes"])
        flags = status["activated"] | status["blocked"] << 1 | status["must_change"] << 2
        assert content[:3] == bytes([1, flags, status["tries_left"]])
        assert content[3:7] == bytes([0, 0, 0, status["resets"]])
        assert content[7:].hex() == VECTORS["card_number"]
        assert mac(key, b"card|" + challenge + content).hex() == status["proof"]


def test_pin_blocks_and_files_are_read_from_the_document_alone():
    assert VECTORS["pin_blocks"] == {pin: block(pin).hex() for pin in VECTORS["pin_blocks"]}
    public = dict(items(bytes.fromhex(VECTORS["files"]["public"])))
    personal = dict(items(bytes.fromhex(VECTORS["files"]["personal"])))

    assert public["DF2C"].decode() == "Ștefania"
    assert public["DF35"].decode() == "40123456789012345678"
    contact = dict(items(next(items(personal["FF3C"]))[1]))
    assert contact == {"80": "Țuca".encode(), "81": b"0200000002"}
    assert [value for _, value in items(personal["FF44"])] == [b"I10", b"E11"]


def test_another_terminal_activates_verifies_reads_and_signs():
    other = OtherTerminal(cards.memory())

    other.allowed(1)
    assert other.send("00240002", block("000") + block("7305"))[1] == "9000"
    assert other.send("00200001", block("7305"))[1] == "9000"
    assert other.file(1)["DF2B"].decode() == "Exemplu"
    assert other.file(2)["DF2E"].decode() == cards.CNP
    digest = hashlib.sha256(VECTORS["signed_text"].encode()).digest()
    signature, word = other.send("002A9E9A", digest, "00")
    key = load_der_x509_certificate(other.file(3)["DF5D"]).public_key()
    r, s = (int.from_bytes(part, "big") for part in (signature[:32], signature[32:]))
    key.verify(
        utils.encode_dss_signature(r, s), digest, ec.ECDSA(utils.Prehashed(SHA256()))
    )  # raises where it is none
    assert word == "9000"


def test_another_terminal_resets_and_changes_a_blocked_card_and_proves_it():
    other = OtherTerminal(cards.memory(pin="4821", tries_left=0))

    assert other.send("00200001", block("4821"))[1] == "6983"
    other.allowed(3)
    assert other.send("002C0201", block("0000"))[1] == "9000"
    assert other.send("00200001", block("0000"))[1] == "6985"
    other.allowed(2)
    assert other.send("00240001", block("0000") + block("7305"))[1] == "9000"
    nonce = bytes(range(16))
    answer, _ = other.send("80100000", nonce, "00")
    assert answer[:7] == bytes([1, 1 | 8, 5, 0, 1, 0, 1])
    assert answer[15:] == mac(other.key, b"card|" + nonce + answer[:15])


@pytest.mark.parametrize("name", ["verify", "modify"])
def test_structures_for_readers_with_keys_end_in_the_command(name):
    structure = bytes.fromhex(VECTORS["pin_pad"][name])
    place, blocks = {"verify": (15, 1), "modify": (20, 2)}[name]
    length = int.from_bytes(structure[place : place + 4], "little")

    assert structure[2:5].hex() == "894704"
    assert len(structure) == place + 4 + length == place + 4 + 5 + 8 * blocks
