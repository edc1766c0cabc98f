"""How long does a slip take? Prints one line of JSON.

    python benchmarks/slip.py

Every slip is of another person, so nothing is answered from memory; `calibration_ms` is a fixed
piece of work, to compare machines. With BASE_URL, USERNAME and PASSWORD of a running portal (they
stand in demo.json) the time from request to PDF is measured too.
"""

import base64
import json
import os
import statistics
import time
import urllib.request
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256

from openpias.core.slips import document, signing
from openpias.core.slips.document import Row, Slip
from openpias.core.slips.payload import SlipDocument, SlipPayload

ROUNDS = 100
KEY = signing.generate(practice=False)
PAYLOAD = SlipPayload(
    slip_id=bytes(12),
    version=1,
    number="9123456789012",
    number_kind="temporary",
    surname="Шевченко",
    given_name="Олена",
    birth_date=date(1984, 7, 20),
    birth_precision="day",
    sex="F",
    citizenship="UA",
    category="A",
    entry_date=date(2022, 3, 1),
    document=SlipDocument(type="PASSPORT", number="FG 123456"),
    practice=False,
)
LABELS = (
    "Nume",
    "Prenume",
    "Data nașterii",
    "Gen",
    "Categoria",
    "Cetățenia",
    "Intrarea",
    "Document",
)


def milliseconds(work: Callable[[int], object], *, rounds: int = ROUNDS) -> dict[str, float]:
    """Return median and 95th percentile of a piece of work, after three rounds to warm up."""
    for warm in range(3):
        work(-1 - warm)
    spent = []
    for place in range(rounds):
        began = time.perf_counter()
        work(place)
        spent.append((time.perf_counter() - began) * 1000)
    return {
        "median_ms": round(statistics.median(spent), 1),
        "p95_ms": round(statistics.quantiles(spent, n=20)[-1], 1),
    }


def calibrate(_: int) -> None:
    """Do a fixed piece of work."""
    digest = b""
    for _ in range(100_000):
        digest = sha256(digest).digest()


def signed(place: int) -> str:
    """Sign a slip of a new person."""
    slip_id = sha256(str(place).encode()).digest()[:12]
    number = f"9{abs(place):012d}"
    return signing.sign(replace(PAYLOAD, slip_id=slip_id, number=number), KEY)


def printed(place: int) -> bytes:
    """Sign and print a slip of a new person."""
    rows = [
        Row(ro=label, uk="Поле", en="Field", value=f"Шевченко {place}", second="Shevchenko")
        for label in LABELS
    ]
    slip = Slip(
        title="Număr unic temporar de identificare",
        title_uk="Тимчасовий унікальний ідентифікаційний номер",
        title_en="Temporary unique identification number",
        number=f"9{abs(place):012d}",
        code=signed(place),
        rows=rows,
        issued=f"Fișa, versiunea 1 · {place}",
        practice=False,
    )
    return document.render([slip], verify_at="https://openpias.example/verificare")


class Portal:
    """Asks a running portal for slips."""

    def __init__(self, base_url: str, username: str, password: str) -> None:
        self._base_url = base_url
        login = base64.b64encode(f"{username}:{password}".encode()).decode()
        self._headers = {"Authorization": f"Basic {login}", "Content-Type": "application/json"}

    def register(self, place: int) -> str:
        """Register a person that nobody knows, and return the number."""
        letters = "".join(chr(ord("a") + int(digit, 16)) for digit in uuid.uuid4().hex[:10])
        body = {
            "surname": f"Banc{letters}",
            "given_name": "Olena",
            "birth_date": f"{1950 + place % 50}-{1 + place % 12:02d}-{1 + place % 28:02d}",
            "sex": "F",
            "category": "A",
            "citizenship": "UA",
            "entry_point": "SIRET",
            "entry_date": "2022-03-01",
            "visa_type": "NONE",
            "documents": [{"type": "PASSPORT", "series": "BN", "number": uuid.uuid4().hex[:10]}],
        }
        answer = self._ask("/api/v1/temporary-numbers", body)
        number: str = json.loads(answer)["number"]
        return number

    def slip(self, number: str) -> bytes:
        """Fetch the PDF of a number."""
        return self._ask(f"/api/v1/temporary-numbers/{number}/slip.pdf")

    def _ask(self, path: str, body: object = None) -> bytes:
        headers = {**self._headers, "Idempotency-Key": uuid.uuid4().hex}
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._base_url + path, data=content, headers=headers)  # noqa: S310 - the address is ours
        with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310 - the address is ours
            answer: bytes = response.read()
        return answer


def main() -> None:
    """Measure and print."""
    result: dict[str, object] = {
        "calibration_ms": milliseconds(calibrate, rounds=10)["median_ms"],
        "sign": milliseconds(signed),
        "sign_and_print": milliseconds(printed),
    }
    if base_url := os.environ.get("BASE_URL"):
        portal = Portal(base_url, os.environ["USERNAME"], os.environ["PASSWORD"])
        numbers = [portal.register(place) for place in range(ROUNDS + 3)]
        result["request_to_pdf"] = milliseconds(lambda place: portal.slip(numbers[place]))
    print(json.dumps(result))


if __name__ == "__main__":
    main()
