"""What do the monthly messages of family doctors say?

Several physicians of a practice report in one file: the list of each says whose it is.
"""

from openpias.core.rules.records import ReportKind
from openpias.interop.messages.tables.shared import monthly

STATEMENTS = """
categories ?
  category *
    +period
    @AppID! text..20
    @moveType! short {1|2|3}
    @code! text..20
    +paper
allergies ?
  allergy *
    +period
    @AppID! text..20
    @code! text..20
    +paper
states ?
  state *
    +period
    @AppID! text..20
    @code! text..20
    +paper
NHPs ?
  NHP *
    +period
    @AppID! text..20
    @code! text..20
    +paper
citizenships ?
  base ?
    +period
    @AppID! text..20
    @code! text..20
    +paper
  supl *
    +period
    @AppID! text..20
    @code text..20
    +paper
IDCards ?
  IDCard *
    +period
    @AppID! text..20
    @code! text..20
    @serialCode text..20
    @serialNo! text..20
    @issuedBy text..100
"""

SERVICE = """
+signed
@AppID! text..20 -> app_id
@pid text=13 /[0-9]{13}/ -> patient.cnp
@code! text..20 -> service_code
@packCode! text..20 -> package
@date! date -> given_on
@stencil! text..10 -> stamp_code
@quantity! short -> quantity
@personType text..20 -> patient.person_type
@diagnostic text..20 -> diagnosis
@diagnosticType text {0|1|2}
@specialistStencilNo text..10
@specialistContractNo text..40
@specialistContractInsuranceHouse text..20
@physicianSpecialty text..40
@cid text=20 -> patient.cid
@authorizedPersonCid text=20 -> card.representative_cid
@imc text..20
@bloodPressure text..20
@cardioDiseaseFamilyHistory text {0|1}
@lipidMetabolismFamilyHistory text {0|1}
@smokingStatus text {0|1}
"""

VACCINES = """
immunizations ?
  immunization *
    @AppID! text..20
    @code! text..20
    @packCode! text..20
    @date! date
    @quantity! short
"""

# raportare/ImportPhysicianReport.xsd has no house in its header, and prescriptions have no AppID.
REPORT = """
report
  @AppKey text..20 -> app_key
  @AppAuth base64
  @AppID! text..20 -> app_id
  @rapDate! date -> reported_on
  @startFrom! date -> starts_on
  @endTo! date -> ends_on
  @invoiceNo text..20 -> invoice_number
  @invoiceDate date -> invoice_date
  @invoiceValue decimal -> invoice_value
  physician +
    @name text
    @stencil! text..10 -> stamp_code
    @contractNo! text..20 -> contract_number
    @fiscalCode! text..20 -> provider_code
    capita 1
      enlisted * #capitation
        @AppID! text..20 -> app_id
        @pid text=13 /[0-9]{13}/ -> patient.cnp
        @cid text=20 -> patient.cid
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
        operations 1
          operation 1
            @AppID! text..20
            @moveType! short {1|2|3}
            @date! date => given_on
            @event! text..20
            @cardNo text=16
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
            @pid text=13 /[0-9]{13}/
            @cid text=20
            @firstName! text..100
            @lastName! text..100
            @isCoInsured! boolean
            @motivation text..50
            @validFrom! date
            @validTo date
            +paper
    services 1
      service * #services
        +service
        @emergencyCode text
        +foreigner_named
        +vaccines
      immunization * #services
        +service
        @school! boolean
        @catagraph boolean
        +foreigner_named
      pregnancy * #services
        +service
        +foreigner_named
        +vaccines
    prescriptions ?
      prescription * #prescriptions
        +signed
        @pid text..20 -> patient.cnp
        @cid text=20 -> patient.cid
        @serialCode! text..20
        @serialNo! text..20
        @prescDate! date -> given_on
        @prescriptionType! text..20
        @patientType text..20
        @diagnostic text..2000 -> diagnosis
        @nphNo text..20
        @merNo text..20 -> register_number
        @recommendedByStencilNo text..10
        drugs 1
          item *
            @AppID text..20
            @crtNo uint
            @copmtListTypeCode text..20
            @copmtListTypePrc decimal
            @diseaseCode text..20
            @diseaseCategCode text..20
            @diagType text {0|1|2|3}
            @drugCode text..20
            @activeSubstCode text..100
            @repPhForm text..100
            @repConc text..30
            @dose text..20
            @quantity decimal
        test ?
          @AppID! text..20
          @testName text..100
          @monthsNo! int
          @patientType! text {COPIL|ADULT}
    medicalNotes ?
      medicalNote * #referrals
        +signed
        @AppID! text..20 -> app_id
        @stencilNo! text..10 -> stamp_code
        @personPID text=13 /[0-9]{13}/ -> patient.cnp
        @cid text=20 -> patient.cid
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
        +foreigner_named
        medicalNoteInvestigation *
          @AppID! text..20
          @no! uint
          @investigation! text
          @quantity! uint
    chronicDiseases ?
      chronicDisease * #chronic
        +signed
        @AppID! text..20 -> app_id
        @stencilNo! text..10 -> stamp_code
        @personPID text=13 /[0-9]{13}/ -> patient.cnp
        @cid text=20 -> patient.cid
        @personCategory! text..20
        @chronicDisease! text..20 -> diagnosis
        @entryDate! date -> given_on
        @exitDate date -> ends_on
    monitoringServices ?
      monitoringService * #monitoring
        @AppID! text..20 -> app_id
        @stencilNo! text..10 -> stamp_code
        @contractNo! text..20
        @pid text=13 /[0-9]{13}/ -> patient.cnp
        @cid text=20 -> patient.cid
        @numberOfDays! int
        @registrationNumber! text..20
        @registrationDate! date -> given_on
        @confirmationDate date
        @denialDate date
        @exitDate! date -> ends_on
"""

OUTCOME = """
@AppID! text
@state! boolean
errors ?
  +errors
"""

# raportare/FeedbackPhysicianReport.xsd
FEEDBACK = """
report
  @AppID! text -> app_id
  @rapDate! date -> reported_on
  @startFrom! date -> starts_on
  @endTo! date -> ends_on
  physician +
    @name text
    @stencil! text -> stamp_code
    @contractNo! text -> contract_number
    @fiscalCode! text -> provider_code
    capita 1
      enlisted * #capitation
        +outcome
        operations ?
          operation 1
            +outcome
        categories ?
          category *
            +outcome
        allergies ?
          allergy *
            +outcome
        states ?
          state *
            +outcome
        NHPs ?
          NHP *
            +outcome
        citizenships ?
          base ?
            +outcome
          supl *
            +outcome
        IDCards ?
          IDCard *
            +outcome
        chronics ?
          chronic *
            +outcome
        relatives ?
          relative *
            +outcome
    services 1
      service * #services
        +outcome
        immunizations ?
          immunization *
            +outcome
      immunization * #services
        +outcome
      pregnancy * #services
        +outcome
        immunizations ?
          immunization *
            +outcome
    monitoringServices *
      monitoringService * #monitoring
        +outcome
"""


MONTHLY = monthly(
    ReportKind.FAMILY_MEDICINE,
    REPORT,
    FEEDBACK,
    statements=STATEMENTS,
    service=SERVICE,
    vaccines=VACCINES,
    outcome=OUTCOME,
)
