"""How do senders write the header that is asked of them? One mail with its labels."""

import random

from helpdesk_texts import CLOSINGS, GREETINGS, TOWNS, person, problem, provider
from invented_numbers import fiscal_code

# Which field, under which label, with which value.
Row = tuple[str, str, str]

KINDS = {
    "family-medicine": [
        "MEDICINA DE FAMILIE",
        "Medicină de familie",
        "medic de familie",
        "Medic familie",
        "cabinet med. familie",
        "MEDICINĂ FAMILIE",
    ],
    "clinic": [
        "CLINIC",
        "clinic",
        "Ambulatoriu clinic",
        "Clinică",
        "ambulatoriu de specialitate clinic",
    ],
    "paraclinic": [
        "PARACLINIC",
        "Paraclinic",
        "laborator",
        "paraclinic - laborator",
        "Laborator analize medicale",
    ],
    "hospital": ["SPITAL", "Spital", "spital public", "Spital judetean"],
    "home-care": [
        "INGRIJIRI LA DOMICILIU",
        "Îngrijiri la domiciliu",
        "ingrijiri medicale la domiciliu",
        "Ingrijiri domiciliu",
    ],
    "medical-devices": [
        "DISPOZITIVE MEDICALE",
        "Dispozitive medicale",
        "furnizor dispozitive medicale",
    ],
    "sick-leave": ["CONCEDII MEDICALE", "Concedii medicale", "concedii med."],
    "dialysis": ["DIALIZA", "Dializă", "centru dializa"],
    "national-programmes": ["PNS", "Program Național de Sănătate", "programe nationale"],
    "rehabilitation": ["RECUPERARE", "Recuperare", "recuperare medicală", "Recuperare-reabilitare"],
    "dentistry": ["STOMATOLOGIE", "Stomatologie", "cabinet stomatologic", "Medicină dentară"],
    "pharmacy": ["FARMACII", "Farmacie", "farmacii", "FARMACIE CIRCUIT DESCHIS"],
}
CATEGORIES = {
    "siui": {
        "connection": ["conectare", "CONECTARE", "Conectare", "problemă de conectare"],
        "contracting": ["contractare", "Contractare"],
        "settlement": ["decontare", "DECONTARE", "decont"],
        "electronic-invoice": ["factura electronica", "Factură electronică", "e-factura"],
        "validation": ["validare", "Validare", "validare servicii"],
        "other": ["alte", "Alte", "altele", "alte probleme"],
    },
    "ceas": {
        "connection": ["conectare", "Conectare"],
        "validation": ["validare", "VALIDARE"],
        "operation": ["functionare", "Funcționare", "functionare card"],
        "other": ["alte", "Altele"],
    },
}
CATEGORIES["sipe"] = CATEGORIES["ceas"]
LABELS = {
    "kind": [
        "TIP_FURNIZOR",
        "Tip furnizor",
        "TIP FURNIZOR",
        "Tipul furnizorului",
        "tip furnizor servicii",
        "Tip  furnizor",
        "Tip unitate medicala",
    ],
    "provider": [
        "COD FISCAL / DENUMIRE FURNIZOR",
        "Cod fiscal/Denumire furnizor",
        "Cod fiscal - denumire",
        "CUI / Denumire",
        "CUI",
        "Cod fiscal",
        "CF/Denumire furnizor",
        "Cod fiscal și denumire furnizor",
    ],
    "pharmacy": [
        "COD FISCAL / DENUMIRE FURNIZOR /DENUMIRE SUBUNITATE",
        "Cod fiscal/denumire furnizor/denumire subunitate",
        "CUI / Furnizor / Subunitate",
    ],
    "stamp": [
        "COD PARAFA / NUME MEDIC (daca este cazul)",
        "COD PARAFA / NUME MEDIC",
        "Cod parafă/Nume medic",
        "Parafa",
        "Cod parafa - nume medic",
        "Cod parafă medic",
    ],
    "category": [
        "CATEGORIE PROBLEME",
        "Categorie probleme",
        "Categoria problemei",
        "CATEGORIE",
        "Categorie problemă",
        "Categoria de probleme",
    ],
}
OPTIONS = "(MEDICINA DE FAMILIE, CLINIC, PARACLINIC, SPITAL, INGRIJIRI LA DOMICILIU, DISPOZITIVE MEDICALE, CONCEDII MEDICALE, DIALIZA, PNS, RECUPERARE, STOMATOLOGIE, FARMACII)"
CATEGORY_OPTIONS = {
    "siui": "(conectare, contractare, decontare, factura electronica, validare, alte)",
    "ceas": "(conectare, validare, functionare, alte)",
    "sipe": "(functionare, conectare, validare, alte)",
}
PLAIN = str.maketrans("ăâîșțĂÂÎȘȚ", "aaistAAIST")
CEDILLA = str.maketrans("șțȘȚ", "\u015f\u0163\u015e\u0162")


