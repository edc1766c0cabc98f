"""What does an answer say of one record, and how does that wait until its report is done?"""

from collections.abc import Iterator, Mapping
from typing import Any

from openpias.core.rules.records import Detail, ServiceRecord
from openpias.interop.messages.formats import RecordAnswer, RecordState

_ID = "AppID"


def parts_of(record: ServiceRecord, state: RecordState) -> tuple[RecordAnswer, ...]:
    """Return the answers for what stands inside a record and has an id: all in its state."""
    if record.details is None or not record.details.parts:
        return ()
    return tuple(_parts(record.details.parts, record.path, state))


def beside(record: ServiceRecord, state: RecordState) -> dict[str, Any]:
    """Return what an answer says beside id, path, state and codes, as plain data; mostly nothing."""
    said: dict[str, Any] = {}
    if record.context:
        said["context"] = record.context
    parts = parts_of(record, state)
    if parts:
        said["parts"] = [_plain(each) for each in parts]
    return said


def from_beside(said: Mapping[str, Any], state: RecordState) -> dict[str, Any]:
    """Return the fields of an answer that `beside` kept."""
    return {
        "context": said.get("context", {}),
        "parts": tuple(_answer(each, state) for each in said.get("parts", ())),
    }


def _parts(details: tuple[Detail, ...], path: str, state: RecordState) -> Iterator[RecordAnswer]:
    numbers: dict[str, int] = {}
    for each in details:
        numbers[each.name] = numbers.get(each.name, 0) + 1
        place = f"{path}/{each.name}[{numbers[each.name]}]"
        inner = tuple(_parts(each.parts, place, state))
        if _ID in each.values:
            yield RecordAnswer(app_id=each.values[_ID], path=place, state=state, parts=inner)
        else:
            # A list around parts, or what has no id of its own: its parts are told.
            yield from inner


def _plain(answer: RecordAnswer) -> dict[str, Any]:
    return {
        "id": answer.app_id,
        "path": answer.path,
        "parts": [_plain(each) for each in answer.parts],
    }


def _answer(said: Mapping[str, Any], state: RecordState) -> RecordAnswer:
    return RecordAnswer(
        app_id=said["id"],
        path=said["path"],
        state=state,
        parts=tuple(_answer(each, state) for each in said["parts"]),
    )
