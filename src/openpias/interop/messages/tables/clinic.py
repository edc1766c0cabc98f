"""What do the messages of clinics say?"""

from openpias.core.rules.records import ReportKind
from openpias.interop.messages.official import Family
from openpias.interop.messages.tables.papers import papers
from openpias.interop.messages.tables.shared import monthly, online

REPORT = """
report
  @AppKey text..20 -> app_key
  @AppID! text..20 -> app_id
  @clinic! text..100 -> provider_name
  @fiscalCode! text..20 -> provider_code
  @contractNo! text..20 -> contract_number
  @insuranceHouse! text..20 -> house
  @reportingDate! date -> reported_on
  @startFrom! date -> starts_on
  @endTo! date -> ends_on
  @invoiceNo text..20 -> invoice_number
  @invoiceDate date -> invoice_date
  @invoiceValue decimal -> invoice_value
  @labValue! decimal -> totals.laboratory
  @hspValue! decimal -> totals.day-care
  @numericReport boolean
  clinicServices ?
    clinicService * #services
      +signed
      +excepted
      @AppID! text..20 -> app_id
      @stencilNo! text..6 -> stamp_code
      @specialityCode! text..20 -> speciality
      @personPID text=13 /[0-9]{13}/ -> patient.cnp
      @CID text -> patient.cid
      @certificateDate date -> card.certificate_on
      @patientInsuranceHouse! text..20 -> patient.house
      @reportedService! text..20 -> service_code
      @medSrvPack! text..20 -> package
      @quantity! uint -> quantity
      @serviceDate! dateTime -> given_at
      @serviceValue decimal -> unit_value
      @merNo text..20 -> register_number
      @merDate date
      @initialDiagnostic! text..20 -> diagnosis
      @confirmedDiagnostic text..20
      @presentationMode! uint {1|2|3|4|5|6|7|8|9|10|11|12|13|14} -> presentation
      @serviceType! uint {1|2|3|4|5|6|7|8} -> service_type
      @connectedPersonalPID text..13
      @relatedServiceCID text
      @serviceHour uint
      @diseaseType! uint -> disease_type
      @refferedByStencilNo text..20 -> referral.stamp_code
      @refferedBySerialNo text..20 -> referral.number
      @refferedBySerialCode text..20 -> referral.series
      @refferedByConsNo uint
      @refferedBySpecialty text..20 -> referral.speciality
      @refferedByDiagnostic text..20 -> referral.diagnosis
      @refferedByContractNo text..20 -> referral.contract_number
      @refferedByOrgUnitCode text..20 -> referral.house
      @refferedByDate date -> referral.issued_on
      @personType text..20 -> patient.person_type
      +foreigner
  laboratoriesServices ?
    laboratoriesService * #laboratory
      +signed
      +excepted
      @AppID! text..20 -> app_id
      @stencilNo! text..20 -> stamp_code
      @personPID text=13 /[0-9]{13}/ -> patient.cnp
      @CID text -> patient.cid
      @certificateDate date -> card.certificate_on
      @patientInsuranceHouse text..20 -> patient.house
      @reportedService! text..20 -> service_code
      @medSrvPack! text..20 -> package
      @quantity! uint -> quantity
      @serviceDate! dateTime -> given_at
      @merNo text..20 -> register_number
      @merDate date
      @diagnostic! text..20 -> diagnosis
      @reportedTarrif double -> unit_value
      @refferedByStencilNo text..20 -> referral.stamp_code
      @refferedBySerialNo text..20 -> referral.number
      @refferedBySerialCode text..20 -> referral.series
      @refferedBySpecialty text..20 -> referral.speciality
      @refferedByDiagnostic text..20 -> referral.diagnosis
      @refferedByContractNo text..20 -> referral.contract_number
      @refferedByDate date -> referral.issued_on
      @patientSource! text {A|I}
      @nhpCode text..20
      @refferedByPC boolean
      @personType text..20 -> patient.person_type
      +foreigner
  dailyServices ?
    dailyService * #day-care
      @AppID! text..20 -> app_id
      @stencilNo! text..20 -> stamp_code
      @personPID text=13 /[0-9]{13}/ -> patient.cnp
      @CID text -> patient.cid
      @cardNo text=16 -> card.card_number
      @signHash hex
      @patientInsuranceHouse! text..20 -> patient.house
      @dailyServiceRegisterNo! text..20 -> register_number
      @contractNo! text..20
      @reportedDailyService! text..20 -> service_code
      @medSrvPack! text..20 -> package
      @dailyServiceDate! dateTime -> given_at
      @dailyServiceNote text..20
      @reportedTarrif double -> unit_value
      @quantity! uint -> quantity
      @refferedByStencilNo text..20 -> referral.stamp_code
      @refferedBySerialNo text..20 -> referral.number
      @refferedBySerialCode text..20 -> referral.series
      @refferedBySpecialty text..20 -> referral.speciality
      @refferedByDiagnostic text..20 -> referral.diagnosis
      @refferedByContractNo text..20 -> referral.contract_number
      @refferedByDate date -> referral.issued_on
      @diagnostic! text..20 -> diagnosis
  prescriptions ?
    prescription * #prescriptions
      @AppID! text..20 -> app_id
      @stencilNo! text..20 -> stamp_code
      @personPID text..20 -> patient.cnp
      @CID text -> patient.cid
      @cardNo text=16 -> card.card_number
      @signHash hex
      @patientInsuranceHouse text..20 -> patient.house
      @serialNo! text..20
      @serialCode! text..20
      @contractNo! text..20
      @prescriptionDate! date -> given_on
      @merNo text..20 -> register_number
      @merDate date
      @patientType! text..20
      @nhp text..20
      @prescriptionType! text..30
      prescriptionDrug *
        @AppID! text..20
        @no uint
        @drugCode text..20
        @activeSubstance text..150
        @concentration text..30
        @diseaseCategory text..20
        @diseaseCode text..20
        @pharmaceuticalForm text..100
        @quantity double
        @dose text..20
      +test
  medicalNotes ?
    medicalNote * #referrals
      @AppID! text..20 -> app_id
      @stencilNo! text..20 -> stamp_code
      @personPID text=13 /[0-9]{13}/ -> patient.cnp
      @CID text -> patient.cid
      @cardNo text=16 -> card.card_number
      @signHash hex
      @patientInsuranceHouse text..20 -> patient.house
      @serialNo text..20
      @serialCode text..20
      @issueDate! date -> given_on
      @merNo text..20 -> register_number
      @merDate date
      @ticketType! uint {1|2} -> service_type
      @diagnostic text..20 -> diagnosis
      @specialty text..20 -> speciality
      @personType text..20 -> patient.person_type
      +foreigner
      medicalNoteInvestigation *
        @AppID! text..20
        @no! uint
        @investigation! text..20
        @quantity! uint
      secondaryDiagnostics *
        secondaryDiagnostic *
          @no! int
          @code! text..20
  recaProceduresPlans ?
    recaProceduresPlan * #plans
      @AppID! text..20 -> app_id
      @stencilNo! text..20 -> stamp_code
      @personPID text=13 /[0-9]{13}/ -> patient.cnp
      @CID text -> patient.cid
      @patientInsuranceHouse text..20 -> patient.house
      @serialNo! text..20
      @issueDate! date -> given_on
      @recommendedPeriod uint
      @reevaluationPeriod uint
      @diagnostic text..20 -> diagnosis
      recaProcedures *
        @AppID! text..20
        @no! uint
        @recaServiceCode! text..20
        @recaProcedureCode! text..20
        @quantity! uint
        @duration! uint
        @specificIndications text..2000
  chronicDiseases ?
    chronicDisease * #chronic
      @AppID! text..20 -> app_id
      @stencilNo! text..10 -> stamp_code
      @personPID text=13 /[0-9]{13}/ -> patient.cnp
      @CID text -> patient.cid
      @cardNo text=16 -> card.card_number
      @signHash hex
      @personCategory! text..20
      @chronicDisease! text..20 -> diagnosis
      @entryDate! date -> given_on
      @exitDate date -> ends_on
"""

