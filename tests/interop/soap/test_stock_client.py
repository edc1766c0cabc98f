"""A stock client, made from the official descriptions and from ours, calls all sixty operations."""

import time
from typing import Any

import pytest
import zeep
from tests.interop import reference
from tests.interop.soap import stock

from openpias.interop.operations import OPERATIONS, SERVICES, Kind, Operation, Service, Style
from openpias.interop.soap import wsdl
from openpias.interop.soap.answers import write_answer
from openpias.interop.soap.calls import Call
from openpias.interop.soap.faults import write_fault

WAYS = [pytest.param("official", marks=reference.needed), "ours"]
ALL = [pytest.param(each, id=each.name) for each in SERVICES.values()]
FAULT_TEXT = "Fișierul a mai fost procesat: <MF_1>"


def made(way: str, service: Service, answer: Any) -> tuple[Any, stock.InProcess, stock.Server]:
    server = stock.Server(service, answer)
    if way == "official":
        client, transport = stock.client(str(reference.description(service.name)), server)
    else:
        told = wsdl.describe(service, address=stock.ADDRESS)
        client, transport = stock.client(stock.ADDRESS, server, description=told)
    return client, transport, server


def called(client: Any, operation: Operation, given: dict[str, Any]) -> Any:
    function = client.service[operation.name]
    if operation.service.style is Style.BARE:
        return function(*given.values())
    return function(**given)


def understood(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("service", ALL)
def test_every_call_is_read_and_every_answer_understood(service, way):
    client, transport, server = made(
        way, service, lambda call: write_answer(call.operation, stock.sample(call.operation.result))
    )

    for operation in OPERATIONS[service.name]:
        given = stock.arguments(operation)
        result = called(client, operation, given)

        assert server.got[-1] == Call(operation=operation, parts=given)
        assert understood(result) == stock.sample(operation.result)
    print(f"{way} {service.name}: {len(server.got)} calls read, as many answers understood")
    assert len(transport.sent) == len(OPERATIONS[service.name])


def _code(operation: Operation) -> Any:
    return "F-1" if operation.fault and operation.fault.code.kind is Kind.STRING else -9


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("service", ALL)
def test_every_fault_is_understood_and_has_its_declared_detail(service, way):
    client, _, _ = made(
        way,
        service,
        lambda call: write_fault(FAULT_TEXT, operation=call.operation, code=_code(call.operation)),
    )

    for operation in OPERATIONS[service.name]:
        with pytest.raises(zeep.exceptions.Fault) as caught:
            called(client, operation, stock.arguments(operation))

        assert caught.value.message == FAULT_TEXT
        assert caught.value.code == "soapenv:Client"
        _check_detail(client, operation, caught.value.detail)


def _check_detail(client: Any, operation: Operation, detail: Any) -> None:
    declared = operation.fault
    if declared is None:
        assert detail is None
        return
    # The client leaves the detail as XML; the types of its description read it.
    kind = client.get_type(f"{{{declared.namespace}}}{declared.name}")
    (element,) = detail
    found = kind.parse_xmlelement(element, client.wsdl.types)
    assert found[declared.code.name] == _code(operation)
    assert found["message"] == FAULT_TEXT
    if operation.service.style is not Style.ENCODED:
        known = client.wsdl.types.get_element(element.tag)
        assert known.parse(element, client.wsdl.types) == found


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "name", [("SiuiWS", "getCatalogues"), ("SiuiInsuredWS", "getPersonInfo")], ids=str
)
def test_null_is_null_for_the_client(name, way):
    service, operation = SERVICES[name[0]], name[1]
    client, _, _ = made(way, service, lambda call: write_answer(call.operation, None))
    (found,) = [each for each in OPERATIONS[service.name] if each.name == operation]

    assert called(client, found, stock.arguments(found)) in (None, [])


@pytest.mark.parametrize("way", WAYS)
def test_a_string_that_the_client_leaves_null_is_none(way):
    service = SERVICES["SiuiDrugConsumptionWS"]
    client, _, server = made(way, service, lambda call: write_answer(call.operation, ""))
    client.service["sendDailyReport"](requestXml=zeep.xsd.Nil)

    assert server.got[0].parts == {"requestXml": None}


def test_reading_and_answering_costs_a_few_milliseconds_at_most():
    (operation,) = [each for each in OPERATIONS["SiuiWS"] if each.name == "sendReport"]
    from openpias.interop.soap.calls import read_call, write_call

    message = write_call(operation, {"reportType": "MF", "reportXML": "QUJD" * 250})
    before = time.process_time()
    for _ in range(200):
        read_call(message, service=operation.service)
        write_answer(operation, 1)
    spent = (time.process_time() - before) / 200

    print(f"a call of 1 KB read and answered in {spent * 1000:.2f} ms of CPU")
    assert spent < 0.005
