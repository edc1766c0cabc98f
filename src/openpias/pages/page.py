"""What stands around the content of a page? Plain data that the layouts show."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Banner(StrEnum):
    """What a page has to say about itself on screen and on paper."""

    DEMO = "demo"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A text that leads somewhere; `current` marks the page that is shown."""

    text: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language of the switch: its code, its own name and the address that chooses it."""

    code: str
    name: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UserMenu:
    """Who is signed in, for whom, and how to leave; `provider_href` leads to the provider's data."""

    name: str
    provider: str
    provider_href: str = ""
    links: Sequence[Link] = ()
    sign_out_action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What every page announces: what is coming, when, in which words, and where to read more."""

    title: str
    when: str
    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The frame of every page.

    With `language_action` the switch is a POST form of `language` and `next`, otherwise links.
    `csrf_token` goes into every form of the frame. `support` says whom to ask: the house's contact.
    """

    language: str
    service_name: str
    home_href: str = "/"
    languages: Sequence[Language] = ()
    language_action: str = ""
    language_next: str = ""
    navigation: Sequence[Link] = ()
    user: UserMenu | None = None
    banners: Sequence[Banner] = ()
    notices: Sequence[Notice] = ()
    breadcrumbs: Sequence[Link] = ()
    footer: Sequence[Link] = ()
    support: str = ""
    csrf_token: str = ""