# raportare/Feedback_Clinic.xsd: `state` is 1 where a record was not settled, `AppID` is a decimal,
# and the first two lists are there even when they are empty.
FEEDBACK = """
report
  @AppID! decimal -> app_id
  clinicServices 1
    clinicService * #services
      @AppID! decimal
      @state! boolean -> unsettled
      errors 1
        +errors
  laboratoriesServices 1
    laboratoriesService * #laboratory
      @AppID! decimal
      @state! boolean -> unsettled
      errors 1
        +errors
  dailyServices ?
    dailyService * #day-care
      @AppID! decimal
      @state! boolean -> unsettled
      errors 1
        error * text
          @code! text
"""

REQUEST = """
request
  +contract
  clinicService + #services
    +claim
    +referred
    +signed
    +excepted
    @stencilNo! text..6 -> stamp_code
    @specialityCode text..20 -> speciality
    @personPID text /[0-9]{13}/ -> patient.cnp
    @CID text -> patient.cid
    @certificateDate date -> card.certificate_on
    @patientInsuranceHouse! text..20 -> patient.house
    @reportedService! text..20 -> service_code
    @medSrvPack! text..20 -> package
    @quantity! uint -> quantity
    @serviceDate! dateTime -> given_at
    @merNo text..20 -> register_number
    @merDate date
    @initialDiagnostic! text..20 -> diagnosis
    @confirmedDiagnostic text..20
    @presentationMode! uint {1|2|3|4|5|6|7|8|9|10|11|12|13|14} -> presentation
    @serviceType! uint {1|2|3|4|5|6|7|8} -> service_type
    @connectedPersonalPID text..13
    @relatedServiceCID text
    @serviceHour uint
    @diseaseType! uint -> disease_type
    @personType text {PersonTypes} -> patient.person_type
    +foreigner_online
"""

