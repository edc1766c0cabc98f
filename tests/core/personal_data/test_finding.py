"""Is everything found that says who an insured person is, and nothing that may be said?"""

import random
import time
from base64 import b64encode
from itertools import pairwise
from quopri import encodestring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openpias.core.identifiers import card_number, cid, cnp, temporary_number
from openpias.core.personal_data import find, has_hard

CNP = "1800101221144"
TEMPORARY = temporary_number.draw(lambda _: 23456789012)
CID = "48211937406613580297"
CARD = "537412908836412" + card_number.check_digit("537412908836412")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def found(text: str) -> list[tuple[str, str]]:
    return [(str(each.kind), str(each.strength)) for each in find(text)]


def disguises(number: str) -> dict[str, str]:
    half = len(number) // 2
    begin, rest = number[:half], number[half:]
    return {
        "plain": f"Numărul {number} nu apare.",
        "glued": f"CNP{number}",
        "glued on both sides": f"nr_{number}bis",
        "in an address": f"https://siui.example/p?cnp={number}&luna=11",
        "percent": f"q%3D{begin}%20{rest}",
        "mail address": f"Ion <ion{number}@mail.example>",
        "groups": " ".join(number[at : at + 4] for at in range(0, len(number), 4)),
        "dots": ".".join(number[at : at + 3] for at in range(0, len(number), 3)),
        "dashes": "-".join(number[at : at + 4] for at in range(0, len(number), 4)),
        "single digits": " ".join(number),
        "line end": f"{begin}\n{rest}",
        "quoted line end": f"> nr {begin}\r\n> {rest}",
        "line end with a hyphen": f"{begin}-\n{rest}",
        "soft line end": f"{begin}=\r\n{rest}",
        "no-break space": f"{begin}\u00a0{rest}",
        "zero width": "\u200b".join(number),
        "soft hyphen": "\u00ad".join(number),
        "tag signs": f"{begin}\U000e0020\ufe0f{rest}",
        "mathematical": "".join(chr(0x1D7CE + int(digit)) for digit in number),
        "joiner": f"{begin}\u2060{rest}",
        "full width": number.translate(FULL_WIDTH),
        "Arabic": number.translate(ARABIC),
        "tags": f"<b>{begin}</b><span class='x'>{rest}</span>",
        "entities": "".join(f"&#{ord(digit)};" for digit in number),
        "hexadecimal entities": "".join(f"&#x{ord(digit):x};" for digit in number),
        "blank entity": f"{begin}&nbsp;{rest}",
        "quoted-printable": "".join(f"={ord(digit):02X}" for digit in number),
        "quoted-printable text": encodestring(f"pacient {begin}\u00a0{rest}".encode()).decode(),
        "base64": b64encode(f"Bună, {number} nu apare".encode()).decode(),
        "base64 alone": b64encode(number.encode()).decode(),
        "escapes": "".join(f"\\u{ord(digit):04x}" for digit in number),
    }


@pytest.mark.parametrize("disguise", disguises(CNP))
@pytest.mark.parametrize(
    ("number", "kind"),
    [(CNP, "cnp"), (TEMPORARY, "temporary-number"), (CID, "cid"), (CARD, "card-number")],
    ids=["cnp", "temporary number", "cid", "card number"],
)
def test_a_number_is_found_in_every_disguise(number, kind, disguise):
    if kind in {"cid", "card-number"} and disguise == "mail address":
        pytest.skip("identifiers of messages have so many digits too")

    assert (kind, "hard") in found(disguises(number)[disguise])


@pytest.mark.parametrize("sign", ["O", "o", "О", "Ο"])
def test_letters_that_look_like_zero_are_read_as_zero(sign):
    assert found("cod" + CNP.replace("0", sign)) == [("cnp", "hard")]
    assert found("nr " + TEMPORARY.replace("0", sign)) == [("temporary-number", "hard")]


def test_letters_that_look_like_one_are_read_as_one():
    assert found(f"x {CNP.replace('1', 'l')} x") == [("cnp", "hard")]


def test_a_cnp_as_fiscal_code_is_personal_data():
    assert found(f"COD FISCAL / DENUMIRE FURNIZOR: {CNP} / CMI Dr. Ionescu") == [("cnp", "hard")]