def misspelt(chance: random.Random, text: str) -> str:
    """Return a text with one slip of the keyboard in a longer word."""
    places = [at for at in range(1, len(text) - 2) if text[at - 1 : at + 2].isalpha()]
    if len(text) < 8 or not places:
        return text
    at = chance.choice(places)
    slips = (
        text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        text[:at] + text[at + 1 :],
        text[:at] + text[at] + text[at:],
    )
    return chance.choice(slips)


def header_mail(chance: random.Random) -> dict[str, object]:
    """Return one mail with what a careful reader would write into each field.

    The committed set follows from the order in which chance is asked here.
    """
    mailbox = chance.choice(("siui", "siui", "ceas", "sipe"))
    code, name = fiscal_code(chance), provider(chance)
    expected: dict[str, str] = {"fiscal-code": code}
    kind, category = chance.choice(list(KINDS)), chance.choice(list(CATEGORIES[mailbox]))
    rows: list[Row] = []
    if mailbox == "siui":
        rows.append(("kind", chance.choice(LABELS["kind"]), chance.choice(KINDS[kind])))
        expected["provider-kind"] = kind
    rows.append(_provider_row(chance, mailbox, code, name, expected))
    if mailbox != "sipe":
        rows += _stamp_rows(chance, expected)
    written = CATEGORIES[mailbox][category]
    rows.append(("category", chance.choice(LABELS["category"]), chance.choice(written)))
    expected["category"] = category
    text = _laid_out(chance, mailbox, rows, expected)
    if chance.random() < 0.25:
        text = text.translate(PLAIN)
    elif chance.random() < 0.25:
        text = text.translate(CEDILLA)
    return {"mailbox": mailbox, "text": text, "expected": expected}


def _provider_row(
    chance: random.Random, mailbox: str, code: str, name: str, expected: dict[str, str]
) -> Row:
    between = chance.choice((" / ", "/", " - ", "; ", ", ", " "))
    parts = [chance.choice(("", "", "RO", "RO ", "CUI ")) + code, name]
    if mailbox == "sipe" and chance.random() < 0.7:
        expected["sub-unit"] = f"Oficina {chance.choice(TOWNS)}"
        parts.append(expected["sub-unit"])
        between = chance.choice((" / ", " - ", "; "))
    elif chance.random() < 0.15:
        parts, between = parts[:1], ""
    if len(parts) > 1:
        expected["provider-name"] = name
    label = chance.choice(LABELS["pharmacy" if mailbox == "sipe" else "provider"])
    return "provider", label, between.join(parts)


def _stamp_rows(chance: random.Random, expected: dict[str, str]) -> list[Row]:
    if chance.random() < 0.7:
        stamp, doctor = f"{chance.choice('ABCDE0123')}{chance.randrange(10**5):05d}", person(chance)
        sign = chance.choice((" / ", "/", " - ", ", "))
        label = chance.choice(LABELS["stamp"])
        expected |= {"stamp-code": stamp, "physician-name": doctor}
        return [("stamp", label, stamp + sign + chance.choice(("", "Dr. ")) + doctor)]
    if chance.random() < 0.3:
        label = chance.choice(LABELS["stamp"])
        return [("stamp", label, chance.choice(("-", "nu este cazul", "")))]
    return []


