"""What do prescriptions, referrals and lists of chronic patients look like online?

Several families of reports send them, each under its own report type.
"""

from openpias.core.rules.records import ReportKind
from openpias.interop.messages.official import OfficialOnline
from openpias.interop.messages.tables.shared import online

PRESCRIPTIONS = """
request
  +contract
  @stencil text /[0-9A-Z]{5,6}/ -> stamp_code
  prescription + #prescriptions
    +claim
    +signed
    @stencilNo! text..20 -> stamp_code
    @personPID! text..20 -> patient.cnp
    @patientInsuranceHouse text..20 -> patient.house
    @serialNo! text..20
    @serialCode! text..20
    @contractNo! text..20
    @prescriptionDate! date -> given_on
    @prescriptionType! text..30
    @patientType! text..20
    @merNo text..20 -> register_number
    @merDate date
    @nhp text..20
    @noDaysTreatment text
    @recommendedByStencilNo text /[0-9A-Z]{5,6}/
    @cid text..20 -> patient.cid
    prescriptionDrug +
      @AppID! text..40
      @deleted boolean
      @no uint
      @drugCode text..20
      @activeSubstance text..150
      @concentration text..30
      @pharmaceuticalForm text..100
      @diseaseCode text..20
      @diseaseCategory text..20
      @diagnosticType text {0|1|2|3}
      @copaymentListType text..20
      @copaymentListPercent decimal
      @quantity double
      @dose text..20
    prescriptionTest ?
      @AppID! text..40
      @deleted boolean
      @testName text..100
      @monthsNo! int
      @patientType! text {COPIL|ADULT}
"""

PRESCRIPTIONS_ANSWER = """
response
  +answer
  prescription * #prescriptions
    +verdict
    prescriptionDrug +
      +verdict
"""

REFERRALS = """
request
  +contract
  @stencil text /[0-9A-Z]{5,6}/ -> stamp_code
  referral + #referrals
    +claim
    +signed
    @stencilNo! text..10 -> stamp_code
    @personPID! text /[0-9]{13}/ -> patient.cnp-or-zeros
    @patientInsuranceHouse text..20 -> patient.house
    @serialNo! text..20
    @serialCode! text..20
    @issueDate! date -> given_on
    @merNo text..20 -> register_number
    @merDate date
    @ticketType! uint {1|2} -> service_type
    @diagnostic text..20 -> diagnosis
    @specialty text..20 -> speciality
    @personType text {PersonTypes} -> patient.person_type
    @personCID text..20 -> patient.cid
    +foreigner_online
    investigation *
      @AppID! text..40
      @deleted boolean
      @no! uint
      @investigation! text
      @quantity! uint
"""

REFERRALS_ANSWER = """
response
  +answer
  referral * #referrals
    +verdict
    investigation *
      +verdict
"""

CHRONICS = """
request
  +contract
  @stencil text /[0-9A-Z]{5,6}/ -> stamp_code
  chronicDisease + #chronic
    +claim
    @stencilNo! text..10 -> stamp_code
    @personPID text /[0-9]{13}/ -> patient.cnp
    @CID text=20 -> patient.cid
    @cardNo text=16 -> card.card_number
    @signHash hex
    @personCategory! text..20
    @chronicDisease! text..20 -> diagnosis
    @entryDate! date -> given_on
    @exitDate date -> ends_on
"""

CHRONICS_ANSWER = """
response
  +answer
  chronicDisease * #chronic
    +verdict
"""

_TABLES = {
    "RQ_PRESCRIPTION": (PRESCRIPTIONS, PRESCRIPTIONS_ANSWER),
    "RQ_REFERRAL": (REFERRALS, REFERRALS_ANSWER),
    "RQ_CHRONICS": (CHRONICS, CHRONICS_ANSWER),
}


def papers(kind: ReportKind, *request_types: str) -> tuple[OfficialOnline, ...]:
    """Return the formats of these request types for a family."""
    return tuple(online(kind, each, *_TABLES[each]) for each in request_types)
