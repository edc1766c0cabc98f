"""How does personal data get into a mail? One text with its marks."""

import base64
import quopri
import random
from collections.abc import Callable

from helpdesk_texts import GREETINGS, TOWNS, person, problem, provider
from invented_numbers import (
    card_number,
    cid,
    cnp,
    fiscal_code,
    of_unknown_structure,
    temporary_number,
)

HARD: dict[str, Callable[[random.Random], str]] = {
    "cnp": cnp,
    "temporary-number": temporary_number,
    "cid": cid,
    "card-number": card_number,
}
CARRIERS = [
    "Pacientul cu CNP {x} nu apare în listă.",
    "CNP:{x}",
    "cnp{x}",
    "Eroare la validare pentru {x}, va rog verificati",
    "identificator={x}&luna=10",
    "Asigurata ({x}) are card.",
    "NUI {x} nu este găsit",
    "Card nr. {x} invalid",
    "CID-ul {x} al asiguratului",
    "https://siui.example/cautare?id={x}",
    "am lucrat cu {x} ieri",
    "reteta_{x}_v2",
    "|{x}|",
    "Cod fiscal: {x}",
]


def _grouped(number: str, sign: str, size: int) -> str:
    return sign.join(number[at : at + size] for at in range(0, len(number), size))


DISGUISES: list[Callable[[random.Random, str], str]] = [
    *[lambda _, number: number] * 6,
    lambda chance, number: _grouped(number, chance.choice((" ", "-", ".", "\u00a0", "\u2009")), 4),
    lambda _, number: (
        number[:1] + " " + number[1:7] + " " + number[7:] if len(number) == 13 else number
    ),
    lambda chance, number: _cut(chance, number, "\n"),
    lambda chance, number: _cut(chance, number, "\r\n> "),
    lambda chance, number: _cut(chance, number, "=\n"),
    lambda chance, number: _cut(chance, number, "\u200b"),
    lambda chance, number: _cut(chance, number, "\u00ad"),
    lambda chance, number: _cut(chance, number, "&nbsp;"),
    lambda chance, number: _cut(chance, number, "</b><b>"),
    lambda _, number: "".join(chr(0xFF10 + int(digit)) for digit in number),
    lambda _, number: "".join(f"&#{48 + int(digit)};" for digit in number),
    lambda _, number: "".join(f"%3{digit}" for digit in number),
    lambda _, number: (
        number.replace("0", "O") if len(number) == 13 and 0 < number.count("0") < 5 else number
    ),
    lambda _, number: base64.b64encode(f"id {number}".encode()).decode(),
    lambda _, number: quopri.encodestring(f"{number[:6]}\u00a0{number[6:]}".encode()).decode(),
]
SOFT = [
    ("name", "Pacientul {x} nu apare ca asigurat.", "{n}"),
    ("name", "Pacienta: {x}", "{n}"),
    ("name", "asiguratul {x} are cardul blocat", "{n}"),
    ("name", "Este vorba de bolnava {x}, internata ieri", "{n}"),
    ("name", "numita {x} s-a prezentat la cabinet", "{n}"),
    ("name", "Nume pacient: {x}", "{n}"),
    ("name", "Persoana în cauză se numește {x}", "{n}"),
    ("name", "Minorul {x} nu poate fi înscris", "{n}"),
    ("name", "Am consultat-o pe {x} și rețeta nu merge", "{n}"),
    ("birth-date", "născut la {x}", "{d}"),
    ("birth-date", "data nașterii: {x}", "{d}"),
    ("birth-date", "Data nasterii pacientului este {x}.", "{d}"),
    ("passport", "pașaport {x}", "FE{d6}"),
    ("passport", "cu pasaportul nr. {x} nu se poate", "EH{d6}"),
    ("identity-document", "CI seria {x}", "RX nr. {d6}"),
    ("identity-document", "posesor al cartii de identitate {x}", "XT {d6}"),
    ("address", "domiciliat în {x}", "{t}, str. Lungă nr. 5, ap. 3"),
    ("person-number", "pacientul are numărul {x}", "{odd}"),
    ("person-number", "CNP gresit {x}", "{bad}"),
]


def _cut(chance: random.Random, number: str, sign: str) -> str:
    at = chance.randrange(4, len(number) - 4)
    return number[:at] + sign + number[at:]


def personal_mail(chance: random.Random) -> dict[str, object]:
    """Return one text with its marks, a third of them without anything personal."""
    pieces = [
        f"{chance.choice(GREETINGS)}\nCod fiscal / Denumire furnizor: {fiscal_code(chance)} / {provider(chance)}",
        f"Cod parafa / nume medic: {chance.choice('ABC')}{chance.randrange(10**5):05d} / Dr. {person(chance)}",
        problem(chance),
        problem(chance),
        f"Telefon 07{chance.randrange(100):02d} {chance.randrange(1000):03d} {chance.randrange(1000):03d}, 0242{chance.randrange(10**6):06d}",
        f"Seria terminalului: {chance.randrange(10**15, 10**16)}; licența AB012-C345-D678-E910",
    ]
    marked: dict[str, tuple[str, str, str]] = {}
    if chance.random() < 0.66:
        for _ in range(chance.choice((1, 1, 2))):
            piece, kind, strength, value = _secret(chance)
            pieces.append(piece)
            marked[piece] = (kind, strength, value)
    chance.shuffle(pieces)
    text, marks = "", []
    for piece in pieces:
        if piece in marked:
            kind, strength, value = marked[piece]
            start = len(text) + piece.index(value)
            marks.append(
                {"kind": kind, "strength": strength, "start": start, "end": start + len(value)}
            )
        text += piece + chance.choice(("\n", "\n\n"))
    return {"text": text, "marks": marks}


def _secret(chance: random.Random) -> tuple[str, str, str, str]:
    if chance.random() < 0.65:
        kind = chance.choice(("cnp", "cnp", "temporary-number", "cid", "card-number"))
        value = chance.choice(DISGUISES)(chance, HARD[kind](chance))
        return chance.choice(CARRIERS).format(x=value), kind, "hard", value
    kind, carrier, shape = chance.choice(SOFT)
    right = cnp(chance)
    value = shape.format(
        n=chance.choice((person(chance), person(chance).upper())),
        d=f"{chance.randrange(1, 29):02d}.{chance.randrange(1, 13):02d}.19{chance.randrange(30, 99)}",
        d6=f"{chance.randrange(10**6):06d}",
        t=chance.choice(TOWNS),
        odd=of_unknown_structure(chance),
        bad=right[:-1] + str((int(right[-1]) + 4) % 10),
    )
    return carrier.format(x=value), kind, "soft", value
