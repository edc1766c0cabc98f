"""What do the messages about sick leave say?"""

from openpias.core.rules.records import ReportKind
from openpias.interop.messages.official import Family
from openpias.interop.messages.tables.shared import monthly, online

# raportare/ImportSickLeaveReport.xsd names a month and a convention, and no days.
REPORT = """
report
  @AppKey text..20 -> app_key
  @AppID! text..20 -> app_id
  @providerCode! text..20 -> provider_code
  @providerName! text..100 -> provider_name
  @workPlace text..20 -> work_place
  @insuranceHouse! text..20 -> house
  @conventionNo! text..20 -> contract_number
  @reportMonth! int1..12 -> month
  @reportYear! int1750..9999 -> year
  @correction boolean
  certificate + #certificates
    @AppID! text..40 -> app_id
    @correctionType text {M|A|S}
    @serialCode! text..5
    @serialNo! text..10
    @duplicate! int0..99 => leave.duplicate
    @duplSerialCode text..5 => leave.original_series
    @duplSerialNo text..10 => leave.original_number
    @month! int1..12 => leave.month
    @year! int1750..9999 => leave.year
    @indemnCode! text..2 => leave.indemnity
    @emergency text..3 => leave.emergency
    @contagious text..2 => leave.contagious
    @certType! text {AM|IN|EX} => leave.kind
    @issueDate! date -> given_on
    @internValidFrom date => leave.hospital_from
    @internValidTo date => leave.hospital_to
    @internDiagCode text..3 => leave.hospital_diagnosis
    @internDiagType text {0|1|2|3}
    @externValidFrom date => leave.home_from
    @externValidTo date => leave.home_to
    @externDiagCode text..3 => leave.home_diagnosis
    @externDiagType text {0|1|2|3}
    @stencil! text /[0-9A-Z]{5,6}/ -> stamp_code
    @pid! text=13 /[0-9]{13}/ -> patient.cnp-or-zeros
    @cid text=20 -> patient.cid
    @cardNo text=16 -> card.card_number
    @signHash hex
    @insuredOrgUnit! text..20 -> patient.house
    @continuation! boolean
    @expertNo text..6
    @expertDate date
    @expertStencil text /[0-9A-Z]{5,6}/
    @maternStencil text /[0-9A-Z]{5,6}/
    @cheifStencil text /[0-9A-Z]{5,6}/
    @childPid text=13 /[0-9]{13}/ => leave.child_cnp
    @childCid text=20 => leave.child_cid
    @isEmergencyRecommendation boolean
"""

# raportare/FeedbackSickLeaveReport.xsd: a row names the certificate by series and number too.
FEEDBACK = """
report
  @AppID! text -> app_id
  @reportMonth! int1..12 -> month
  @reportYear! int1750..9999 -> year
  certificate * #certificates
    @AppID! text
    @serialCode! text..5
    @serialNo! text..10
    @state! boolean
    errors ?
      error * text
        @code! text
"""

REQUEST = """
request
  @AppKey text..20 -> app_key
  @providerCode! text..20 -> provider_code
  @providerName! text..100 -> provider_name
  @workPlace text..20 -> work_place
  @insuranceHouse! text..20 -> house
  @conventionNo! text..20 -> contract_number
  @reportMonth! int1..12 -> month
  @reportYear! int1750..9999 -> year
  @correction boolean
  certificate + #certificates
    +claim
    +signed
    @serialCode! text..5
    @serialNo! text..10
    @duplicate! int0..99 => leave.duplicate
    @duplSerialCode text..5 => leave.original_series
    @duplSerialNo text..10 => leave.original_number
    @month! int1..12 => leave.month
    @year! int1750..9999 => leave.year
    @indemnCode! text..2 => leave.indemnity
    @emergency text..3 => leave.emergency
    @contagious text..2 => leave.contagious
    @certType! text {AM|IN|EX} => leave.kind
    @issueDate! date -> given_on
    @internValidFrom date => leave.hospital_from
    @internValidTo date => leave.hospital_to
    @internDiagCode text..3 => leave.hospital_diagnosis
    @internDiagType text {0|1|2}
    @externValidFrom date => leave.home_from
    @externValidTo date => leave.home_to
    @externDiagCode text..3 => leave.home_diagnosis
    @externDiagType text {0|1|2}
    @stencil! text /[0-9A-Z]{5,6}/ -> stamp_code
    @pid text /[0-9]{13}/ -> patient.cnp
    @cid text..30 -> patient.cid
    @insuredOrgUnit! text..20 -> patient.house
    @initial! boolean
    @expertNo text..6
    @expertDate date
    @expertStencil text /[0-9A-Z]{5,6}/
    @maternStencil text /[0-9A-Z]{5,6}/
    @cheifStencil text /[0-9A-Z]{5,6}/
    @childPid text /[0-9]{13}/ => leave.child_cnp
    @childCid text..20 => leave.child_cid
    @isEmergencyRecommendation boolean
"""

RESPONSE = """
response
  +answer
  certificate * #certificates
    +verdict
"""

# The request type has a C where all others have a Q.
FAMILY = Family(
    kind=ReportKind.SICK_LEAVE,
    monthly=monthly(ReportKind.SICK_LEAVE, REPORT, FEEDBACK),
    online=(online(ReportKind.SICK_LEAVE, "RC_CM", REQUEST, RESPONSE),),
)
