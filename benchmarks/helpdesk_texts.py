"""What do people write to the helpdesk? Invented people, providers, greetings and problems."""

import random

from invented_numbers import iban

GIVEN = "Ana Maria Ion Vasile Elena Gheorghe Ștefan Ioana Mihai Andrei Cătălina Lăcrămioara Dănuț Olena Serhii".split()
SURNAMES = "Popescu Ionescu Munteanu Țurcanu Stănescu Brătianu Călin Șerban Dobre Kovalenko Shevchenko Pârvu".split()
TOWNS = ["Buzău", "Iași", "Târgu Jiu", "Călărași", "Suceava", "Cluj-Napoca", "Brașov"]
PROVIDERS = [
    "SC Farmacia Tei SRL",
    "S.C. MED-PLUS S.R.L.",
    "CMI Dr. {s} {g}",
    "Cabinet Medical Individual Dr. {s} {g}",
    "Spitalul Județean de Urgență {t}",
    "SPITAL ORASENESC {t}",
    "Laborator Sănătatea SRL",
    "Centrul Medical Sf. {g}",
    "Stoma Dent {s} SRL",
    "PFA {s} {g}",
]
PROBLEMS = [
    "La transmiterea raportării pe luna octombrie apare mesajul eroare 500 și nu se întâmplă nimic.",
    "Nu ne putem conecta de ieri de la ora 14:30. Am repornit calculatorul, tokenul este valid.",
    "Rețetele electronice nu se validează, apare codul -15 la citire. Versiunea aplicației este 3.7.2024.11.",
    "Va rog sa ne spuneti de ce factura nr. 1234567 din 03.11.2026 in valoare de 12.345,67 lei este respinsa.",
    "Aplicația desktop se blochează la pornire (adresa IP 10.20.30.40, Windows 11).",
    "Cardul este citit, dar terminalul afișează Card invalid. Seria terminalului GT900-{d8}.",
    "Contractul nr. {d5}/2026 nu apare în aplicație, deși a fost semnat la {day}.",
    "Serviciile raportate în {day} au fost invalidate fără motiv, la toți medicii.",
    "Nu putem genera numărul unic temporar, butonul nu face nimic.",
    "Certificatul cu seria 4A:2F:{hex}:9B expiră pe {day}, cum îl înlocuim?",
    "IBAN-ul nostru {iban} nu este preluat în decont.",
    "Mesajul avea identificatorul <{d14}.{d8}@mail.example> si a plecat la {stamp}.",
]
GREETINGS = ["Bună ziua,", "Buna ziua!", "Stimați colegi,", "", "Bună dimineața,\n\nAm o problemă."]
CLOSINGS = ["Cu stimă,", "Cu respect,", "Mulțumesc,", "Va multumesc!", "O zi bună!", ""]


def person(chance: random.Random) -> str:
    """Return an invented name, surname first as in papers."""
    return f"{chance.choice(SURNAMES)} {chance.choice(GIVEN)}"


def provider(chance: random.Random) -> str:
    """Return an invented provider."""
    return chance.choice(PROVIDERS).format(
        s=chance.choice(SURNAMES), g=chance.choice(GIVEN), t=chance.choice(TOWNS)
    )


def problem(chance: random.Random) -> str:
    """Return a presentation without personal data."""
    day = f"{chance.randrange(1, 29):02d}.{chance.randrange(1, 13):02d}.2026"
    return chance.choice(PROBLEMS).format(
        d5=chance.randrange(10**4, 10**5),
        d8=chance.randrange(10**7, 10**8),
        d14=f"20261126{chance.randrange(10**6):06d}",
        day=day,
        hex=f"{chance.randrange(256):02X}",
        iban=iban(chance),
        stamp=f"2026-11-{chance.randrange(1, 29):02d}T0{chance.randrange(10)}:15:{chance.randrange(60):02d}.123456+02:00",
    )
