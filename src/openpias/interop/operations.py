"""Which operations does the official interface have, and what do they take and give?

The names are those of the wire, which no other package sees.
A test holds the table against the eight official service descriptions (specification 3.7.30).
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

PATH = "/svapntws/services/"
_SIUI = "http://webservices.utils.svapnt.siveco.ro"
_VALIDATE = "http://siuiValidate.webservices.utils.svapnt.siveco.ro"
_PRESCRIPTIONS = "http://processPrescription.webservices.utils.svapnt.siveco.ro"
_FORMS = "http://specialFiles.webservices.utils.svapnt.siveco.ro"
_FORM_EXCEPTIONS = "http://specialFiles.utils.commonSIUI.svapnt.siveco.ro"
_HOSPITALS = "http://hospitalFeedback.webservices.utils.svapnt.siveco.ro"
_EXCEPTIONS = "http://exceptions.webservices.utils.svapnt.siveco.ro"


class Style(StrEnum):
    """How a body is written: wrapper and literal parts, one literal part, or rpc with types."""

    WRAPPED = "document-literal-wrapped"
    BARE = "document-literal-bare"
    ENCODED = "rpc-encoded"


class Kind(StrEnum):
    """The types of XML Schema that the descriptions use."""

    STRING = "string"
    INT = "int"
    LONG = "long"
    BOOLEAN = "boolean"
    DATE_TIME = "dateTime"


class Status(StrEnum):
    """Whether somebody who calls an operation gets its answer."""

    NOT_BUILT = "not-built"
    BUILT = "built"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One argument or the one result; `many` is `maxOccurs="unbounded"`."""

    name: str
    kind: Kind
    many: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredFault:
    """The exception that a description declares: a type with a code and a nillable message."""

    name: str
    namespace: str
    code: Part
    is_qualified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One official description; the two body namespaces differ in `SiuiDrugConsumptionWS` alone."""

    name: str
    style: Style
    namespace: str
    request_namespace: str
    answer_namespace: str
    fault: DeclaredFault | None
    brought_by: str

    @property
    def path(self) -> str:
        """Where it answers, below the host."""
        return f"{PATH}{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation; `brought_by` names the part of the server that answers it, or will."""

    name: str
    service: Service
    parts: tuple[Part, ...]
    result: Part
    fault: DeclaredFault | None
    brought_by: str
    status: Status = Status.NOT_BUILT


_ERROR_CODE = Part(name="errorCode", kind=Kind.INT)
_REPORTING_FAULT = DeclaredFault(
    name="RaportariException", namespace=_EXCEPTIONS, code=_ERROR_CODE, is_qualified=True
)
# wsdl/EPrescriptionWS.wsdl and wsdl/SiuiTreatmentFormWS.wsdl leave elementFormDefault out, so the
# parts of their exceptions have no namespace.
_PRESCRIPTION_FAULT = DeclaredFault(
    name="EPrescriptionException", namespace=_EXCEPTIONS, code=_ERROR_CODE, is_qualified=False
)
_FORM_FAULT = DeclaredFault(
    name="FormValidateException",
    namespace=_FORM_EXCEPTIONS,
    code=Part(name="code", kind=Kind.STRING),
    is_qualified=False,
)


def _service(
    name: str,
    style: Style,
    namespace: str,
    *,
    fault: DeclaredFault | None,
    request_namespace: str = "",
    brought_by: str = "reporting",
) -> Service:
    return Service(
        name=name,
        style=style,
        namespace=namespace,
        request_namespace=request_namespace or namespace,
        # wsdl/HospitalFeedbackWS.wsdl: the two bare elements stand in a namespace of their own.
        answer_namespace=_HOSPITALS if style is Style.BARE else namespace,
        fault=fault,
        brought_by=brought_by,
    )


