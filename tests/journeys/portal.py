"""How does a card specialist work in the portal's pages, in a browser of their own?"""

import os
import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect


@dataclass(frozen=True, kw_only=True)
class Specialist:
    """Somebody of the house who is signed in, with the portal's address and a browser's page."""

    address: str
    page: Page

    def sign_in(self, username: str, password: str) -> None:
        self.open("/carduri/cazuri")
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", password)
        self.page.press("[name=password]", "Enter")
        self.says("Cazuri de card")

    def open(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")

    def open_case(self, number: str) -> None:
        """Find the case in the queue, as somebody who was told its number."""
        self.open("/carduri/cazuri")
        self.picture("queue")
        self.page.get_by_role("link", name=number, exact=True).click()
        self.says(f"Cazul {number}")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def says(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()

    def holder(self) -> tuple[str, str]:
        """Return surname and birth date as the case's page shows them to the house."""
        rows = self.page.locator(".govuk-summary-list__row")
        name, born = (
            rows.filter(has_text=key).locator("dd").first.inner_text()
            for key in ("Titularul", "Data nașterii")
        )
        return name.split()[0], born

    def compare(self, surname: str, birth_date: str) -> None:
        """Type what the practice says of the holder."""
        self.page.get_by_label("Numele de familie spus", exact=True).fill(surname)
        self.page.get_by_label("Data nașterii spusă (zi-luna-an)").fill(birth_date)
        self.press("Compară")

    def telephone_case(self, *, provider: str, kind: str, cid: str = "", number: str = "") -> str:
        """Open a case for whoever calls; return its number."""
        self.open("/carduri/telefon")
        self.page.get_by_label("Cine sună?").fill(provider)
        self.page.get_by_label(kind).check()
        self.page.get_by_label("CID", exact=True).fill(cid)
        self.page.get_by_label("Numărul cardului", exact=True).fill(number)
        self.picture("telephone")
        self.press("Deschide cazul")
        self.says("Cazul ")
        return re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", self.page.locator("h1").inner_text())[0]

    def picture(self, name: str) -> None:
        folder = os.environ.get("OPENPIAS_PICTURES")
        if folder:
            self.page.screenshot(path=f"{folder}/portal-{name}.png", full_page=True)
