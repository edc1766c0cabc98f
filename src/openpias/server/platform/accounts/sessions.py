"""Where do sessions live, so that everybody can see and end their own?

Django's own engine with a row that also says whose it is; the settings name this module.
"""

from datetime import datetime
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from openpias.server.platform.accounts.models import OpenSession

CERTIFICATE_KEY = "certificate"
CONFIRMED_KEY = "confirmed_at"
OPENED_KEY = "opened_at"
BROWSER_KEY = "browser"


class SessionStore(DatabaseStore):
    """Writes whose session it is beside what Django keeps."""

    @classmethod
    def get_model_class(cls) -> type[OpenSession]:
        """Return our row."""
        return OpenSession

    def create_model_instance(self, data: dict[str, Any]) -> OpenSession:
        """Fill the row from the session's own content."""
        row = cast(OpenSession, super().create_model_instance(data))
        owner = data.get(SESSION_KEY)
        row.account_id = int(owner) if owner is not None else None
        row.certificate = data.get(CERTIFICATE_KEY, "")
        row.browser = data.get(BROWSER_KEY, "")
        opened = data.get(OPENED_KEY)
        row.opened_at = datetime.fromisoformat(opened) if opened else timezone.now()
        return row
