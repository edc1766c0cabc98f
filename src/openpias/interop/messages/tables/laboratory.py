"""What do the messages of laboratories say?"""

from openpias.core.rules.records import ReportKind
from openpias.interop.messages.official import Family
from openpias.interop.messages.tables.shared import monthly, online

# raportare/ImportLaboratoriesReport.xsd, foreignPersonType: personFirstName is documented as the
# surname and personLastName as the given name, so the two go crosswise.
REPORT = """
report
  @AppKey text..20 -> app_key
  @AppID! text..20 -> app_id
  @laboratories! text..100 -> provider_name
  @fiscalCode! text..20 -> provider_code
  @contractNo! text..40 -> contract_number
  @insuranceHouse! text..20 -> house
  @reportingDate! date -> reported_on
  @startFrom! date -> starts_on
  @endTo! date -> ends_on
  @invoiceNo text..20 -> invoice_number
  @invoiceDate date -> invoice_date
  @invoiceValue decimal -> invoice_value
  @isCorrection uint
  @totalAnalysisValue! double -> totals.analyses
  @totalRadiologyValue! double -> totals.radiology
  @totalExplorationValue! double -> totals.explorations
  @totalPetctValue! double -> totals.petct
  @numericReport boolean
  @externalizationReport boolean
  services ?
    service * #laboratory
      +signed
      +excepted
      @AppID! text..20 -> app_id
      @stencilNo! text..20 -> stamp_code
      @personPID text..13 -> patient.cnp
      @CID text..20 -> patient.cid
      @certificateDate date -> card.certificate_on
      @patientInsuranceHouse text..20 -> patient.house
      @reportedService! text..20 -> service_code
      @medSrvPack! text..20 -> package
      @quantity! uint -> quantity
      @merNo text..20 -> register_number
      @serviceDate! dateTime -> given_at
      @diagnostic text..20 -> diagnosis
      @reportedTarrif double -> unit_value
      @refferedByStencilNo text..20 -> referral.stamp_code
      @refferedBySerialNo text..20 -> referral.number
      @refferedBySerialCode text..20 -> referral.series
      @refferedBySpecialty text..20 -> referral.speciality
      @diseaseType uint {0|1|2|3|4} -> disease_type
      @refferedByDiagnostic text..20 -> referral.diagnosis
      @refferedByContractNo text..20 -> referral.contract_number
      @refferedByDate date -> referral.issued_on
      @cockroftGaultFormula text..100
      @patientSource text {A|I|1|2|3|4|5|6|7|8|9|a|b}
      @nhpCode text..20
      @onDemand boolean
      @emergency boolean
      @lastOption boolean
      @refferedByPC boolean
      @anesthesia boolean
      @collected boolean
      @prevention uint {1|2|3|4|5|6|7|8|9}
      @personType! text..20 -> patient.person_type
      foreignPerson ?
        @personIdentifier text..20 -> patient.identifier
        @personFirstName text..40 -> patient.surname
        @personLastName text..40 -> patient.given_name
        @birthDate date -> patient.birth_date
        @countryCode text..20 -> patient.country
        @cardCode text..40
        @cardExpireDate date
        @emissiveOrgUnitCode text..30
"""

# raportare/Feedback_Laboratories.xsd: `AppID` is a decimal; which way `state` points is not said,
# and we read it as its name says.
FEEDBACK = """
report
  @AppID! decimal -> app_id
  services 1
    service + #laboratory
      @AppID! decimal
      @state! boolean
      errors 1
        +errors
"""

REQUEST = """
request
  +contract
  laboratoryService + #laboratory
    +claim
    +referred
    +signed
    +excepted
    @refferedByDiagnostic text..20 -> referral.diagnosis
    @refferedByPC boolean
    @stencilNo! text..20 -> stamp_code
    @personPID text..13 -> patient.cnp
    @CID text..20 -> patient.cid
    @certificateDate date -> card.certificate_on
    @diseaseType uint -> disease_type
    @patientInsuranceHouse text..20 -> patient.house
    @reportedService! text..20 -> service_code
    @medSrvPack! text..20 -> package
    @quantity! uint -> quantity
    @serviceDate! dateTime -> given_at
    @merNo text..20 -> register_number
    @merDate date
    @diagnostic text..20 -> diagnosis
    @reportedTarrif double -> unit_value
    @patientSource text {A|I|1|2|3|4|5|6|7|8|9|a|b}
    @personType! text {PersonTypes} -> patient.person_type
    @cockroftGaultFormula text..100
    @nhpCode text..20
    @onDemand boolean
    @emergency boolean
    @lastOption boolean
    @anesthesia boolean
    @collected boolean
    @prevention uint {1|2|3|4|5|6|7|8|9}
    +foreigner_online
"""

RESPONSE = """
response
  +answer
  laboratoryService * #laboratory
    +verdict
"""


FAMILY = Family(
    kind=ReportKind.LABORATORY,
    monthly=monthly(ReportKind.LABORATORY, REPORT, FEEDBACK),
    online=(online(ReportKind.LABORATORY, "RQ_PARA_SRV", REQUEST, RESPONSE),),
    numeric_app_id=True,
)
