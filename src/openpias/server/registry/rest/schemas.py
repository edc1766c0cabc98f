"""Which shapes does the JSON interface have? JSON Schema 2020-12, as OpenAPI 3.1 uses it."""

from typing import Any

_TEXT = {"type": ["string", "null"]}
_DATE = {
    "type": "string",
    "description": "YYYY-MM-DD.",
    "examples": ["2022-03-01"],
}
_PARTIAL_DATE = {
    "type": "string",
    "description": "YYYY-MM-DD; YYYY-MM or YYYY where the day or month is unknown.",
    "examples": ["1982-07-20", "1982-07", "1982"],
}
_NAME = {"type": "string", "minLength": 1, "maxLength": 100}
_GIVEN_NAME = {
    "type": ["string", "null"],
    "maxLength": 100,
    "description": "null or empty where the document shows no given name; the member itself is required.",
}
_LATIN = {
    **_TEXT,
    "maxLength": 100,
    "description": "Only where the passport writes the name otherwise than KMU 55/2010 proposes: Latin letters, apostrophe, hyphen and blank. Absent, null or empty is the proposal.",
}
_CODE = {"type": "string", "minLength": 1, "maxLength": 40}
_NUMBER_KIND = {
    "enum": ["temporary", "permit-cnp", "house", "official"],
    "description": "Given here, CNP of a permit, or given elsewhere: by a house or by the real e-PIAS.",
}
_DECISION = {"anyOf": [{"$ref": "#/components/schemas/Decision"}, {"type": "null"}]}

_DOCUMENT = {
    "type": "object",
    "required": ["type"],
    "properties": {
        "type": _CODE,
        "series": {**_TEXT, "maxLength": 20},
        "number": {**_TEXT, "maxLength": 40},
        "date": {
            "type": ["string", "null"],
            "description": "YYYY-MM-DD; required for a medical document.",
        },
        "issuer": {**_TEXT, "maxLength": 100},
    },
}

_REGISTRATION = {
    "type": "object",
    "required": [
        "surname",
        "given_name",
        "birth_date",
        "sex",
        "category",
        "citizenship",
        "entry_point",
        "visa_type",
        "documents",
    ],
    "properties": {
        "surname": _NAME,
        "given_name": _GIVEN_NAME,
        "surname_latin": _LATIN,
        "given_name_latin": _LATIN,
        "birth_date": _PARTIAL_DATE,
        "sex": _CODE,
        "category": _CODE,
        "citizenship": _CODE,
        "entry_point": _CODE,
        "entry_date": {
            "type": ["string", "null"],
            "description": "YYYY-MM-DD, later than 2022-02-24; may be absent for entry_point BORN_RO.",
        },
        "visa_type": _CODE,
        "documents": {
            "type": "array",
            "minItems": 1,
            "maxItems": 20,
            "items": {"$ref": "#/components/schemas/Document"},
        },
        "copies_kept": {"type": ["boolean", "null"]},
        "no_identity_reason": {
            **_TEXT,
            "maxLength": 500,
            "description": "Required where the only document is the provider's medical document.",
        },
        "taken_on": {
            "type": ["string", "null"],
            "description": "Date of a paper form entered later.",
        },
        "other_number": {
            **_TEXT,
            "maxLength": 40,
            "description": "A number given elsewhere: recorded and found, and no other one is given.",
        },
        "other_number_kind": {
            "enum": ["official", "house", None],
            "description": "Who gave other_number: the real e-PIAS, or a house before 17.03.2022.",
        },
        "same_person_decision": _DECISION,
    },
}

