"""What do the messages of recovery say, ambulatory (RECA) and in sanatoria (RECS)?"""

from openpias.core.rules.records import ReportKind
from openpias.interop.messages.official import Family
from openpias.interop.messages.tables.papers import papers
from openpias.interop.messages.tables.shared import monthly, online

PRESCRIPTION = """
prescription * #prescriptions
  +signed
  @AppID! text..20 -> app_id
  @stencilNo! text..6 -> stamp_code
  @personPID text=13 /[0-9]{13}/ -> patient.cnp
  @cid text -> patient.cid
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
  @prescriptionType! text..20
  prescriptionDrug *
    +drug
    @diagnosticType text {0|1|2|3}
    @copmtListTypeCode text..20
    @copmtListTypePrc text..20
  +test
"""

# raportare/ImportRecoveryAmbReport.xsd: a record is a cure, from its registration to its end; what
# was done on which day stays in its details.
AMBULATORY_REPORT = """
report
  +medical_unit
  @invoiceValue decimal -> invoice_value
  recoveryAmbServices 1
    recoveryAmbService * #services
      @AppID! text..20 -> app_id
      @personType! text..20 -> patient.person_type
      @personIdentifier text..30 -> patient.either
      @cid text -> patient.cid
      @personFirstName text..100 -> patient.given_name
      @personLastName text..100 -> patient.surname
      @birthDate date -> patient.birth_date
      @emissiveOrgUnitName text..100
      @emissiveOrgUnitAddress text..100
      @emissiveOrgUnitUIC text..30
      @country text..100 -> patient.country
      @presentationMode! uint -> presentation
      @refferedByNo text..20 -> referral.number
      @refferedBySerialCode text..20 -> referral.series
      @refferedByStencilNo text..6 -> referral.stamp_code
      @refferedByDate text..10 -> referral.loose-date
      @refferedBySpecialty text..20 -> referral.speciality
      @refferedByContractNo text..20 -> referral.contract_number
      @refferedByOrgUnitCode text..20 -> referral.house
      @merNo! text..20 -> register_number
      @merDate! date -> given_on
      @merEndDate date -> ends_on
      @diagnosticDate date
      @hospitalizationExitDate date
      @interruptedCure! boolean
      @recDailyCure integer1..
      @interruptedCureReason text..255
      services ?
        service +
          @AppID! text..20
          @code! text1..20 => service_code
          @date! date
          @cardNo text=16 => card.card_number
          @signature base64 => card.signature
          @exceptedFromCard text=1 {1|2} => card.excepted
          @authorizedPersonCid text=20 => card.representative_cid
          @signHash hex
          @certificateDate date => card.certificate_on
          @stencilNo text..6 => stamp_code
          @reportedPrice double
          dailyCure *
            @date date
            @cardNo text=16
            @signature base64
            @exceptedFromCard text=1 {1|2}
            @authorizedPersonCid text=20
            @signHash hex
            @certificateDate date
            details ?
              detail +
                @AppID! text..20
                @code! text
                @assistantPid text
                @assistantCid text
      diagnostics ?
        diagnostic +
          @AppID! text..20
          @name text
      initialConsultDiagnostics ?
        diagnostic +
          @AppID! text..20
          @name text
  prescriptions ?
    +recovery_prescription
  medicalNotes ?
    medicalNote * #referrals
      +signed
      @AppID! text..20 -> app_id
      @serialNo text..20
      @serialCode text..20
      @issueDate! date -> given_on
      @personType! text..20 -> patient.person_type
      @personIdentifier text..30 -> patient.either
      @cid text..20 -> patient.cid
      @certificateDate date -> card.certificate_on
      @stencilNo! text..6 -> stamp_code
  chronicDiseases ?
    chronicDisease * #chronic
      +signed
      @AppID! text..20 -> app_id
      @stencilNo! text..10 -> stamp_code
      @personPID text=13 /[0-9]{13}/ -> patient.cnp
      @cid text -> patient.cid
      @certificateDate date -> card.certificate_on
      @personCategory! text..20
      @chronicDisease! text..20 -> diagnosis
      @entryDate! date -> given_on
      @exitDate date -> ends_on
"""

