"""How is somebody told to wait after too many wrong passwords?"""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _


def told(until: datetime) -> str:
    """Return until when a user name has to wait, to the minute."""
    # The minute that has begun is over when the clock shows the next one.
    minute = timezone.localtime(until + timedelta(seconds=59))
    text = _(
        "Prea multe parole greșite pentru acest utilizator. Încercați din nou la ora %(time)s și scrieți parola cu grijă. Dacă nu o mai știți, cereți casei una nouă."
    )
    return text % {"time": f"{minute:%H:%M}"}
