"""What do we tell the practice, and its IT supplier, where a rule of reporting is broken?

The texts stand with the rules in `core.rules`, and are translated here.
"""

from django.utils.translation import gettext_lazy

from openpias.core.rules.catalogue import RULES
from openpias.server.platform.http.error_texts import ErrorText

TEXTS = {
    rule.code: ErrorText(practice=gettext_lazy(rule.practice), supplier=gettext_lazy(rule.supplier))
    for rule in RULES
}