SANATORIUM_REPORT = """
report
  +medical_unit
  @invoiceValue decimal -> invoice_value
  recoveryPrevServices 1
    recoveryPrevService * #services
      +signed
      +excepted
      @AppID! text..20 -> app_id
      @personType! text..15 -> patient.person_type
      @personIdentifier text..30 -> patient.either
      @cid text -> patient.cid
      @internmentSignature base64
      @certificateDate date -> card.certificate_on
      @personFirstName text..100 -> patient.given_name
      @personLastName text..100 -> patient.surname
      @country text..100 -> patient.country
      @birthDate date -> patient.birth_date
      @emissiveOrgUnitName text..100
      @emissiveOrgUnitAddress text..100
      @emissiveOrgUnitUIC text..30
      @merNo text..20 -> register_number
      @merDate date
      @hospitalizationDaysNo! uint
      @hospitalizationEnterDate! date -> given_on
      @hospitalizationExitDate date -> ends_on
      @sectionCode! text..20
      @reportedTariffPerDay double -> unit_value
      @assistanceType text=3
      @stencilNo text..6 -> stamp_code
      @refferedByNo text..20 -> referral.number
      @refferedBySerialCode text..20 -> referral.series
      @refferedByStencilNo text..20 -> referral.stamp_code
      @refferedByDate text..10 -> referral.loose-date
      @refferedBySpecialty text..20 -> referral.speciality
      @refferedByContractNo text..40 -> referral.contract_number
      @refferedByOrgUnitCode text..20 -> referral.house
      @hospitalizedCategCode text..20
      @foodDaysNo integer
      diagnostics ?
        diagnostic *
          @AppID! text..20
          @name text..20
  prescriptions 1
    +recovery_prescription
  medicalNotes 1
    medicalNote * #referrals
      +signed
      @AppID! text..20 -> app_id
      @serialNo! text..20
      @serialCode! text..20
      @issueDate! date -> given_on
      @personType! text..15 -> patient.person_type
      @personIdentifier text..30 -> patient.either
      @cid text -> patient.cid
      @certificateDate date -> card.certificate_on
      @stencilNo! text..6 -> stamp_code
      medicalNoteInvestigation *
        @AppID! text..20
        @no! text..20
        @investigation! text..20
        @quantity! int
"""

# The header and the papers of a feedback.
SETTLED_UNIT = """
@AppID! text -> app_id
@medicalUnit! text -> provider_name
@fiscalCode! text -> provider_code
@contractNo! text -> contract_number
@insuranceHouse! text -> house
@reportingDate! date -> reported_on
@startFrom! date -> starts_on
@endTo! date -> ends_on
@invoiceDate date -> invoice_date
@invoiceNo text -> invoice_number
"""
SETTLED_PAPERS = """
prescriptions 1
  prescription * #prescriptions loose
    +settled
    drug 1
      +settled
medicalNotes 1
  medicalNote * #referrals loose
    +settled
    medicalNoteInvestigation 1
      +settled
"""

# raportare/Feedback_RECA_RECS.xsd has one schema for both, with a choice of lists; each family has
# its own here. Prescriptions and referrals repeat a sequence, so their parts come in any order.
AMBULATORY_FEEDBACK = """
report
  +settled_unit
  recoveryAmbServices 1
    recoveryAmbService * #services
      +settled
      services ?
        service +
          +settled
          dailyCure *
            @AppID text
            @state text
            errors ?
              +errors
            details ?
              detail +
                @AppID text
                @state text
                errors ?
                  +errors
  +settled_papers
"""

SANATORIUM_FEEDBACK = """
report
  +settled_unit
  recoveryPrevServices 1
    recoveryPrevService * #services
      +settled
  +settled_papers
"""

