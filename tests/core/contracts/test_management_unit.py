"""The messages between station and unit: bytes as Base64, bounds, and no room for a PIN."""

from datetime import UTC, datetime

import msgspec
import pytest

from openpias.core.contracts import management_unit as unit
from openpias.core.smartcard.states import Operation

MESSAGES = [
    value
    for value in vars(unit).values()
    if isinstance(value, type) and issubclass(value, msgspec.Struct) and value.__struct_fields__
]


def test_bytes_travel_as_base64_and_times_with_their_zone():
    opened = unit.SessionOpened(
        token="t",
        expires_at=datetime(2026, 11, 25, 12, tzinfo=UTC),
        code=-15,
        state=10,
        rights=(unit.Right.READ,),
        nonce=bytes(16),
    )
    body = msgspec.json.encode(opened)

    assert msgspec.json.decode(body)["nonce"] == "AAAAAAAAAAAAAAAAAAAAAA=="
    assert msgspec.json.decode(body, type=unit.SessionOpened) == opened


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (unit.CryptogramRequest, {"purpose": "reset", "challenge": "AAAA"}),
        (unit.CryptogramRequest, {"purpose": "open", "challenge": "AAAAAAAAAAAAAAAAAAAAAA=="}),
        (unit.SessionOpening, {"terminal_id": "x", "card_number": "123"}),
        (unit.SessionOpening, {"terminal_id": "x", "card_number": "1" * 16 + "\n"}),
        (unit.CaseReport, {"kind": "blocked", "code": -15, "terminal_id": "x", "cid": "12"}),
        (unit.TerminalEnrolment, {"serial": "", "name": "x"}),
    ],
)
def test_what_does_not_fit_is_refused_when_it_is_read(kind, body):
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode(body), type=kind)


def test_a_field_of_a_newer_station_is_passed_over():
    body = b'{"terminal_id":"x","card_number":"1234567890123452","later":1}'

    assert msgspec.json.decode(body, type=unit.SessionOpening).cid is None


def test_no_message_has_room_for_a_pin():
    fields = {name for message in MESSAGES for name in message.__struct_fields__}

    assert {name for name in fields if "pin" in name.split("_")} == set()
    assert "cryptogram" in fields


def test_each_operation_is_a_right():
    assert {right.value for right in unit.Right} == {operation.value for operation in Operation}
