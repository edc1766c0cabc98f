"""What do the messages of dentists say?"""

from openpias.core.rules.records import ReportKind
from openpias.interop.messages.official import Family
from openpias.interop.messages.tables.papers import papers
from openpias.interop.messages.tables.shared import monthly, online

REPORT = """
report
  @AppKey text -> app_key
  @AppID! text -> app_id
  @stomatology! text -> provider_name
  @fiscalCode! text -> provider_code
  @contractNo! text -> contract_number
  @insuranceHouse! text -> house
  @reportingDate! date -> reported_on
  @startFrom! date -> starts_on
  @endTo! date -> ends_on
  @invoiceNo text..20 -> invoice_number
  @invoiceDate date -> invoice_date
  @invoiceValue decimal -> invoice_value
  @isCorrection uint
  @totalValue! double -> totals.services
  @labValue! double -> totals.laboratory
  @numericReport boolean
  services ?
    service * #services
      +signed
      @AppID! text -> app_id
      @stencilNo! text -> stamp_code
      @personPID text -> patient.cnp
      @CID text..20 -> patient.cid
      @certificateDate date -> card.certificate_on
      @exceptedFromCard text=1 {1|2} -> card.excepted
      @authorizedPersonCid text..20 -> card.representative_cid
      @patientInsuranceHouse text -> patient.house
      @reportedService! text -> service_code
      @medSrvPack! text -> package
      @quantity! uint -> quantity
      @serviceDate! dateTime -> given_at
      @merNo text -> register_number
      @diagnostic text -> diagnosis
      @serviceType! text -> service_type
      @reportedTarrif double -> unit_value
      @mirror text
      @toothFaces text
      @personType text -> patient.person_type
      @supranumerar boolean
      +foreigner
  medicalNotes ?
    medicalNote * #referrals
      @AppID! text -> app_id
      @stencilNo! text -> stamp_code
      @personPID text -> patient.cnp
      @CID text -> patient.cid
      @cardNo text=16 -> card.card_number
      @signHash hex
      @patientInsuranceHouse text -> patient.house
      @serialNo text
      @serialCode text
      @issueDate! date -> given_on
      @merNo text -> register_number
      @merDate date
      @ticketType! text -> service_type
      @diagnostic text -> diagnosis
      @specialty text -> speciality
      @personType text -> patient.person_type
      +foreigner
      medicalNoteInvestigation *
        @AppID! text
        @no! uint
        @investigation! text
        @quantity! uint
  prescriptions ?
    prescription * #prescriptions
      @AppID! text -> app_id
      @stencilNo! text -> stamp_code
      @personPID text -> patient.cnp
      @CID text -> patient.cid
      @cardNo text=16 -> card.card_number
      @signHash hex
      @patientInsuranceHouse text -> patient.house
      @serialNo! text
      @serialCode! text
      @contractNo! text
      @prescriptionDate! date -> given_on
      @merNo text -> register_number
      @merDate date
      @patientType! text
      @nhp text
      @prescriptionType! text
      prescriptionDrug *
        @AppID! text
        @no uint
        @drugCode text
        @activeSubstance text
        @concentration text
        @diseaseCategory text
        @diseaseCode text
        @pharmaceuticalForm text
        @quantity double
        @dose text
      +test
  laboratoriesServices ?
    laboratoriesService * #laboratory
      +signed
      @AppID! text -> app_id
      @stencilNo! text -> stamp_code
      @personPID text -> patient.cnp
      @CID text -> patient.cid
      @certificateDate date -> card.certificate_on
      @exceptedFromCard text=1 {1|2} -> card.excepted
      @authorizedPersonCid text..20 -> card.representative_cid
      @patientInsuranceHouse text -> patient.house
      @reportedService! text -> service_code
      @medSrvPack! text -> package
      @quantity! uint -> quantity
      @serviceDate! dateTime -> given_at
      @merNo text -> register_number
      @merDate date
      @diagnostic! text -> diagnosis
      @reportedTarrif double -> unit_value
      @refferedByStencilNo text -> referral.stamp_code
      @refferedBySerialNo text -> referral.number
      @refferedBySerialCode text -> referral.series
      @refferedBySpecialty text -> referral.speciality
      @refferedByDiagnostic text -> referral.diagnosis
      @refferedByContractNo text -> referral.contract_number
      @refferedByDate date -> referral.issued_on
      @patientSource! text
      @refferedByPC boolean
      @personType text -> patient.person_type
      +foreigner
"""

# raportare/Feedback_Stomatologie.xsd: `state` is 1 where a record was not settled.
FEEDBACK = """
report
  @AppID! text -> app_id
  services 1
    service * #services
      @AppID! text
      @state! boolean -> unsettled
      errors ?
        +errors
  laboratoriesServices 1
    laboratoriesService * #laboratory
      @AppID! text
      @state! boolean -> unsettled
      errors ?
        +errors
"""

REQUEST = """
request
  +contract
  stomatologyService + #services
    +claim
    +signed
    @stencilNo! text -> stamp_code
    @personPID text -> patient.cnp
    @CID text -> patient.cid
    @certificateDate date -> card.certificate_on
    @exceptedFromCard text=1 {1|2} -> card.excepted
    @authorizedPersonCid text..20 -> card.representative_cid
    @patientInsuranceHouse text -> patient.house
    @reportedService! text -> service_code
    @medSrvPack! text -> package
    @quantity! uint -> quantity
    @serviceDate! dateTime -> given_at
    @merNo text -> register_number
    @diagnostic text -> diagnosis
    @serviceType! text -> service_type
    @reportedTarrif double -> unit_value
    @mirror text
    @toothFaces text
    @personType text -> patient.person_type
    @supranumerar boolean
    +foreigner_online
"""

RESPONSE = """
response
  +answer
  stomatologyService * #services
    +verdict
"""


FAMILY = Family(
    kind=ReportKind.DENTISTRY,
    monthly=monthly(ReportKind.DENTISTRY, REPORT, FEEDBACK),
    online=(
        online(ReportKind.DENTISTRY, "RQ_STOM_SRV", REQUEST, RESPONSE),
        *papers(ReportKind.DENTISTRY, "RQ_PRESCRIPTION", "RQ_REFERRAL"),
    ),
)