AMBULATORY_REQUEST = """
request
  +contract
  recoveryAmbService + #services
    +claim
    +referred
    @personType! text {PersonTypes} -> patient.person_type
    @personIdentifier text..30 -> patient.either
    @cid text -> patient.cid
    @personFirstName text..100 -> patient.given_name
    @personLastName text..100 -> patient.surname
    @birthDate date -> patient.birth_date
    @emissiveOrgUnitName text..100
    @emissiveOrgUnitAddress text..100
    @emissiveOrgUnitUIC text..30
    @country text..100 -> patient.country
    @presentationMode! uint -> presentation
    @merNo! text..20 -> register_number
    @merDate! date -> given_on
    @merEndDate date -> ends_on
    @diagnosticDate date
    @hospitalizationExitDate date
    @interruptedCure! boolean
    @recDailyCure integer1..
    services ?
      service +
        @AppID! text..40
        @deleted boolean
        @code! text1..20 => service_code
        @date! date
        @cardNo text=16 => card.card_number
        @signature base64 => card.signature
        @exceptedFromCard text=1 {1|2} => card.excepted
        @authorizedPersonCid text=20 => card.representative_cid
        @signHash hex
        @certificateDate date => card.certificate_on
        @stencilNo text..6 => stamp_code
        @reportedPrice double
        dailyCure *
          @AppID! text..40
          @deleted boolean
          @date date
          @cardNo text=16
          @signature base64
          @exceptedFromCard text=1 {1|2}
          @authorizedPersonCid text=20
          @signHash hex
          @certificateDate date
          details ?
            detail +
              @AppID! text..20
              @code! text
              @assistantPid text
              @assistantCid text
    diagnostics ?
      diagnostic +
        @code text
    initialConsultDiagnostics ?
      diagnostic +
        @code text
"""

AMBULATORY_RESPONSE = """
response
  +answer
  recoveryAmbService * #services
    +verdict
    services ?
      service +
        +verdict
        dailyCure *
          +verdict
          details ?
            detail +
              +verdict
"""

SANATORIUM_REQUEST = """
request
  +contract
  recoveryPrevService + #services
    +claim
    +referred
    +signed
    +excepted
    @personType! text {PersonTypes} -> patient.person_type
    @personIdentifier text..30 -> patient.either
    @cid text -> patient.cid
    @internmentSignature base64
    @certificateDate date -> card.certificate_on
    @personFirstName text..100 -> patient.given_name
    @personLastName text..100 -> patient.surname
    @birthDate date -> patient.birth_date
    @emissiveOrgUnitName text..100
    @emissiveOrgUnitAddress text..100
    @emissiveOrgUnitUIC text..30
    @country text..100 -> patient.country
    @merNo text..20 -> register_number
    @merDate date
    @hospitalizationDaysNo! uint
    @hospitalizationEnterDate! date -> given_on
    @hospitalizationExitDate date -> ends_on
    @sectionCode! text..20
    @reportedTariffPerDay double -> unit_value
    @assistanceType text=3
    @stencilNo text..6 -> stamp_code
    @hospitalizedCategCode text..20
    @foodDaysNo integer
    diagnostics ?
      diagnostic +
        @code text
"""

SANATORIUM_RESPONSE = """
response
  +answer
  recoveryPrevService * #services
    +verdict
"""

_PARTS = {
    "recovery_prescription": PRESCRIPTION,
    "settled_unit": SETTLED_UNIT,
    "settled_papers": SETTLED_PAPERS,
}
_RECA, _RECS = ReportKind.RECOVERY_AMBULATORY, ReportKind.RECOVERY_SANATORIUM

AMBULATORY = Family(
    kind=_RECA,
    monthly=monthly(_RECA, AMBULATORY_REPORT, AMBULATORY_FEEDBACK, **_PARTS),
    online=(
        online(_RECA, "RQ_RECA_SRV", AMBULATORY_REQUEST, AMBULATORY_RESPONSE),
        *papers(_RECA, "RQ_PRESCRIPTION", "RQ_REFERRAL", "RQ_CHRONICS"),
    ),
)
SANATORIUM = Family(
    kind=_RECS,
    monthly=monthly(_RECS, SANATORIUM_REPORT, SANATORIUM_FEEDBACK, **_PARTS),
    online=(
        online(_RECS, "RQ_RECS_SRV", SANATORIUM_REQUEST, SANATORIUM_RESPONSE),
        *papers(_RECS, "RQ_PRESCRIPTION", "RQ_REFERRAL"),
    ),
)
