"""Which account does a practice mean by the user name and series that it typed?"""

from openpias.core.identifiers import licence_key, user_name
from openpias.server.platform.accounts.login_names import Login
from openpias.server.providers.models import Licence
from openpias.server.providers.queries.houses import houses


def meant(username: str, password: str) -> Login | None:
    """Return the account `CUI_CAS-XX` and the series as it is written; None for other user names.

    The fiscal code alone serves a provider that has one house. With several, and for an unknown
    one, it stays as it is and opens nothing, so that nobody learns which of the two it was.
    """
    name = user_name.read(username)
    if name is None:
        return None
    series = licence_key.read(password)
    slip = series is not None and licence_key.is_mistyped(series)
    key = series or password
    if name.house:
        return Login(username=str(name), password=key, is_mistyped=slip)
    held = Licence.objects.filter(provider__fiscal_code=name.provider, cancelled_at=None)
    usernames = list(held.values_list("username", flat=True)[:2])
    if len(usernames) == 1:
        return Login(username=usernames[0], password=key, is_mistyped=slip)
    return Login(username=str(name), password=key, is_mistyped=slip, asks_house=True)


def houses_to_choose() -> list[tuple[str, str]]:
    """Return every house, code and name, for a provider that has several."""
    return [(each.code, f"{each.code} – {each.name}") for each in houses()]
