"""What do the messages of suppliers of medical devices say?"""

from openpias.core.rules.records import ReportKind
from openpias.interop.messages.official import Family
from openpias.interop.messages.tables.shared import monthly, online

REPORT = """
report
  +medical_unit
  @invoiceAmount decimal -> invoice_value
  medDevices 1
    medDevice * #services
      +signed
      @AppID! text..20 -> app_id
      @personType! text..10 -> patient.person_type
      @personIdentifier! text..30 -> patient.either
      @personCID text..20 -> patient.cid
      @authorizedCid text..20 -> card.representative_cid
      @certificateDate date -> card.certificate_on
      @repDevCode text..20 -> service_code
      @serialNo text..40
      @prodCUI text..20
      @prodDate date
      @guaranteeExpDate date
      @invoiceValue decimal -> value
      @repReferencePrice decimal
      @receiptNo text..20
      @receiptValue decimal -> personal_share
      @receiptDate date
      @repDecisionNo text..20
      @repDecisionYear decimal
      @repDecisionDate date
      @resellerCUI text..20
      @grantDate dateTime -> given_at
      @orderDate date
      @devType text..1
      @providerAuthorization text..20
      @receptionConfirmation text..1
      @efficiencyConfirmation text..1
      @conformityDeclarationNo text..20
      @prothesysType text..1
      @talonNo text..2
      @guaranteeCert text..50
      @vatValue decimal
      @byMail text {0|1}
      @deliveryDetails text..50
"""

# raportare/FeedbackMedicalDevicesReport.xsd: `state` is a text whose values are not published.
FEEDBACK = """
report
  @AppId! text -> app_id
  medDevices 1
    medDevice * #services
      +settled
"""

REQUEST = """
request
  +contract
  medicalDevice + #services
    +claim
    +signed
    @personType! text..10 -> patient.person_type
    @personIdentifier! text..30 -> patient.either
    @cid text..20 -> patient.cid
    @authorizedCid text..20 -> card.representative_cid
    @byMail text {0|1}
    @certificateDate date -> card.certificate_on
    @repDevCode text..20 -> service_code
    @serialNo text..40
    @prodCUI text..20
    @prodDate date
    @guaranteeExpDate date
    @invoiceValue decimal -> value
    @repReferencePrice decimal
    @receiptNo text..20
    @receiptValue decimal -> personal_share
    @receiptDate date
    @repDecisionNo text..20
    @repDecisionYear decimal
    @repDecisionDate date
    @resellerCUI text..20
    @grantDate dateTime -> given_at
    @orderDate date
    @devType text..1
    @providerAuthorization text..20
    @receptionConfirmation text..1
    @efficiencyConfirmation text..1
    @conformityDeclarationNo text..20
    @prothesysType text..1
    @talonNo text..2
    @guaranteeCert text..50
    @vatValue decimal
    @deliveryDetails text..50
"""

RESPONSE = """
response
  +answer
  medicalDevice * #services
    +verdict
"""


FAMILY = Family(
    kind=ReportKind.MEDICAL_DEVICES,
    monthly=monthly(ReportKind.MEDICAL_DEVICES, REPORT, FEEDBACK),
    online=(online(ReportKind.MEDICAL_DEVICES, "RQ_MD", REQUEST, RESPONSE),),
)