_SERVICES = (
    _service("SiuiWS", Style.WRAPPED, _SIUI, fault=_REPORTING_FAULT),
    _service("SiuiEInvoiceWS", Style.WRAPPED, _SIUI, fault=_REPORTING_FAULT),
    _service(
        "HospitalFeedbackWS",
        Style.BARE,
        _SIUI,
        request_namespace=_HOSPITALS,
        fault=_REPORTING_FAULT,
    ),
    _service("SiuiValidateWS", Style.ENCODED, _VALIDATE, fault=None),
    _service("SiuiInsuredWS", Style.ENCODED, _SIUI, fault=None),
    _service(
        "SiuiDrugConsumptionWS",
        Style.ENCODED,
        _SIUI,
        # wsdl/SiuiDrugConsumptionWS.wsdl: calls alone use the namespace of the pharmacy package.
        request_namespace="http://pharmacy.webservices.utils.svapnt.siveco.ro",
        fault=_REPORTING_FAULT,
    ),
    _service(
        "EPrescriptionWS",
        Style.ENCODED,
        _PRESCRIPTIONS,
        fault=_PRESCRIPTION_FAULT,
        brought_by="prescriptions",
    ),
    _service("SiuiTreatmentFormWS", Style.ENCODED, _FORMS, fault=_FORM_FAULT),
)

# A part without a type is a string; the result is called like the operation with "Return" after it.
# `-` at the end: the description declares no fault for this one, although its service has one.
_TABLE = """
SiuiWS
  getCatalogues(partnerCategory start:dateTime) string[]
  getProviderInfo(partnerCategory start:dateTime stop:dateTime uic) string[]
  getProviderInfoForPhysician(partnerCategory start:dateTime stop:dateTime uic stencilNo) string[]
  sendReport(reportType reportXML) int
  getReportFeedback(fileName) string[]
  getRefund(partnerCategory start:dateTime stop:dateTime uic) string[]
  getRefundForPhysician(partnerCategory start:dateTime stop:dateTime uic stencil) string[]
  getRefundForInvoice(partnerCategory invoiceNumber invoiceDate:dateTime uic) string[]
  getDecisions(partnerCategory requestXml) string[]
  registerApplicationInstance(provType uic ctrNo serialNo regDate:dateTime) string[] -
  isPhysicianOnContract(contractNo physicianId:long atDate:dateTime) string
  generatePrescriptionSeries(categoryCode orgUnitCode uic subUnitCode validFrom:dateTime isOnLine:boolean quantity:int) string[] prescriptions
  getPrescriptionSeriesInfo(categoryCode orgUnitCode uic subUnitCode) string[] prescriptions
  getPartnerInfo(partnerCode startDate:dateTime stopDate:dateTime uic subUnitCode) string[]
  getRegisterFeedbackAggregated(partnerUic partnerWorkplace start:dateTime stop:dateTime) string[]
  getRegisterFeedback(filename) string[]
  sendSupplierData(supplierType reportXML) long
  getSupplierFeedback(refId:long) string[]
  getPhysicianCatalogues() string[]
SiuiEInvoiceWS
  sendEInvoice(invoiceFile) long
  cancelEInvoice(serialCode serialNumber providerFiscalCode cancellationDate:dateTime cancellationReason) int
  getEInvoiceClearingNote(serialCode serialNumber providerFiscalCode) string[]
  getEInvoice(serialCode serialNumber providerFiscalCode) string[]
  getEInvoiceId(serialCode serialNumber providerFiscalCode) string[]
HospitalFeedbackWS
  getHospitalReportingFeedback(request) string
SiuiValidateWS
  getPrescription(serial number pid stencil) string
  getClinicReferral(serial number pid stencil) string
  getLabReferral(serial number pid stencil) string
  validateEnlisted(enlistedXml) string
  validateReport(reportXml reportType requestType) string
  validatePrescription(reportXml reportType) string
  validateClinicReferral(reportXml reportType) string
  validateLabReferral(reportXml reportType) string
  validateSickLeave(reportXml) string
  validatePharmacyDrugs(reportXml) string
SiuiInsuredWS
  getInsured(pid requestDate:dateTime) string
  getInsuredByCID(cid requestDate:dateTime) string
  getPersonInfo(pid fromDate:dateTime) string
SiuiDrugConsumptionWS
  deleteDailyReport(fiscalCode contractNo contractType insuranceHouse dailyConsumptionDate:dateTime) int
  sendStockReport(requestXml) string
  sendDailyReport(requestXml) string
  deleteStockReport(fiscalCode contractNo contractType insuranceHouse stockDocNo stockDocDate:dateTime stockDocType) int
EPrescriptionWS
  processPrescribedPrescription(reportXml) string
  processIssuedPrescription(reportXml) string
  getPrescribedPrescription(providerCode physicianStencilNo contractNo contractType insuranceHouseCode series no prescriptionDate:dateTime) string
  cancelPrescribedPrescription(providerCode physicianStencilNo contractNo contractType insuranceHouseCode series no prescriptionDate:dateTime cancellationReason) int
  cancelReleasedPrescription(providerCode workplaceCode insuranceHouseCode series no fractionNo:int cancellationReason) int
  updateInvoices(requestXml) int
  getReleasedPrescription(providerCode workplaceCode insuranceHouseCode series no fractionNo:int) string
  downloadNotReportedPrescriptionsReport(insuranceHouseCode fromDate:dateTime toDate:dateTime providerCode stencilNo) string
  getStatusForPrescriptions(insuranceHouseCode providerCode contractNo contractType startFrom:dateTime endTo:dateTime workPlaceCode) string
  getPrescribedPrescriptionsForCid(requestXml) string
  processHospitalPrescription(reportXml) string
  cancelReleasedHospitalPrescription(providerCode workplaceCode insuranceHouseCode series no fractionNo:int cancellationReason) int
  getReleasedHospitalPrescription(providerCode workplaceCode insuranceHouseCode series no fractionNo:int) string
SiuiTreatmentFormWS
  sendTreatmentForm(formTypeCode providerCode cid xmlForm) string
  getJustificationTreatmentForm(formTypeCode providerCode cid fromDate:dateTime toDate:dateTime refID) string
  confirmTreatmentForm(formTypeCode providerCode stencilNo cid refID) string
  interruptTreatmentForm(formTypeCode providerCode stencilNo cid refID) string
  interruptTreatmentFormWithReason(formTypeCode providerCode stencilNo cid refID interruptionReasonCode) string
"""
# A test holds this against the server's table of handlers; no two services share a name.
_BUILT = frozenset(
    (
        *("getCatalogues", "getPhysicianCatalogues", "getProviderInfo", "getPartnerInfo"),
        *("getProviderInfoForPhysician", "sendReport", "getReportFeedback"),
        *("getInsured", "getInsuredByCID", "getPersonInfo"),
        *("validateReport", "validateEnlisted", "validatePrescription", "validateSickLeave"),
        *("validateClinicReferral", "validateLabReferral", "getClinicReferral", "getLabReferral"),
    )
)
_LINE = re.compile(r"  (\w+)\((.*)\) (\w+)(\[\])?(?: (-|\w+))?")


