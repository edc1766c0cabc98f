"""What do the messages of ambulance services say?"""

from openpias.core.rules.records import ReportKind
from openpias.interop.messages.official import Family
from openpias.interop.messages.tables.papers import papers
from openpias.interop.messages.tables.shared import monthly, online

# Not in both: the identifier has 13 to 30 characters in monthly reports, and is 13 digits online
# (raportare/ImportAmbulanceReport.xsd, validare/AmbulanceServicesValidateRequest.xsd).
CASE = """
@repVehicleCode text..20
@repVehicleTypeCode text..20
@cid text..20 -> patient.cid
@certificateDate date -> card.certificate_on
@country text..100 -> patient.country
@emissiveOrgUnitName text..100
@emissiveOrgUnitAddress text..100
@emissiveOrgUnitUIC text..30
@repStationCode text..20
@applSheetNo text..20
@coupleSheetNo text..20
@repTariff decimal -> unit_value
@diagnosticCode text..20 -> diagnosis
@repHospital text..20
@repCity text..30
@repAddress text..2000
@caseFinality text..1
@repPhysician text..20 -> stamp_code
@repAssistant text..20
@repCidAssistant text
@firstName text..100 -> patient.given_name
@lastName text..100 -> patient.surname
@birthDate date -> patient.birth_date
@gender text {1|2|3|4}
@packageCode text..20 -> package
"""

TRANSPORT = """
@medicalNoteNo text
@medicalNoteDate date
@medicalNoteStencilNo text
@approvalNo integer
@approvalDate date
@transpCode text..20 -> service_code
@repDate date -> given_on
"""

REPORT = """
report
  +medical_unit
  @invoiceValue decimal -> invoice_value
  emergServices 1
    emergService * #services
      +signed
      +ambulance_case
      @personType! text..30 {PersonTypes} -> patient.person_type
      @personIdentifier text13..30 -> patient.either
      @AppID! text..20 -> app_id
      @srvCode text..20 -> service_code
      @confirmed boolean
      @callTime dateTime -> given_at
      @arrivalTime dateTime
      @isPermanence boolean
  transServices 1
    transAutoServices 1
      transAutoService * #services
        +signed
        +ambulance_case
        +transport
        @personType! text..30 {PersonTypes} -> patient.person_type
        @personIdentifier text13..30 -> patient.either
        @AppID! text..20 -> app_id
        @equivalentQtyUrban decimal
        @realizedQtyRural decimal
    transWaterServices 1
      transWaterService * #services
        +signed
        +ambulance_case
        +transport
        @personType! text..30 {PersonTypes} -> patient.person_type
        @personIdentifier text13..30 -> patient.either
        @AppID! text..20 -> app_id
        @realizedQty decimal -> quantity
    transAirServices 1
      transAirService * #services
        +signed
        +ambulance_case
        +transport
        @personType! text..30 {PersonTypes} -> patient.person_type
        @personIdentifier text13..30 -> patient.either
        @AppID! text..20 -> app_id
        @realizedQty decimal -> quantity
  prescriptions ?
    prescription * #prescriptions
      +signed
      @AppID! text..20 -> app_id
      @stencilNo! text..6 -> stamp_code
      @personPID text -> patient.cnp
      @cid text..20 -> patient.cid
      @certificateDate date -> card.certificate_on
      @patientInsuranceHouse text..20 -> patient.house
      @serialNo! text..20
      @serialCode! text..10
      @contractNo! text..20
      @prescriptionDate! date -> given_on
      @merNo text..20 -> register_number
      @merDate date
      @patientType! text..20
      @no! uint
      @nhp text..20
      @prescriptionType! text
      prescriptionDrug *
        +drug
        @diagnosticType text {0|1|2|3}
      +test
  waitingTime 1
    vehicleTypeWaitingTime * #waiting-times
      @AppID! text -> app_id
      @vehicleType! text
      @emergencyCategCode text
      @waitingTime! decimal
"""

FEEDBACK = """
report
  @AppID! text -> app_id
  emergServices ?
    emergService * #services
      @AppID! text
      @state! boolean
      errors ?
        +errors
  transServices ?
    transAutoServices ?
      transAutoService * #services
        @AppID! text
        @state! boolean
        errors ?
          +errors
    transWaterServices ?
      transWaterService * #services
        @AppID! text
        @state! boolean
        errors ?
          +errors
    transAirServices ?
      transAirService * #services
        @AppID! text
        @state! boolean
        errors ?
          +errors
"""

REQUEST = """
request
  +contract
  emergService * #services
    +claim
    +signed
    +ambulance_case
    @personType! text {PersonTypes} -> patient.person_type
    @personIdentifier text /[0-9]{13}/ -> patient.either
    @srvCode text..20 -> service_code
    @confirmed boolean
    @callTime dateTime -> given_at
    @arrivalTime dateTime
    @isPermanence boolean
  transAutoService * #services
    +claim
    +signed
    +ambulance_case
    +transport
    @personType! text {PersonTypes} -> patient.person_type
    @personIdentifier text /[0-9]{13}/ -> patient.either
    @equivalentQtyUrban decimal
    @realizedQtyRural decimal
  transWaterService * #services
    +claim
    +signed
    +ambulance_case
    +transport
    @personType! text {PersonTypes} -> patient.person_type
    @personIdentifier text /[0-9]{13}/ -> patient.either
    @realizedQty decimal -> quantity
  transAirService * #services
    +claim
    +signed
    +ambulance_case
    +transport
    @personType! text {PersonTypes} -> patient.person_type
    @personIdentifier text /[0-9]{13}/ -> patient.either
    @realizedQty decimal -> quantity
"""

RESPONSE = """
response
  +answer
  emergService * #services
    +verdict
  transAutoService * #services
    +verdict
  transWaterService * #services
    +verdict
  transAirService * #services
    +verdict
"""

WAITING_REQUEST = """
request
  +contract
  vehicleTypeWaitingTime * #waiting-times
    +claim
    @vehicleType! text
    @emergencyCategCode text
    @waitingTime! decimal
"""

WAITING_RESPONSE = """
response
  +answer
  vehicleTypeWaitingTime * #waiting-times
    +verdict
"""

_PARTS = {"ambulance_case": CASE, "transport": TRANSPORT}
_KIND = ReportKind.AMBULANCE

FAMILY = Family(
    kind=_KIND,
    monthly=monthly(_KIND, REPORT, FEEDBACK, **_PARTS),
    online=(
        online(_KIND, "RQ_AMB_SRV", REQUEST, RESPONSE, **_PARTS),
        online(_KIND, "RQ_AMB_WT", WAITING_REQUEST, WAITING_RESPONSE),
        *papers(_KIND, "RQ_PRESCRIPTION"),
    ),
)