def test_two_numbers_pasted_together_are_two():
    assert found(CNP + CNP) == [("cnp", "hard"), ("cnp", "hard")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pacientul cu 4123456789012 nu apare", [("person-number", "soft")]),
        ("NUI 9123456789011", [("person-number", "soft")]),
        ("lot 4123456789012", []),
        (f"numărul {CNP[:-1]}5", [("person-number", "soft")]),
        ("card 4123 4567 8901 2345", [("card-number", "soft")]),
        ("pacientul Popescu Ion, n. 12.03.1956", [("name", "soft"), ("birth-date", "soft")]),
        ("Pacienta IONESCU MARIA-ELENA nu apare", [("name", "soft")]),
        ("Pacientul Țăranu nu este găsit", [("name", "soft")]),
        ("Nume pacient: Popescu Ion", [("name", "soft")]),
        ("пацієнтка Коваленко Олена", [("name", "soft")]),
        ("născut la 12.03.1956", [("birth-date", "soft")]),
        ("data na\u015fterii 12 martie 1956", [("birth-date", "soft")]),
        ("paşaport FE123456", [("passport", "soft")]),
        ("паспорт FE 123456", [("passport", "soft")]),
        ("CNP 180010122114", [("person-number", "soft")]),
        ("card seria 1234567890123456", [("card-number", "soft")]),
        ("Domnul Popescu Ion, născut la 12.03.1956", [("name", "soft"), ("birth-date", "soft")]),
        (f"POPESCU ION {CNP}", [("name", "soft"), ("cnp", "hard")]),
        (f"{CNP} Popescu Ion", [("cnp", "hard"), ("name", "soft")]),
        ("Nume: Popescu\nPrenume: Ion", [("name", "soft"), ("name", "soft")]),
        ("asigurat, adresa Str. Florilor 3", [("address", "soft")]),
        ("CI seria RX nr. 123456", [("identity-document", "soft")]),
        ("domiciliat în Iași, str. Lungă nr. 5", [("address", "soft")]),
    ],
)
def test_softer_signs_are_found_softly(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Popescu Ion, parafa 123456, tel. 0721 000 000 / 0722 000 000",
        "Pacientul nu apare, pacientul NU ESTE ASIGURAT. Eroare -15.",
        "pacienta dnei dr. Ionescu",
        "Dr. Popescu Ion, asigurat la malpraxis",
        "Telefon 0785 948 936, 0242078705\n\nPacientul nu apare",
        "COD FISCAL: RO 14399840; CUI 1590082",
        "Telefoane: 0242316717, 0242316718",
        "0721000000\n0722000000",
        "IBAN RO49AAAA1B31007593840000, RO49 AAAA 1B31 0075 9384 0000",
        "2026-11-26T07:08:41.123456789+02:00 și 20261126070841123456",
        "Message-ID: <20261126070841.12345678901234567890@mail.example>",
        "MAC 00:1A:2B:3C:4D:5E, 00-11-22-33-44-55",
        "serie terminal 1234567890123452",
        "contract nr. 12345678901234567890",
        "uuid 12345678-1234-1234-1234-123456789012",
        "cod EAN 5941234567899 medicament",
        "Anii 2019 2020 2021 2022 2023",
        "Ora 12:30, 26.11.2026, suma 1.234.567,89 lei",
        "versiunea 3.7.2024.11.15.1830 build 20241115",
        "rețeta seria NTABCD nr 0012345678",
        "1764142121000 ms",
        "",
    ],
)
def test_what_may_be_said_is_not_found(text):
    assert found(text) == []


def test_a_serial_number_with_a_cnp_is_still_a_cnp():
    assert found(f"serie terminal {CNP}") == [("cnp", "hard")]


@given(
    st.text(alphabet="0123456789 OolI.,-/\n=%&;#<>bpacientCNP", max_size=200),
    st.sampled_from([CNP, TEMPORARY]),
    st.text(alphabet="abc șț.,;:()\n", max_size=20),
)
@settings(max_examples=150, deadline=None)
def test_spans_lie_in_the_text_and_in_order_whatever_stands_around(noise, number, words):
    text = f"{noise}x {words} x{number}x"
    finds = find(text)

    assert has_hard(finds)
    assert all(0 <= each.start < each.end <= len(text) for each in finds)
    assert all(one.end <= other.start for one, other in pairwise(finds))


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_text_is_too_strange(text):
    find(text)


@given(st.integers(0, 10**12 - 1))
@settings(max_examples=100, deadline=None)
def test_drawn_numbers_of_each_kind_are_hard(seed):
    chance = random.Random(seed)
    body = f"{chance.choice('12567')}{chance.randrange(100):02}{chance.randrange(1, 13):02}"
    body += f"{chance.randrange(1, 29):02}{chance.randrange(1, 53):02}{chance.randrange(1000):03}"
    numbers = {
        "cnp": body + cnp.control_digit(body),
        "temporary-number": temporary_number.draw(chance.randrange),
        "card-number": card_number.draw(chance.randrange),
        "cid": cid.draw(chance.randrange),
    }

    assert [found(f"eroare la {number}.") for number in numbers.values()] == [
        [(kind, "hard")] for kind in numbers
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        *("7", "7 ", "1234 ", "12\n", "=30", "&#49;", "<a ", "pacient ", "nascut ", "RO49AAAA"),
        *("O0", "-", "\u200b", "1é", "pacient: A B "),
    ],
)
def test_time_is_linear(piece):
    def spent(size: int) -> float:
        text = piece * (size // len(piece))
        started = time.process_time()
        find(text)
        return time.process_time() - started

    spent(1_000)
    short, long = spent(20_000), spent(80_000)

    assert long < max(0.5, short * 10)


@pytest.mark.slow
def test_a_megabyte_of_digits_takes_seconds():
    digits = "".join(random.Random(1).choices("0123456789", k=1_000_000))
    started = time.process_time()
    find(digits)

    assert time.process_time() - started < 6
