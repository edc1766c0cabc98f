"""What do we tell about calls that cannot be read, are not answered yet, or name an old file?"""

from django.utils.translation import gettext_lazy as _

from openpias.server.platform.http.error_texts import ErrorText

_NOTHING = _(
    "Aplicația de raportare a trimis un mesaj pe care nu îl putem citi. Nimic nu a fost înregistrat; "
    "anunțați furnizorul aplicației și transmiteți-i acest text."
)


def _unreadable(supplier: object) -> ErrorText:
    return ErrorText(practice=_NOTHING, supplier=supplier)  # type: ignore[arg-type]


TEXTS = {
    "soap-not-built": ErrorText(
        practice=_(
            "Operația %(operation)s nu este disponibilă încă. Nimic nu a fost înregistrat; "
            "lucrați în portal sau pe hârtie și întrebați casa de asigurări."
        ),
        supplier=_(
            "Verificați starea operației %(operation)s din %(service)s în docs/interop/pias.md și nu repetați apelul automat."
        ),
    ),
    "soap-refused": ErrorText(
        practice=_(
            "Ce s-a trimis nu a fost primit. Corectați după codul din paranteze și trimiteți din nou."
        ),
        supplier=_("Codul din paranteze este descris în docs/interop/pias.md și în portal."),
    ),
    "request-unreadable": _unreadable(
        _("Documentul din argument nu este cererea acestei operații; validați-l cu schema ei.")
    ),
    "soap-too-large": ErrorText(
        practice=_(
            "Mesajul trimis este prea mare. Nimic nu a fost înregistrat; trimiteți raportarea în mai multe fișiere sau anunțați furnizorul aplicației."
        ),
        supplier=_(
            "Corpul apelului, și după dezarhivarea gzip, are o limită: 64 KiB pentru verificări, OPENPIAS_SOAP_BYTES pentru celelalte."
        ),
    ),
    "soap-content-type": _unreadable(
        _("Trimiteți Content-Type: text/xml; charset=utf-8, fără atașamente MIME.")
    ),
    "soap-content-encoding": _unreadable(
        _(
            "Trimiteți corpul necomprimat sau cu Content-Encoding: gzip, complet și fără octeți în plus."
        )
    ),
    "soap-charset": _unreadable(_("Scrieți mesajul în UTF-8, oricare ar fi setul declarat.")),
    "soap-malformed": _unreadable(
        _(
            "Corpul nu este XML bine format în UTF-8, sau este întrerupt; verificați ce ajunge la server."
        )
    ),
    "soap-document-type": _unreadable(
        _("Scoateți DOCTYPE, entitățile și instrucțiunile de prelucrare: SOAP 1.1 nu le permite.")
    ),
    "soap-too-deep": _unreadable(_("Plicul are prea multe elemente unul în altul.")),
    "soap-too-many-elements": _unreadable(
        _("Plicul are prea multe elemente; documentele se trimit ca text într-un argument.")
    ),
    "soap-no-envelope": _unreadable(
        _("Rădăcina trebuie să fie Envelope din SOAP 1.1, cu un singur Body.")
    ),
    "soap-version": _unreadable(
        _("Spațiul de nume al plicului este al altei versiuni; se acceptă SOAP 1.1.")
    ),
    "soap-must-understand": _unreadable(
        _("Un antet SOAP cere mustUnderstand; serviciile nu cunosc niciun antet.")
    ),
    "soap-no-single-call": _unreadable(_("Body trebuie să conțină un singur apel.")),
    "soap-unknown-operation": _unreadable(
        _("Operația sau spațiul ei de nume nu este al acestui serviciu; comparați cu ?wsdl.")
    ),
    "soap-unknown-part": _unreadable(
        _("Un argument sau spațiul lui de nume nu este al operației; comparați cu ?wsdl.")
    ),
    "soap-repeated-part": _unreadable(_("Argumentul numit apare de două ori.")),
    "soap-missing-part": _unreadable(_("Argumentul numit lipsește sau este nul și nu poate fi.")),
    "soap-reference": _unreadable(
        _("Argumentul numit trimite prin href la un element care lipsește sau trimite mai departe.")
    ),
    "soap-type": _unreadable(_("Argumentul numit are alt xsi:type decât cel din ?wsdl.")),
    "soap-value": _unreadable(_("Valoarea argumentului numit nu este de tipul din ?wsdl.")),
    "referral-unknown": ErrorText(
        practice=_(
            "Niciun bilet de trimitere valabil nu are aceste date. Comparați seria, numărul, parafa și CNP-ul cu biletul; dacă sunt bune, medicul care l-a scris nu l-a transmis încă."
        ),
        supplier=_(
            "Toate cele patru argumente trebuie să fie cele de pe bilet; getClinicReferral este pentru medici, getLabReferral pentru investigații."
        ),
    ),
    "download-ended": ErrorText(
        practice=_(
            "Adresa fișierului nu mai este valabilă: a expirat sau a apărut o versiune nouă. Porniți sincronizarea din nou."
        ),
        supplier=_(
            "Apelați din nou metoda care a dat adresa și descărcați imediat; adresa nu se păstrează."
        ),
    ),
}