_PERMIT = {
    "type": "object",
    "required": [
        "cnp",
        "surname",
        "given_name",
        "birth_date",
        "sex",
        "permit_number",
        "issued_on",
        "valid_from",
        "expires_on",
    ],
    "properties": {
        "cnp": {"type": "string", "description": "13 digits, first 7 or 8, control digit right."},
        "surname": _NAME,
        "given_name": _GIVEN_NAME,
        "birth_date": _PARTIAL_DATE,
        "sex": _CODE,
        "permit_number": {"type": "string", "minLength": 1, "maxLength": 40},
        "issued_on": _DATE,
        "valid_from": _DATE,
        "expires_on": _DATE,
        "cnp_disagreement_reason": {**_TEXT, "maxLength": 500},
        "temporary_number": {
            **_TEXT,
            "description": "The number on the person's slip; links the permit without a question.",
        },
        "same_person_decision": _DECISION,
    },
}

_DECISION_BODY = {
    "type": "object",
    "required": ["reason"],
    "description": "Either same_as or different_from, with references of the question's answer.",
    "properties": {
        "same_as": {"type": ["string", "null"]},
        "different_from": {"type": ["array", "null"], "items": {"type": "string"}, "maxItems": 100},
        "reason": {"type": "string", "minLength": 1, "maxLength": 500},
    },
}

_LOOK_UP = {
    "type": "object",
    "required": ["reason"],
    "properties": {
        "code": {**_TEXT, "description": "The digits of a scanned slip."},
        "number": _TEXT,
        "document_number": _TEXT,
        "surname": _TEXT,
        "given_name": _TEXT,
        "birth_date": _TEXT,
        "reason": {"enum": ["care", "reporting", "reprint", "correction", "person-asks"]},
    },
}

_REGISTERED = {
    "type": "object",
    "required": ["number", "number_kind", "outcome", "id", "person", "version", "slip"],
    "properties": {
        "number": {"type": "string"},
        "number_kind": _NUMBER_KIND,
        "outcome": {"enum": ["issued", "repeated", "existing"]},
        "id": {"type": "string"},
        "person": {"type": "string", "format": "uuid"},
        "version": {"type": "integer", "minimum": 1},
        "slip": {"type": "string"},
        "warnings": {"type": "array", "items": {"$ref": "#/components/schemas/Finding"}},
    },
}

_KEPT_LATIN = {
    "type": "string",
    "description": "The Latin form for official messages: as typed, else as KMU 55/2010 proposes.",
}

_PERSON = {
    "type": "object",
    "required": ["number", "number_kind", "id", "status", "version", "surname", "birth_date"],
    "properties": {
        "number": {"type": "string"},
        "number_kind": _NUMBER_KIND,
        "id": {"type": "string", "format": "uuid"},
        "status": {"enum": ["active", "withdrawn"]},
        "version": {"type": "integer"},
        "surname": {"type": "string"},
        "given_name": {"type": "string"},
        "surname_latin": _KEPT_LATIN,
        "given_name_latin": _KEPT_LATIN,
        "birth_date": {"type": "string"},
        "documents": {"type": "array"},
    },
}

_NOMENCLATURE = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["code", "name", "valid_from", "valid_to"],
        "properties": {
            "code": {"type": "string"},
            "name": {"type": "string"},
            "valid_from": {"type": ["string", "null"], "format": "date"},
            "valid_to": {"type": ["string", "null"], "format": "date"},
        },
    },
}

_CANDIDATE = {
    "type": "object",
    "required": ["ref", "own", "initials", "registered_on", "agreements"],
    "properties": {
        "ref": {"type": "string", "description": "Opaque, made for this answer, valid 30 minutes."},
        "own": {"type": "boolean"},
        "initials": {"type": "string"},
        "registered_on": {"type": "string", "format": "date"},
        "agreements": {"type": "array", "items": {"type": "string"}},
        "number": {"type": ["string", "null"]},
        "name": {"type": ["string", "null"]},
        "birth_year": {"type": ["integer", "null"]},
    },
}

SCHEMAS: dict[str, Any] = {
    "Registration": _REGISTRATION,
    "Permit": _PERMIT,
    "Document": _DOCUMENT,
    "Decision": _DECISION_BODY,
    "LookUp": _LOOK_UP,
    "Registered": _REGISTERED,
    "Person": _PERSON,
    "Nomenclature": _NOMENCLATURE,
    "Candidate": _CANDIDATE,
}
