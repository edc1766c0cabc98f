"""Does a body keep its digest when the first tab gets another field?"""

from dataclasses import replace

import msgspec

from openpias.server.registry.domain.inputs import DocumentInput, RegistrationInput, body_of

TYPED = RegistrationInput(surname="Шевченко", documents=(DocumentInput(type="PASSPORT"),))
# The octets of before Latin names could be typed: keys were bound to them.
BEFORE = (
    '{"birth_date":"","category":"","citizenship":"","copies_kept":false,'
    '"documents":[{"date":"","issuer":"","number":"","series":"","type":"PASSPORT"}],'
    '"entry_date":"","entry_point":"","given_name":"","given_name_missing":false,'
    '"no_identity_reason":"","other_number":"","other_number_kind":"","sex":"",'
    '"surname":"Шевченко","taken_on":"","visa_type":""}'
)


def encoded(typed: RegistrationInput) -> str:
    return msgspec.json.encode(body_of(typed), order="sorted").decode()


def test_a_body_without_later_members_is_what_it_was():
    assert encoded(TYPED) == BEFORE


def test_a_body_with_a_later_member_is_another_one():
    own = encoded(replace(TYPED, surname_latin="Sevcenco"))

    assert own != BEFORE
    assert '"surname_latin":"Sevcenco"' in own
    assert "given_name_latin" not in own
