"""Which findings can a header have? Each code here is given its texts where mails are answered."""

from openpias.server.helpdesk.enums import HeaderField

_READ = (
    *(f"header-{field}-unclear" for field in HeaderField),
    "header-fiscal-code-personal",
    "header-fiscal-code-wrong",
    "header-stamp-code-wrong",
)
_CHECKED = (
    "header-category-missing",
    "header-category-of-another-mailbox",
    "header-physician-unknown",
    "header-presentation-missing",
    "header-provider-ambiguous",
    "header-provider-kind-differs",
    "header-provider-kind-missing",
    "header-provider-missing",
    "header-provider-name-differs",
    "header-provider-unknown",
    "header-sub-unit-missing",
    "header-subject-missing",
)
FINDING_CODES = frozenset((*_READ, *_CHECKED))
