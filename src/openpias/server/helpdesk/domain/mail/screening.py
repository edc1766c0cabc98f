"""What of a mail may be shown: texts without personal data, the header, the documents that are kept?

Everything that a sender chose is looked through: subject, name, both texts, file names, and whatever
is written in a document.
"""

import re
from collections import Counter
from collections.abc import Iterable

import msgspec

from openpias.core.personal_data import Find, Kind, Strength, find, has_hard, redact
from openpias.server.helpdesk.domain import documents
from openpias.server.helpdesk.domain.documents import Document, Limits
from openpias.server.helpdesk.domain.header import Field, Header, text_of
from openpias.server.helpdesk.domain.header import read as read_header
from openpias.server.helpdesk.domain.mail.automatic import Origin
from openpias.server.helpdesk.domain.mail.parts import Attachment
from openpias.server.helpdesk.domain.mail.reading import ReadMail, read
from openpias.server.helpdesk.enums import Mailbox, Pictures

MOST_SHOWN = 200_000
_FEWEST_LETTERS = 15
LABELS = {
    Kind.CNP: "[CNP ascuns]",
    Kind.TEMPORARY_NUMBER: "[număr temporar ascuns]",
    Kind.CID: "[CID ascuns]",
    Kind.CARD_NUMBER: "[număr de card ascuns]",
    Kind.PERSON_NUMBER: "[număr ascuns]",
    Kind.NAME: "[nume ascuns]",
    Kind.BIRTH_DATE: "[dată ascunsă]",
    Kind.IDENTITY_DOCUMENT: "[act ascuns]",
    Kind.PASSPORT: "[pașaport ascuns]",
    Kind.ADDRESS: "[adresă ascunsă]",
}
_LIMITS = Limits()
_CYRILLIC = re.compile(r"[^\W\d_](?<=[Ѐ-ӿ])")


class ShownText(msgspec.Struct, frozen=True, kw_only=True):
    """A text without finds; `hidden` counts them by kind, `hard` says that one holds the mail."""

    text: str = ""
    hidden: dict[str, int] = {}
    hard: bool = False


class ShownField(msgspec.Struct, frozen=True, kw_only=True):
    """A field of the header."""

    value: str
    confidence: str


class ShownDocument(msgspec.Struct, frozen=True, kw_only=True):
    """An attachment: kept with its bytes, or refused with the reason."""

    name: ShownText
    size: int
    format: str = ""
    refusal: str = ""
    content: bytes = b""
    text: ShownText = ShownText()
    pictures: Pictures = Pictures.NONE
    picture_count: int = 0


class ShownMail(msgspec.Struct, frozen=True, kw_only=True):
    """All that the rest of the helpdesk ever sees of a mail."""

    sender: str
    sender_name: str
    reply_to: str
    message_id: str
    references: tuple[str, ...]
    returned: tuple[str, ...]
    origin: Origin
    wants_no_answer: bool
    language: str
    subject: ShownText
    text: ShownText
    presentation: str
    soft_text: str
    header: dict[str, ShownField]
    findings: tuple[tuple[str, str, str], ...]
    documents: tuple[ShownDocument, ...]
    too_many: int
    hidden_elsewhere: bool
    authentication: str = ""

    @property
    def is_sender_believed(self) -> bool:
        """Tell whether our own mail server did not find the sender forged."""
        return self.authentication != "fail"

    @property
    def is_hard(self) -> bool:
        """Tell whether a find holds the mail back."""
        shown = (self.subject, self.text, *(each.name for each in self.documents))
        written = (each.text for each in self.documents)
        return self.hidden_elsewhere or any(each.hard for each in (*shown, *written))


