"""The table of operations says what the eight official descriptions say."""

from typing import Any

import pytest
from lxml import etree
from tests.interop import reference

from openpias.interop.operations import (
    OPERATIONS,
    SERVICES,
    Operation,
    Part,
    Service,
    Status,
    Style,
)

WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
SOAP = "{http://schemas.xmlsoap.org/wsdl/soap/}"
XSD = "{http://www.w3.org/2001/XMLSchema}"


class Description:
    """What an official description says, read without the code under test."""

    def __init__(self, name: str) -> None:
        self.root = etree.parse(reference.description(name)).getroot()
        self.binding = self.root.find(f"{WSDL}binding")
        schemas = self.root.findall(f".//{XSD}schema")
        self.elements = {
            each.get("name"): (each, schema)
            for schema in schemas
            for each in schema.findall(f"{XSD}element")
        }
        self.types = {
            each.get("name"): (each, schema)
            for schema in schemas
            for each in schema.findall(f"{XSD}complexType")
        }

    def operations(self) -> list[Any]:
        return self.root.find(f"{WSDL}portType").findall(f"{WSDL}operation")

    def bound(self, name: str) -> Any:
        return self.binding.find(f"{WSDL}operation[@name='{name}']")

    def parts(self, message: str) -> list[tuple[str, str, bool]]:
        found = self.root.find(f"{WSDL}message[@name='{_local(message)}']")
        return [one for part in found for one in self._expanded(part)]

    def _expanded(self, part: Any) -> list[tuple[str, str, bool]]:
        if part.get("type"):
            return [_told(part)]
        element, _ = self.elements[_local(part.get("element"))]
        if element.get("type"):
            return [_told(element)]
        return [_told(each) for each in element.iter(f"{XSD}element") if each is not element]


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _told(element: Any) -> tuple[str, str, bool]:
    many = element.get("maxOccurs") == "unbounded"
    return element.get("name"), _local(element.get("type")), many


def _of_table(part: Part) -> tuple[str, str, bool]:
    return part.name, str(part.kind), part.many


def _style(description: Description, service: Service) -> str:
    bound = description.bound(OPERATIONS[service.name][0].name)
    use = bound.find(f"{WSDL}input/{SOAP}body").get("use")
    style = description.binding.find(f"{SOAP}binding").get("style", "document")
    return f"{style}-{use}"


@pytest.fixture(params=SERVICES.values(), ids=SERVICES.keys())
def service(request) -> Service:
    return request.param


@pytest.fixture
def description(service: Service) -> Description:
    return Description(service.name)


def test_there_are_sixty_operations_in_eight_services():
    assert len(OPERATIONS) == 8
    assert sum(len(each) for each in OPERATIONS.values()) == 60


@reference.needed
def test_no_description_is_left_out():
    assert {path.stem for path in (reference.REFERENCE / "wsdl").iterdir()} == set(SERVICES)


@reference.needed
def test_operations_stand_in_their_order(description, service):
    assert [each.name for each in OPERATIONS[service.name]] == [
        each.get("name") for each in description.operations()
    ]


@reference.needed
def test_arguments_and_results_have_names_types_and_order(description, service):
    for each, official in zip(OPERATIONS[service.name], description.operations(), strict=True):
        asked = official.find(f"{WSDL}input").get("message")
        answered = official.find(f"{WSDL}output").get("message")
        assert [_of_table(part) for part in each.parts] == description.parts(asked), each.name
        assert [_of_table(each.result)] == description.parts(answered), each.name


@reference.needed
def test_faults_are_those_that_are_declared(description, service):
    for each, official in zip(OPERATIONS[service.name], description.operations(), strict=True):
        fault = official.find(f"{WSDL}fault")
        declared = None if fault is None else fault.get("name")
        assert (each.fault.name if each.fault else None) == declared, each.name


@reference.needed
def test_the_exception_has_its_namespace_and_form(description, service):
    if service.fault is None:
        assert description.types == {}
        return
    kind, schema = description.types[service.fault.name]
    told = [_told(each) for each in kind.iter(f"{XSD}element")]
    assert schema.get("targetNamespace") == service.fault.namespace
    assert (schema.get("elementFormDefault") == "qualified") == service.fault.is_qualified
    assert told == [_of_table(service.fault.code), ("message", "string", False)]


@reference.needed
def test_style_path_and_namespaces_are_the_official_ones(description, service):
    assert description.root.get("targetNamespace") == service.namespace
    official = description.root.find(f".//{SOAP}address").get("location")
    assert official.endswith(f".siui.ro{service.path}")
    styles = {Style.ENCODED: "rpc-encoded"}
    assert _style(description, service) == styles.get(service.style, "document-literal")
    for each in OPERATIONS[service.name]:
        assert _namespaces(description, each) == (
            service.request_namespace,
            service.answer_namespace,
        )


def _namespaces(description: Description, operation: Operation) -> tuple[str, str]:
    found = []
    for way in ("input", "output"):
        body = description.bound(operation.name).find(f"{WSDL}{way}/{SOAP}body")
        name = operation.name if way == "input" else f"{operation.name}Response"
        if operation.service.style is Style.BARE:
            name = operation.parts[0].name if way == "input" else operation.result.name
        literal = description.elements.get(name)
        found.append(body.get("namespace") or literal[1].get("targetNamespace"))
    return found[0], found[1]


@reference.needed
def test_no_action_is_announced(description, service):
    actions = {each.get("soapAction") for each in description.binding.iter(f"{SOAP}operation")}

    assert actions == {""}


def test_what_is_not_built_says_so():
    built = {
        each.name for known in OPERATIONS.values() for each in known if each.status is Status.BUILT
    }

    assert {"getInsured", "sendReport", "validateReport", "getCatalogues"} <= built
