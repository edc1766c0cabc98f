"""What can stand in a catalogue, whatever the kind of provider it is for? Plain data."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An entry of a list; without a first day it was always valid, without a last one it still is."""

    code: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class House(Listed):
    """An insurance house; `kind` is one of `HOUSE_KINDS`."""

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(Listed):
    """A type of document; `is_passport` tells those that one travels with."""

    is_passport: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Category(Listed):
    """A category of insured persons; `state` is what its people count as on a prescription."""

    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedService(Listed):
    """A service; `kinds` are values of `reportType`, `tariff` is in lei."""

    kinds: frozenset[str]
    packages: tuple[str, ...] = ()
    tariff: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Physician(Listed):
    """A physician by stamp code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A day off."""

    day: date
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueContents:
    """Everything of which catalogues are made; each takes the lists that its schema knows."""

    countries: Sequence[Listed] = ()
    houses: Sequence[House] = ()
    papers: Sequence[Paper] = ()
    categories: Sequence[Category] = ()
    states: Sequence[Listed] = ()
    specialities: Sequence[Listed] = ()
    packages: Sequence[Listed] = ()
    diagnoses: Sequence[Listed] = ()
    services: Sequence[ListedService] = ()
    errors: Sequence[Listed] = ()
    physicians: Sequence[Physician] = ()
    holidays: Sequence[Holiday] = field(default=())