def screen(
    raw: bytes, *, mailbox: Mailbox, mail_from: str | None, authserv_id: str = ""
) -> ShownMail:
    """Read a mail and hide in it what says who a person is; raises UnreadableError."""
    mail = read(raw, mail_from=mail_from, authserv_id=authserv_id)
    markup = "\n".join(mail.contents.html)
    body, header = _body(mail, markup, mailbox)
    finds = find(body)
    shown = _shown(body, finds)
    # Read from what is shown: a sign whose words stand in another line would not be found again.
    clean = read_header(shown.text, mailbox=mailbox) if finds else header
    presentation = clean.presentation[:MOST_SHOWN]
    name = shown_text(mail.sender_name)
    return ShownMail(
        sender=mail.sender,
        sender_name=name.text,
        reply_to=mail.reply_to,
        message_id=mail.message_id,
        references=mail.references,
        returned=tuple(dict.fromkeys(mail.contents.returned))[:20],
        origin=mail.origin,
        wants_no_answer=mail.wants_no_answer,
        language=language_of(f"{mail.subject}\n{presentation}"),
        subject=shown_text(mail.subject),
        text=shown,
        presentation=shown_text(presentation).text,
        soft_text=body if finds and not has_hard(finds) else "",
        header={
            str(field): ShownField(
                value=_field_value(found, finds), confidence=str(found.confidence)
            )
            for field, found in header.fields.items()
        },
        findings=tuple((each.code, each.path, str(each.severity)) for each in header.findings),
        documents=tuple(map(_document, mail.contents.attachments)),
        too_many=mail.contents.too_many,
        authentication=mail.authentication,
        hidden_elsewhere=name.hard or has_hard(find(markup)) or _is_hard_in_plain(mail, body),
    )


def text_as_written(raw: bytes) -> str:
    """Return the text of a mail with everything in it; raises UnreadableError."""
    found = read(raw, mail_from=None).contents
    return ("\n".join(found.plain) or text_of("\n".join(found.html)))[:MOST_SHOWN]


def shown_text(text: str) -> ShownText:
    """Return a text without its finds."""
    return _shown(text, find(text))


def _shown(text: str, finds: Iterable[Find]) -> ShownText:
    found = tuple(finds)
    return ShownText(
        text=redact(text, found, label=_label)[:MOST_SHOWN],
        hidden=dict(Counter(str(each.kind) for each in found)),
        hard=any(each.strength is Strength.HARD for each in found),
    )


def _label(kind: Kind) -> str:
    return LABELS.get(kind, "[ascuns]")


def _field_value(field: Field, finds: Iterable[Find]) -> str:
    for each in finds:
        if each.start < field.end and field.start < each.end:
            return _label(each.kind)
    return field.value[:300]


def _body(mail: ReadMail, markup: str, mailbox: Mailbox) -> tuple[str, Header]:
    """Return the text that says more of the header, the plain one where both say as much."""
    plain = "\n".join(mail.contents.plain)
    readings = [(plain, read_header(plain, mailbox=mailbox))]
    if markup:
        text = text_of(markup)
        readings.append((text, read_header(text, mailbox=mailbox)))
    return max(readings, key=lambda each: (len(each[1].fields), _says(each[0])))


def _says(text: str) -> bool:
    return sum(char.isalpha() for char in text[:2_000]) >= _FEWEST_LETTERS


def _is_hard_in_plain(mail: ReadMail, body: str) -> bool:
    plain = "\n".join(mail.contents.plain)
    return plain != body and has_hard(find(plain))


def _document(attachment: Attachment) -> ShownDocument:
    name = shown_text(attachment.name)
    size = len(attachment.content)
    found = documents.read(attachment.content, limits=_LIMITS)
    if not isinstance(found, Document):
        return ShownDocument(name=name, size=size, refusal=str(found.reason))
    return ShownDocument(
        name=name,
        size=size,
        format=str(found.format),
        content=attachment.content,
        text=shown_text("\n".join(each.text for each in found.texts)),
        pictures=Pictures.UNVERIFIED if _is_unverified(found) else Pictures.NONE,
        picture_count=len(found.pictures),
    )


def _is_unverified(document: Document) -> bool:
    """Tell whether there are pictures, which other means read later."""
    return bool(document.pictures)


def language_of(text: str) -> str:
    """Return in which language to answer: Ukrainian where most letters are Cyrillic."""
    cyrillic = len(_CYRILLIC.findall(text[:4_000]))
    # Most mails have none, and their letters need not be counted.
    return "uk" if cyrillic and cyrillic * 2 > sum(map(str.isalpha, text[:4_000])) else "ro"
