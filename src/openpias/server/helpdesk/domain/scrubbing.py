"""What does somebody read who may see no personal data at all?

What says who an insured person is was hidden before; here addresses, telephones and stamp codes of
those who wrote are hidden too. A name at the end of a letter is what no rule finds: those readers
get the presentation, which is without signature.
"""

import re

_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"']{1,64}@[^\s<>()\[\],;:\"']{1,190}")
# A reference of an incident has as many digits as a telephone, and is nobody's.
_PHONE = re.compile(
    r"(?<![\w.])(?<!SIUI-)(?<!CEAS-)(?<!SIPE-)(?:\+|00)?\d(?:[ .\-/()]{0,2}\d){8,13}(?!\w)"
)
_STAMP = re.compile(r"(?i)\b(paraf\w*|cod\s+paraf\w*)(\s*[:=\-]?\s*)([A-Za-z]?\d{4,7}\w?)\b")


def scrubbed(text: str) -> str:
    """Return the text without addresses, telephones and stamp codes."""
    hidden = _ADDRESS.sub("[e-mail]", text)
    hidden = _PHONE.sub("[telefon]", hidden)
    return _STAMP.sub(r"\1\2[parafă]", hidden)
