"""What is missing or wrong in a header, exactly, and does the register know whom it names?

Everything is listed at once, so that one answer asks for all of it; nothing here keeps an incident
from being opened.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import fuzz

from openpias.core.findings import Finding, Severity
from openpias.server.helpdesk.domain.header.fields import ASKED, Header
from openpias.server.helpdesk.domain.header.labels import folded
from openpias.server.helpdesk.domain.header.vocabulary import ALLOWED_CATEGORIES
from openpias.server.helpdesk.enums import Category, HeaderField

_FEWEST_LETTERS = 15
_ALIKE = 75
_LEGAL_FORMS = frozenset(("sc", "srl", "sa", "s", "c", "r", "l", "a", "cmi", "pfa", "dr"))


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownProvider:
    """A provider as the register has it; `kinds` are values of ProviderKind."""

    fiscal_code: str
    name: str
    kinds: tuple[str, ...] = ()


class Register(Protocol):
    """The port to the register of providers, asked at most three times a mail."""

    def provider(self, fiscal_code: str) -> KnownProvider | None:
        """Return the provider with a fiscal code."""

    def providers_named(self, name: str) -> Sequence[KnownProvider]:
        """Return the providers that have a name, two or more where it is not one's alone."""

    def has_physician(self, fiscal_code: str, stamp_code: str) -> bool:
        """Tell whether a physician with this stamp code works, or worked, at a provider."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The provider that is meant, where the register knows exactly one, and everything to ask for."""

    provider: KnownProvider | None
    findings: tuple[Finding, ...]

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing has to be asked."""
        return not any(each.severity is Severity.ERROR for each in self.findings)


def check(header: Header, *, subject: str, register: Register) -> Checked:
    """Hold a header against what its mailbox asks for and against the register."""
    provider = _provider(header, register)
    return Checked(
        provider=provider,
        findings=(
            *header.findings,
            *_missing(header),
            *_of_provider(header, provider, register),
            *_of_others(header, provider, register),
            *_of_texts(header, subject),
        ),
    )


def _provider(header: Header, register: Register) -> KnownProvider | None:
    if code := header.value(HeaderField.FISCAL_CODE):
        return register.provider(code)
    name = header.value(HeaderField.PROVIDER_NAME)
    named = register.providers_named(name) if name else ()
    return named[0] if len(named) == 1 else None


def _missing(header: Header) -> Iterator[Finding]:
    """Ask for kind, provider and category; a stamp code is asked of nobody, as the form says."""
    told = {finding.path for finding in header.findings}
    asked = ASKED[header.mailbox]
    for wanted in (HeaderField.PROVIDER_KIND, HeaderField.CATEGORY):
        if wanted in asked and not header.value(wanted) and f"/{wanted}" not in told:
            yield _finding(f"header-{wanted}-missing", wanted)
    code, name = HeaderField.FISCAL_CODE, HeaderField.PROVIDER_NAME
    if not (header.value(code) or header.value(name)) and f"/{code}" not in told:
        yield _finding("header-provider-missing", code)
    if HeaderField.SUB_UNIT in asked and not header.value(HeaderField.SUB_UNIT):
        yield _finding("header-sub-unit-missing", HeaderField.SUB_UNIT, warns=True)


def _of_provider(
    header: Header, provider: KnownProvider | None, register: Register
) -> Iterator[Finding]:
    code, name = header.value(HeaderField.FISCAL_CODE), header.value(HeaderField.PROVIDER_NAME)
    if provider is None:
        if code:
            yield _finding("header-provider-unknown", HeaderField.FISCAL_CODE)
        elif name:
            several = len(register.providers_named(name)) > 1
            why = "ambiguous" if several else "unknown"
            yield _finding(f"header-provider-{why}", HeaderField.PROVIDER_NAME)
        return
    if code and name and not _alike(name, provider.name):
        yield _finding("header-provider-name-differs", HeaderField.PROVIDER_NAME, warns=True)


def _of_others(
    header: Header, provider: KnownProvider | None, register: Register
) -> Iterator[Finding]:
    category = header.value(HeaderField.CATEGORY)
    if category and Category(category) not in ALLOWED_CATEGORIES[header.mailbox]:
        yield _finding("header-category-of-another-mailbox", HeaderField.CATEGORY, warns=True)
    kind = header.value(HeaderField.PROVIDER_KIND)
    if provider and kind and provider.kinds and kind not in provider.kinds:
        yield _finding("header-provider-kind-differs", HeaderField.PROVIDER_KIND, warns=True)
    stamp = header.value(HeaderField.STAMP_CODE)
    if provider and stamp and not register.has_physician(provider.fiscal_code, stamp):
        yield _finding("header-physician-unknown", HeaderField.STAMP_CODE, warns=True)


def _of_texts(header: Header, subject: str) -> Iterator[Finding]:
    if not _says_something(subject):
        yield _finding("header-subject-missing", "subject")
    if sum(char.isalpha() for char in header.presentation) < _FEWEST_LETTERS:
        yield _finding("header-presentation-missing", "presentation")


def _says_something(subject: str) -> bool:
    # Words of other scripts fold to nothing, and say something all the same.
    words = folded(subject).split() if subject.isascii() else re.findall(r"\w+", subject.lower())
    return any(len(word) > 2 and word not in _EMPTY_SUBJECTS for word in words)


_EMPTY_SUBJECTS = frozenset(
    ("fwd", "siui", "ceas", "sipe", "problema", "probleme", "incident", "urgent", "help", "suport")
)


def _finding(code: str, wanted: str, *, warns: bool = False) -> Finding:
    severity = Severity.WARNING if warns else Severity.ERROR
    return Finding(code=code, path=f"/{wanted}", severity=severity)


def _alike(written: str, known: str) -> bool:
    one, other = (
        " ".join(word for word in folded(name).split() if word not in _LEGAL_FORMS)
        for name in (written, known)
    )
    return fuzz.token_set_ratio(one, other) >= _ALIKE
