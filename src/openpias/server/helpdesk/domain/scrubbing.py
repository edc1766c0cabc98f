"""What does somebody read who may see no personal data at all?

What says who an insured person is was hidden before; here addresses, telephones and stamp codes of
those who wrote are hidden too. A name at the end of a letter is what no rule finds: those readers
get the presentation, which is without signature.
"""

import re

from openpias.core.identifiers import fiscal_code

_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"']{1,64}@[^\s<>()\[\],;:\"']{1,190}")
# A reference of an incident has as many digits as a telephone, and is nobody's.
_PHONE = re.compile(
    r"(?<![\w.])(?<!SIUI-)(?<!CEAS-)(?<!SIPE-)(?:\+|00)?\d(?:[ .\-/()]{0,2}\d){8,13}(?!\w)"
)
_STAMP = re.compile(r"(?i)\b(paraf\w*|cod\s+paraf\w*)(\s*[:=\-]?\s*)([A-Za-z]?\d{4,7}\w?)\b")
# Right before a number, these say that it is a provider's fiscal code.
_CODE_WORD = re.compile(
    r"(?i)(?<!\w)(?:c\.?u\.?i\.?|c\.?i\.?f\.?|fiscal\s+code"
    r"|cod(?:ul)?\s+(?:fiscal|unic|(?:unic\s+)?de\s+(?:[iî]nregistrare|identificare)))"
    r"(?:\s+de\s+(?:[iî]nregistrare|identificare))?(?:\s+fiscal[ăa])?"
    r"(?:\s*/\s*denumire(?:a)?(?:\s+furnizor(?:ului)?)?)?"
    r"(?:\s+(?:este|e|nr\.?|num[ăa]rul|is))?\s{0,3}[:=\-–]?\s{0,3}(?:RO\s?)?$"
)
_LONGEST_WORD = 100


def scrubbed(text: str, *, code: str = "") -> str:
    """Return the text without addresses, telephones and stamp codes.

    A fiscal code has as many digits as a telephone and is nobody's: it stays where its control digit
    is good and it is `code`, that of the incident's provider, or a word before it says what it is.
    """
    known = fiscal_code.tidy(code)
    hidden = _ADDRESS.sub("[e-mail]", text)
    hidden = _PHONE.sub(
        lambda found: found[0] if _is_fiscal_code(found, known) else "[telefon]", hidden
    )
    return _STAMP.sub(r"\1\2[parafă]", hidden)


def _is_fiscal_code(found: re.Match[str], known: str) -> bool:
    """Tell it from a telephone, which begins with 0 or +; some of those would pass as a code."""
    digits = found[0]
    if digits[0] in "0+" or isinstance(fiscal_code.parse(digits), fiscal_code.Problem):
        return False
    before = found.string[max(0, found.start() - _LONGEST_WORD) : found.start()]
    return fiscal_code.tidy(digits) == known or _CODE_WORD.search(before) is not None
