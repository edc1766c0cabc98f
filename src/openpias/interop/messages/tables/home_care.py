"""What do the messages of home care say?"""

from openpias.core.rules.records import ReportKind
from openpias.interop.messages.official import Family
from openpias.interop.messages.tables.papers import papers
from openpias.interop.messages.tables.shared import monthly, online

REPORT = """
report
  +medical_unit
  @invoiceValue decimal -> invoice_value
  @noDecision text..40
  homeCareServices 1
    homeCareService * #services
      +signed
      @AppID! text..20 -> app_id
      @personType! text..10 -> patient.person_type
      @personIdentifier! text..30 -> patient.either
      @personCID text..20 -> patient.cid
      @certificateDate date -> card.certificate_on
      @repStencilNo text..6 -> stamp_code
      @decisionNo! text..40
      @decisionDate! dateTime
      @recommendationNo! text..40
      @recommendationDate! dateTime
      @isRural text {0|1|2|3|4|5}
      @date! dateTime -> given_at
      @code! text..20 -> service_code
      @assistantCNP text=13 /[0-9]{13}/
      @assistantCID text13..20 /[0-9]{20}/
      @dateEnd! dateTime
  reevaluationPlans ?
    reevaluationPlan * #plans
      @AppID! text..20 -> app_id
      @personType! text..10 -> patient.person_type
      @personIdentifier! text..30 -> patient.either
      @personCID text..20 -> patient.cid
      @decisionNo! text..40
      @decisionDate! dateTime
      @evalStencilNo! text..6 -> stamp_code
      @evaluationDate! dateTime
      @serviceDate! dateTime -> given_at
      @problem! text..300
      reevaluationServices 1
        reevaluationService *
          @AppID text..20
          @serviceCode! text..20
  prescriptions ?
    prescription * #prescriptions
      +signed
      @AppID! text -> app_id
      @stencilNo! text -> stamp_code
      @pid text=13 /[0-9]{13}/ -> patient.cnp
      @cid text13..20 /[0-9]{20}/ -> patient.cid
      @serialCode! text..20
      @serialNo! text..20
      @prescDate! date -> given_on
      @prescriptionType! text..20
      @patientType text..20
      @diagnostic text..2000 -> diagnosis
      @nphNo text..20
      @noDaysTreatment text
      @recommendedByStencilNo text..10
      @merNo! text1..20 -> register_number
      @merDate! date
      drugs 1
        item *
          @AppID text..20
          @crtNo uint
          @copmtListTypeCode text..20
          @copmtListTypePrc decimal
          @diseaseCode text..20
          @diseaseCategCode text..20
          @diagType text {0|1|2}
          @drugCode text..20
          @activeSubstCode text..100
          @pharmaceuticalForm text..100
          @concentration text..30
          @dose text..20
          @quantity decimal
"""

FEEDBACK = """
report
  @AppID! text -> app_id
  homeCareServices 1
    homeCareService * #services
      +settled
"""

# validare/HomeCareServicesValidateRequest.xsd: a record is the decision with its visits of one day;
# the first visit says when and by whom.
REQUEST = """
request
  +contract
  homeCareClaimItem + #services
    +claim
    @personType! text {PersonTypes} -> patient.person_type
    @personIdentifier! text..30 -> patient.either
    @cid text..20 -> patient.cid
    @decisionNo! text..40
    @decisionDate! dateTime
    homeCareService +
      @AppID! text..40 => app_id
      @deleted boolean
      @date! dateTime => given_at
      @code! text..20 => service_code
      @repStencilNo text..6 => stamp_code
      @assistantCNP text /[0-9]{13}/
      @dateEnd! dateTime
      @assistantCID text..20
      @cardNo text=16 => card.card_number
      @certificateDate date => card.certificate_on
      @signature base64 => card.signature
      @signHash hex
"""

RESPONSE = """
response
  +answer
  homeCareClaimItem * #services
    +verdict
    homeCareService +
      +verdict
"""


FAMILY = Family(
    kind=ReportKind.HOME_CARE,
    monthly=monthly(ReportKind.HOME_CARE, REPORT, FEEDBACK),
    online=(
        online(ReportKind.HOME_CARE, "RQ_HC", REQUEST, RESPONSE),
        *papers(ReportKind.HOME_CARE, "RQ_PRESCRIPTION"),
    ),
)
