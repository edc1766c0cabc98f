"""Which parts do the messages of several families share?"""

from openpias.core.rules.records import ReportKind
from openpias.interop.messages.official import OfficialMonthly, OfficialOnline
from openpias.interop.messages.shape import shape

SHARED = {
    # Elements `error` may hold remarks of the house as text.
    "errors": """
error * text
  @code! text
  @errorType uint {0|1}
""",
    # One row of a monthly feedback, where its state is text.
    "settled": """
@AppID! text
@state! text
errors ?
  +errors
""",
    # One row of an online answer.
    "verdict": """
@AppID! text..40
@state! int {0|1|2}
errors ?
  +errors
""",
    # The beginning of an online answer.
    "answer": """
@validationDate! dateTime -> validated_on
@state! int {0|1|2} -> state
errors ?
  +errors
""",
    # The header of online requests (validare/CommonReportingTypes.xsd, requestContractType).
    "contract": """
@AppKey text..20 -> app_key
@providerCode! text..20 -> provider_code
@providerName! text..100 -> provider_name
@workPlace text..20 -> work_place
@insuranceHouse! text..20 -> house
@contractNo! text..40 -> contract_number
@contractType! text..20 -> contract_type
@reportDate! date -> day
@reportType! text..20 -> report_type
""",
    # The header of monthly reports of units.
    "medical_unit": """
@AppKey text..20 -> app_key
@AppID! text..20 -> app_id
@medicalUnit! text..100 -> provider_name
@fiscalCode! text..20 -> provider_code
@contractNo! text..20 -> contract_number
@insuranceHouse! text..20 -> house
@reportingDate! date -> reported_on
@startFrom! date -> starts_on
@endTo! date -> ends_on
@invoiceNo text..20 -> invoice_number
@invoiceDate date -> invoice_date
""",
    # claimItemType: 40 characters online, 20 in monthly reports.
    "claim": """
@AppID! text..40 -> app_id
@deleted boolean -> withdrawn
""",
    # refferedClaimItemType (sic); the date is a text of ten characters there.
    "referred": """
@refferedBySerialCode text..20 -> referral.series
@refferedBySerialNo text..20 -> referral.number
@refferedByStencilNo text..20 -> referral.stamp_code
@refferedByDate text..10 -> referral.loose-date
@refferedBySpecialty text..20 -> referral.speciality
@refferedByContractNo text..40 -> referral.contract_number
@refferedByOrgUnitCode text..20 -> referral.house
""",
    # `signHash` is used no more, and still let through.
    "signed": """
@cardNo text=16 -> card.card_number
@signature base64 -> card.signature
@signHash hex
""",
    "excepted": """
@exceptedFromCard text=1 {1|2} -> card.excepted
@authorizedPersonCid text=20 -> card.representative_cid
""",
    # validare/CommonReportingTypes.xsd, foreignPersonType.
    "foreigner_online": """
foreignPerson ?
  @personIdentifier! text..20 -> patient.identifier
  @personFirstName text..40 -> patient.given_name
  @personLastName text..40 -> patient.surname
  @birthDate date -> patient.birth_date
  @countryCode text..20 -> patient.country
  @cardCode text..40
  @cardExpireDate date
  @emissiveOrgUnitCode text..30
  @emissiveOrgUnitName text..100
  @emissiveOrgUnitAddress text..100
""",
    # raportare/ImportPhysicianReport.xsd, foreignPersonType.
    "foreigner_named": """
foreignPerson ?
  @personIdentifier! text..20 -> patient.identifier
  @personFirstName text..40 -> patient.given_name
  @personLastName text..40 -> patient.surname
  @birthDate date -> patient.birth_date
  @countryCode text..20 -> patient.country
  @cardCode text..40
  @cardExpireDate date
  @emissiveOrgUnitCode text..30
""",
    # raportare/ImportClinicReport.xsd, foreignPersonType: all of it is optional.
    "foreigner": """
foreignPerson ?
  @personIdentifier text..20 -> patient.identifier
  @personFirstName text..40 -> patient.given_name
  @personLastName text..40 -> patient.surname
  @birthDate date -> patient.birth_date
  @countryCode text..20 -> patient.country
  @cardCode text..40
  @cardExpireDate date
  @emissiveOrgUnitCode text..30
""",
    "paper": """
jDoc ?
  @code! text..20
  @docSeries text..20
  @docNo text..20
  @description text..255
  @validFrom date
  @validTo date
  @docDate! date
  @issuedBy text..20
""",
    "period": """
@motivation text..50
@validFrom date
@validTo date
""",
    "test": """
prescriptionTest ?
  @AppID! text..20
  @testName text..100
  @monthsNo! int
  @patientType! text {COPIL|ADULT}
""",
    "drug": """
@AppID! text..20
@no uint
@drugCode text..20
@activeSubstance text..100
@concentration text..30
@diseaseCategory text..20
@diseaseCode text..20
@pharmaceuticalForm text..100
@quantity double
@dose text..20
""",
}


def monthly(kind: ReportKind, report: str, feedback: str, **parts: str) -> OfficialMonthly:
    """Return a monthly format made of two tables; `parts` are shared by these alone."""
    shared = SHARED | parts
    return OfficialMonthly(
        kind=kind, report=shape(report, shared), feedback=shape(feedback, shared)
    )


def online(
    kind: ReportKind, request_type: str, request: str, response: str, **parts: str
) -> OfficialOnline:
    """Return an online format made of two tables; `parts` are shared by these alone."""
    shared = SHARED | parts
    return OfficialOnline(
        kind=kind,
        request_type=request_type,
        request=shape(request, shared),
        response=shape(response, shared),
    )
