"""What do the online messages of family doctors say?"""

from openpias.core.rules.records import ReportKind
from openpias.interop.messages.official import Family
from openpias.interop.messages.tables.family_medicine import MONTHLY, STATEMENTS, VACCINES
from openpias.interop.messages.tables.papers import papers
from openpias.interop.messages.tables.shared import online

# validare/PrimaryCareServicesValidateRequest.xsd, serviceRequestType/@pid: required, and thirteen
# zeros for a foreign person.
SERVICE = """
+claim
+signed
@pid! text /[0-9]{13}/ -> patient.cnp-or-zeros
@cid text..20 -> patient.cid
@authorizedPersonCid text=20 -> card.representative_cid
@certificateDate date -> card.certificate_on
@code! text..20 -> service_code
@packCode! text..20 -> package
@date! date -> given_on
@stencil! text..10 -> stamp_code
@quantity! short -> quantity
@personType text..20 -> patient.person_type
@diagnostic text..20 -> diagnosis
@diagnosticType text {0|1|2}
"""

REQUEST = """
request
  +contract
  @stencil! text /[0-9A-Z]{5,6}/ -> stamp_code
  service * #services
    +service
    +foreigner_online
    +vaccines
  immunization * #services
    +service
    @school! boolean
    @catagraph! boolean
    +foreigner_online
  pregnancy * #services
    +service
    +foreigner_online
    +vaccines
"""

RESPONSE = """
response
  +answer
  service * #services
    +verdict
    immunizations ?
      immunization *
        +verdict
  immunization * #services
    +verdict
  pregnancy * #services
    +verdict
    immunizations ?
      immunization *
        +verdict
"""

ENLISTED_REQUEST = """
request
  +contract
  @stencil! text /[0-9A-Z]{5,6}/ -> stamp_code
  enlisted + #capitation
    +claim
    @pid! text /[0-9]{13}/ -> patient.cnp-or-zeros
    @cid text..20 -> patient.cid
    @firstName! text..100 -> patient.given_name
    @lastName! text..100 -> patient.surname
    @birthDate! date -> patient.birth_date
    @deceaseDate date
    @placeOfBirth text..20
    @gender! text {1|2|3|4}
    @unitOfPayment text..20
    @bloodType text..2
    @bloodRH text..1
    @organsDonation boolean
    @isDiplomat boolean
    @residence text..20
    @address text..200
    operations ?
      operation 1
        @AppID! text..20
        @moveType! short {1|2|3}
        @date! date => given_on
        @event! text..20
        @cardNo text=16
        @authorizedPersonCid text=20
        @signature base64
        @signHash hex
    +statements
    chronics ?
      chronic *
        +period
        @AppID! text..20
        @code! text..20
        @physicianStencil text..10
        +paper
    relatives ?
      relative *
        @AppID! text..20
        @code! text..20
        @pid! text /[0-9]{13}/
        @cid text..20
        @firstName! text..100
        @lastName! text..100
        @isCoInsured! boolean
        @motivation text..50
        @validFrom! date
        @validTo date
        +paper
"""

ENLISTED_RESPONSE = """
response
  +answer
  enlisted * #capitation
    +verdict
    operations ?
      operation *
        +verdict
    categories ?
      category *
        +verdict
    allergies ?
      allergy *
        +verdict
    states ?
      state *
        +verdict
    NHPs ?
      NHP *
        +verdict
    citizenships ?
      base ?
        +verdict
      supl *
        +verdict
    IDCards ?
      IDCard *
        +verdict
    chronics ?
      chronic *
        +verdict
    relatives ?
      relative *
        +verdict
"""

_KIND = ReportKind.FAMILY_MEDICINE

FAMILY = Family(
    kind=_KIND,
    monthly=MONTHLY,
    online=(
        online(_KIND, "RQ_MF_SERVICES", REQUEST, RESPONSE, service=SERVICE, vaccines=VACCINES),
        online(_KIND, "RQ_MF_ENLISTED", ENLISTED_REQUEST, ENLISTED_RESPONSE, statements=STATEMENTS),
        *papers(_KIND, "RQ_CHRONICS", "RQ_PRESCRIPTION", "RQ_REFERRAL"),
    ),
)