def _part(text: str) -> Part:
    name, _, kind = text.partition(":")
    return Part(name=name, kind=Kind(kind or Kind.STRING))


def _operation(service: Service, found: re.Match[str]) -> Operation:
    name, parts, kind, many, note = found.groups()
    return Operation(
        name=name,
        service=service,
        parts=tuple(_part(each) for each in parts.split()),
        result=Part(name=f"{name}Return", kind=Kind(kind), many=bool(many)),
        fault=None if note == "-" else service.fault,
        brought_by=note if note and note != "-" else service.brought_by,
        status=Status.BUILT if name in _BUILT else Status.NOT_BUILT,
    )


def _read(table: str) -> dict[str, tuple[Operation, ...]]:
    services = {each.name: each for each in _SERVICES}
    found: dict[str, list[Operation]] = {}
    service = _SERVICES[0]
    for line in table.strip("\n").splitlines():
        if operation := _LINE.fullmatch(line):
            found[service.name].append(_operation(service, operation))
        else:
            service = services[line]
            found[line] = []
    return {name: tuple(each) for name, each in found.items()}


SERVICES = {each.name: each for each in _SERVICES}
OPERATIONS = _read(_TABLE)


@cache
def named(service: str) -> dict[str, Operation]:
    """Return the operations of a service by their names; raises `KeyError` for an unknown one."""
    return {each.name: each for each in OPERATIONS[service]}
