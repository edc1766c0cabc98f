"""What do we say of envelopes, of signatures inside files, and of messages that break their schema?"""

from django.utils.translation import gettext_lazy as _

from openpias.server.platform.http.error_texts import ErrorText

_AGAIN = _(
    "Generați din nou raportarea și trimiteți-o; dacă se repetă, anunțați furnizorul aplicației."
)
_SEND_ANEW = _(
    "Fișierul a fost arhivat și refuzat. Generați, semnați și trimiteți din nou raportarea."
)
_NOT_SIGNED = _(
    "Fișierul nu este o raportare semnată: a fost arhivat și refuzat. Alegeți fișierul care se termină cu .xml.b64, sau semnați din nou raportarea și trimiteți-o."
)
_APPLICATION = _(
    "Aplicația a scris altceva decât cere structura oficială, la locul arătat. Corectați acolo, sau anunțați furnizorul aplicației."
)
_SCHEMA = _("Validați mesajul cu schema XSD oficială înainte de trimitere; calea arată locul.")
_ORDER = _("Ordinea este: XML, semnătură CMS atașată, un singur fișier în ZIP, Base64.")


def _message(practice: object = _APPLICATION, supplier: object = _SCHEMA) -> ErrorText:
    return ErrorText(practice=practice, supplier=supplier)  # type: ignore[arg-type]


_ENVELOPES = {
    "envelope-base64": ErrorText(
        practice=_NOT_SIGNED,
        supplier=_("reportXml nu este Base64: numai alfabetul standard și sfârșituri de linie."),
    ),
    "envelope-archive": ErrorText(practice=_NOT_SIGNED, supplier=_ORDER),
    "envelope-several-files": ErrorText(
        practice=_("Arhiva are mai multe fișiere. Trimiteți fiecare raportare singură."),
        supplier=_ORDER,
    ),
    "envelope-no-file": ErrorText(
        practice=_("Arhiva este goală. Generați din nou raportarea și trimiteți-o."),
        supplier=_ORDER,
    ),
    "envelope-too-large": ErrorText(
        practice=_(
            "Fișierul din arhivă este prea mare. Împărțiți raportarea pe contracte și perioade mai mici."
        ),
        supplier=_("Fișierul dezarhivat depășește OPENPIAS_REPORT_UNPACKED_BYTES."),
    ),
    "envelope-unpacking": ErrorText(
        practice=_SEND_ANEW,
        supplier=_(
            "Folosiți ZIP fără parolă, metoda deflate sau stored, cu suma de control corectă."
        ),
    ),
    "envelope-name": ErrorText(
        practice=_(
            "Numele fișierului nu este după regulă. Nu redenumiți raportarea; generați-o din nou."
        ),
        supplier=_("Numele intrării din ZIP: PREFIX_COD_AAAALLZZ_OOMM.xml, cu codul fiscal."),
    ),
    "envelope-prefix": ErrorText(
        practice=_(
            "Fișierul este al altui tip de raportare. Alegeți tipul potrivit și trimiteți din nou."
        ),
        supplier=_("Prefixul numelui trebuie să fie cel al reportType (specificații, 5.4.2)."),
    ),
    "envelope-no-xml": ErrorText(
        practice=_(
            "Fișierul semnat nu este o raportare XML. Semnați fișierul generat de aplicație."
        ),
        supplier=_("Conținutul semnăturii nu începe ca XML în UTF-8; nu semnați arhiva."),
    ),
    "signature-content-missing": ErrorText(
        practice=_(
            "Semnătura nu conține fișierul. Semnați din nou, alegând semnătura cu fișierul inclus."
        ),
        supplier=_("CMS detașat: folosiți semnătura atașată (encapContentInfo cu eContent)."),
    ),
    "signature-ambiguous": ErrorText(
        practice=_("Semnătura poate fi a altui fișier. Semnați din nou raportarea."),
        supplier=_(
            "Fără atribute semnate, conținutul nu poate începe ca o mulțime de atribute (RFC 5652, 5.4)."
        ),
    ),
}

_MESSAGES = {
    "message-too-large": _message(
        _("Mesajul este prea mare, sau are un text prea lung. Împărțiți raportarea."),
        _("Cel mult 256 MiB, și 1 MiB între două etichete."),
    ),
    "message-malformed": _message(
        _AGAIN, _("Mesajul nu este XML bine format, sau se oprește înainte de sfârșit.")
    ),
    "message-encoding": _message(
        _AGAIN, _("Scrieți mesajul în UTF-8, oricare ar fi codarea declarată.")
    ),
    "message-document-type": _message(
        _AGAIN, _("Nu scrieți DOCTYPE și entități: nu sunt citite niciodată.")
    ),
    "message-too-deep": _message(_AGAIN, _("Elementele stau prea adânc unul în altul.")),
    "message-too-many-findings": _message(
        _("Sunt prea multe erori; sunt arătate cele dintâi. Corectați-le și trimiteți din nou."),
    ),
    "message-root": _message(
        _("Fișierul nu este al acestui tip de raportare. Alegeți tipul potrivit."),
        _("Elementul rădăcină nu este cel al structurii cerute de reportType și requestType."),
    ),
    "message-namespace": _message(
        _AGAIN, _("Spațiul de nume al elementelor este http://www.cnas.ro/siui/2.0.")
    ),
    "message-unknown": _message(
        supplier=_("Elementul sau atributul nu există în schemă la acest loc.")
    ),
    "message-missing": _message(
        _(
            "Lipsește o dată obligatorie, la locul arătat. Completați-o în aplicație și trimiteți din nou."
        ),
    ),
    "message-repeated": _message(
        supplier=_("Elementul sau atributul apare de mai multe ori decât permite schema.")
    ),
    "message-order": _message(supplier=_("Elementele stau în ordinea din schemă.")),
    "message-text": _message(supplier=_("Elementul nu are text: valorile stau în atribute.")),
    "message-too-long": _message(
        _("Valoarea este prea lungă: cel mult %(most)s caractere. Corectați-o în aplicație."),
    ),
    "message-too-short": _message(
        _("Valoarea este prea scurtă: cel puțin %(least)s caractere. Corectați-o în aplicație."),
    ),
    "message-length": _message(
        _("Valoarea nu are numărul cerut de caractere. Corectați-o în aplicație."),
    ),
    "message-pattern": _message(
        _("Valoarea nu are forma cerută. Corectați-o în aplicație."),
        _("Forma cerută este %(pattern)s."),
    ),
    "message-not-listed": _message(
        _("Valoarea nu este din lista permisă. Alegeți una din listă."),
        _("Valorile permise: %(allowed)s."),
    ),
    "message-number": _message(_("Valoarea nu este un număr de felul cerut. Corectați-o.")),
    "message-date": _message(
        _("Data nu este scrisă bine. Corectați-o în aplicație."), _("xs:date: AAAA-LL-ZZ.")
    ),
    "message-date-time": _message(
        _("Data și ora nu sunt scrise bine. Corectați-le în aplicație."),
        _("xs:dateTime: AAAA-LL-ZZTOO:MM:SS."),
    ),
    "message-boolean": _message(supplier=_("xs:boolean: true, false, 1 sau 0.")),
    "message-base64": _message(supplier=_("xs:base64Binary, fără alte semne.")),
    "message-hex": _message(supplier=_("xs:hexBinary: un număr par de cifre hexazecimale.")),
}

TEXTS = {**_ENVELOPES, **_MESSAGES}
