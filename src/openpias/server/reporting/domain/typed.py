"""How is what somebody typed read, with every finding at once?"""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from openpias.core.calendar import dates, legal_day
from openpias.core.calendar.dates import DateProblem
from openpias.core.findings import Finding
from openpias.core.names.diacritics import normalise

LARGEST = Decimal(10) ** 9


class Typed:
    """Reads fields one after another; `findings` has what is wrong, with the field's path."""

    def __init__(self) -> None:
        """Begin with nothing found."""
        self.findings: list[Finding] = []

    def wrong(self, code: str, field: str, **facts: str) -> None:
        """Say what is wrong with a field."""
        self.findings.append(Finding(code=code, path=f"/{field}", facts=facts))

    def day(self, text: str, field: str, *, required: bool = True) -> date | None:
        """Read a whole date."""
        text = text.strip()
        if not text:
            if required:
                self.wrong("field-required", field)
            return None
        found = dates.parse_full(text)
        if isinstance(found, DateProblem):
            self.wrong(found.value, field)
            return None
        return found

    def moment(self, day: str, hour: str, field: str) -> datetime | None:
        """Read a day and an hour as 22:00, on Romania's clocks."""
        found = self.day(day, f"{field}_on")
        try:
            time = datetime.strptime(hour.strip(), "%H:%M").time()  # noqa: DTZ007 - a time of day
        except ValueError:
            self.wrong("hour-shape", f"{field}_hour")
            return None
        return legal_day.at(found, time) if found else None

    def text(self, text: str, field: str, *, longest: int, required: bool = True) -> str:
        """Read a text, normalised."""
        found = normalise(text.replace("\x00", ""))
        if not found and required:
            self.wrong("field-required", field)
        if len(found) > longest:
            self.wrong("field-too-long", field, most=str(longest))
        return found

    def number(
        self, text: str, field: str, *, required: bool = False, positive: bool = False
    ) -> Decimal | None:
        """Read a number with a comma or a point; places beyond four are refused."""
        written = text.strip().replace(" ", "").replace(",", ".")
        if not written:
            if required:
                self.wrong("field-required", field)
            return None
        try:
            found = Decimal(written)
        except InvalidOperation:
            self.wrong("number-shape", field)
            return None
        fits = (
            found.is_finite()
            and abs(found) < LARGEST
            and found == found.quantize(Decimal("0.0001"))
        )
        if not fits or found < 0 or (positive and found == 0):
            self.wrong("number-shape", field)
            return None
        return found
