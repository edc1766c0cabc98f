"""What does the register say of itself on the status page?"""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from openpias.server.config.env import SettingError
from openpias.server.platform.status.enums import Condition
from openpias.server.platform.status.parts import Answer, Part
from openpias.server.registry.operations import slip_keys


def _keys(_at: datetime) -> Answer:
    try:
        slip_keys.keys()
    except (SettingError, OSError, ValueError):
        words = _("Lipsesc sau nu se pot citi: fișele nu se pot tipări.")
        return Answer(condition=Condition.DOWN, words=words)
    return Answer(condition=Condition.OK, words=_("Fișele se pot tipări și verifica."))


PARTS = (Part(name="slip-keys", title=_("Cheile fișelor"), ask=_keys, needs_database=False),)
