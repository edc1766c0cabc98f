"""Of what are the catalogues of reporting applications made?

The lists of the register, the houses, our own lists of services, and the table of rules, whose wire
codes the answers carry. They change a few times a year, so each process keeps them for some seconds.
"""

import time
from collections.abc import Iterable

from django.utils import translation

from openpias.core.rules.catalogue import RULES
from openpias.interop.messages.catalogue_contents import (
    CatalogueContents,
    Category,
    Listed,
    ListedService,
    Paper,
)
from openpias.interop.messages.problems import Problem
from openpias.server.platform.http.error_texts import describe
from openpias.server.providers import api as providers
from openpias.server.registry import api as registry
from openpias.server.registry.api import Code, NomenclatureList
from openpias.server.reporting.domain.judging import wire_code
from openpias.server.reporting.enums import ReportingList
from openpias.server.reporting.queries import nomenclatures
from openpias.server.reporting.queries.nomenclatures import CodeView, ServiceView

KEPT_SECONDS = 10.0
_kept: list[tuple[float, CatalogueContents]] = []
_TRAVEL = "travel"
_COUNTRY = "country"
_ANY_MESSAGE = "Mesajul nu este scris cum cere structura oficială."


def contents() -> CatalogueContents:
    """Return everything that catalogues hold; at most KEPT_SECONDS old."""
    now = time.monotonic()
    if _kept and now - _kept[0][0] < KEPT_SECONDS:
        return _kept[0][1]
    found = _read()
    _kept[:] = [(now, found)]
    return found


def forget() -> None:
    """Read the lists again at the next call; this process changed them."""
    _kept.clear()


def _read() -> CatalogueContents:
    return CatalogueContents(
        countries=tuple(
            _of_register(each)
            for each in registry.entries(NomenclatureList.CITIZENSHIPS)
            if each.kind == _COUNTRY
        ),
        houses=providers.listed_houses(),
        papers=tuple(map(_paper, registry.entries(NomenclatureList.DOCUMENT_TYPES))),
        categories=tuple(map(_category, registry.entries(NomenclatureList.INSURANCE_CATEGORIES))),
        states=tuple(map(_of_register, registry.entries(NomenclatureList.INSURANCE_STATES))),
        specialities=_codes(ReportingList.SPECIALITIES),
        packages=_codes(ReportingList.PACKAGES),
        diagnoses=_codes(ReportingList.DIAGNOSES),
        services=tuple(map(_service, nomenclatures.services())),
        errors=tuple(_errors()),
    )


def _of_register(code: Code) -> Listed:
    return Listed(
        code=code.code,
        name=code.name("ro"),
        valid_from=code.valid_from,
        valid_to=code.valid_to,
    )


def _paper(code: Code) -> Paper:
    return Paper(
        code=code.code,
        name=code.name("ro"),
        valid_from=code.valid_from,
        valid_to=code.valid_to,
        is_passport=code.kind == _TRAVEL,
    )


def _category(code: Code) -> Category:
    insured_as = registry.displaced_insured_as(code.valid_from) if code.valid_from else None
    return Category(
        code=code.code,
        name=code.name("ro"),
        valid_from=code.valid_from,
        valid_to=code.valid_to,
        # Which state goes with another category is in no text that we read.
        state=insured_as[1] if insured_as and insured_as[0] == code.code else "",
    )


def _codes(name: ReportingList) -> tuple[Listed, ...]:
    return tuple(_listed(each) for each in nomenclatures.codes(name))


def _listed(view: CodeView) -> Listed:
    return Listed(
        code=view.code, name=view.name, valid_from=view.valid_from, valid_to=view.valid_to
    )


def _service(view: ServiceView) -> ListedService:
    return ListedService(
        code=view.code,
        name=view.name,
        valid_from=view.valid_from,
        valid_to=view.valid_to,
        kinds=frozenset(view.kinds),
        packages=tuple(view.packages),
        tariff=view.tariff,
    )


def _errors() -> Iterable[Listed]:
    """Yield the wire codes of rules and of what is wrong with a message, with what they say."""
    yield from _of_messages()
    for rule in RULES:
        yield Listed(
            code=rule.wire_code,
            name=rule.says,
            valid_from=rule.valid_from,
            valid_to=rule.valid_to,
        )


def _of_messages() -> Iterable[Listed]:
    with translation.override("ro"):
        return [Listed(code=wire_code(each), name=_told(each)) for each in Problem]


def _told(problem: Problem) -> str:
    try:
        return describe(problem).practice
    except KeyError:
        # The text names what is wrong in one message; a list has no message.
        return _ANY_MESSAGE