RESPONSE = """
response
  +answer
  clinicService * #services
    +verdict
"""

# validare/ClinicDailyHospServicesValidateRequest.xsd has no requestType of its own.
DAY_CARE_REQUEST = """
request
  +contract
  dailyService + #day-care
    +claim
    +referred
    @refferedByDiagnostic text..20 -> referral.diagnosis
    @stencilNo! text..20 -> stamp_code
    @personPID! text /[0-9]{13}/ -> patient.cnp-or-zeros
    @personCID text..20 -> patient.cid
    @cardNo text=16 -> card.card_number
    @signHash hex
    @patientInsuranceHouse! text..20 -> patient.house
    @dailyServiceRegisterNo! text..20 -> register_number
    @contractNo! text..20
    @reportedDailyService! text..20 -> service_code
    @medSrvPack! text..20 -> package
    @dailyServiceDate! date -> given_on
    @dailyServiceNote text..20
    @reportedTarrif double -> unit_value
    @quantity! uint -> quantity
    @diagnostic! text..20 -> diagnosis
"""

DAY_CARE_RESPONSE = """
response
  +answer
  dailyService * #day-care
    +verdict
"""


FAMILY = Family(
    kind=ReportKind.CLINIC,
    monthly=monthly(ReportKind.CLINIC, REPORT, FEEDBACK),
    online=(
        online(ReportKind.CLINIC, "RQ_CLIN_SRV", REQUEST, RESPONSE),
        online(ReportKind.CLINIC, "", DAY_CARE_REQUEST, DAY_CARE_RESPONSE),
        *papers(ReportKind.CLINIC, "RQ_PRESCRIPTION", "RQ_REFERRAL", "RQ_CHRONICS"),
    ),
    numeric_app_id=True,
)
