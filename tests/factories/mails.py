"""How does a mail look that somebody sends to the helpdesk? Everything in it is invented."""

from collections.abc import Sequence
from email import policy
from email.message import EmailMessage

# A CNP whose control digit is right; of nobody.
CNP = "1800101221144"
HEADER = (
    "TIP FURNIZOR: FARMACII\n"
    "COD FISCAL / DENUMIRE FURNIZOR: 900001013\n"
    "CATEGORIE PROBLEME: validare\n"
)
SAID = "Bună ziua,\nDe azi dimineață validarea rețetelor se oprește cu eroarea 17.\nMulțumesc"


def mail(
    *,
    text: str = f"{HEADER}\n{SAID}\n",
    subject: str = "Validarea rețetelor se oprește",
    sender: str = "Farmacia Demo <farmacia@exemplu.invalid>",
    message_id: str = "<unu@exemplu.invalid>",
    headers: Sequence[tuple[str, str]] = (),
    files: Sequence[tuple[str, bytes]] = (),
    html: str = "",
) -> bytes:
    """Return a mail as its bytes travel."""
    made = EmailMessage(policy=policy.SMTP.clone(max_line_length=998))
    made["From"], made["To"], made["Subject"] = sender, "suport.siui@127.0.0.1", subject
    made["Message-ID"] = message_id
    for name, value in headers:
        made[name] = value
    made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    for name, content in files:
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()