def _laid_out(
    chance: random.Random, mailbox: str, rows: list[Row], expected: dict[str, str]
) -> str:
    if chance.random() < 0.3:
        chance.shuffle(rows)
    if chance.random() < 0.12:
        _spoil(chance, rows, expected)
    layout = chance.choice(
        (
            "colon",
            "colon",
            "colon",
            "equals",
            "dash",
            "below",
            "form",
            "table",
            "row",
            "bare",
            "quoted",
            "bullets",
        )
    )
    lines = [_row(chance, layout, mailbox, *row) for row in rows]
    said, end = problem(chance), f"{chance.choice(CLOSINGS)}\n{person(chance)}"
    if layout in {"table", "row"}:
        return _table(layout, rows, said, end)
    block = "\n".join(lines)
    if layout == "quoted":
        block = "\n".join(f"> {line}" for line in block.splitlines())
    if chance.random() < 0.3:
        said += f"\nTelefon: 07{chance.randrange(10**8):08d}"
    return f"{chance.choice(GREETINGS)}\n\n{block}\n\n{said}\n\n{end}\n"


def _row(
    chance: random.Random, layout: str, mailbox: str, field: str, label: str, value: str
) -> str:
    if chance.random() < 0.15:
        label = misspelt(chance, label)
    if layout == "form" and field == "kind":
        return f"{label}\n{OPTIONS}\n{value}"
    if layout == "form" and field == "category":
        return f"{label} {CATEGORY_OPTIONS[mailbox]}: {value}"
    if layout == "bare" and field in {"kind", "category"}:
        return value
    signs = {"equals": " = ", "dash": " - ", "below": ":\n", "form": "\n", "bare": " "}
    bullet = chance.choice(("- ", "* ", "1. ")) if layout == "bullets" else ""
    return f"{bullet}{label}{signs.get(layout, chance.choice((': ', ':', ' : ', ':  ')))}{value}"


def _spoil(chance: random.Random, rows: list[Row], expected: dict[str, str]) -> None:
    """Leave something out, or write it so that nobody could tell what is meant."""
    at = chance.randrange(len(rows))
    field, label, value = rows[at]
    way = chance.choice(("gone", "empty", "unclear"))
    gone = {
        "kind": ["provider-kind"],
        "provider": ["fiscal-code", "provider-name", "sub-unit"],
        "stamp": ["stamp-code", "physician-name"],
        "category": ["category"],
    }[field]
    if way == "gone":
        del rows[at]
    elif way == "empty":
        rows[at] = (field, label, "")
    elif field == "kind":
        rows[at] = (field, label, "clinic / spital")
    elif field == "category":
        rows[at] = (field, label, "conectare si validare")
    elif field == "provider":
        wrong = expected["fiscal-code"][:-1] + str((int(expected["fiscal-code"][-1]) + 3) % 10)
        rows[at] = (field, label, value.replace(expected["fiscal-code"], wrong))
        gone = ["fiscal-code"]
    else:
        return
    for key in gone:
        expected.pop(key, None)


def _table(layout: str, rows: list[Row], said: str, end: str) -> str:
    if layout == "row":
        heads = "".join(f"<th>{label}</th>" for _, label, _ in rows)
        cells = "".join(f"<td><p>{value}</p></td>" for _, _, value in rows)
        inside = f"<tr>{heads}</tr><tr>{cells}</tr>"
    else:
        inside = "".join(
            f"<tr><td><b>{label}</b></td><td>{value}</td></tr>" for _, label, value in rows
        )
    return f"<html><body><p>Bună ziua,</p><table>{inside}</table><p>{said}</p><p>{end}</p></body></html>"
