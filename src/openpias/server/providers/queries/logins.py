"""Which account does a practice mean by the user name and series that it typed?"""

from openpias.core.identifiers import licence_key, user_name
from openpias.server.platform.accounts.login_names import Login
from openpias.server.providers.models import Licence
from openpias.server.providers.queries import contacts
from openpias.server.providers.queries.houses import houses


def meant(username: str, password: str) -> Login | None:
    """Return the account `CUI_CAS-XX` and the series as it is written; None for other user names.

    The fiscal code alone serves a provider that has one house. With several, and for an unknown
    one, it stays as it is and opens nothing. The house is asked for in all three cases, so that
    nobody learns which of them it was.
    """
    name = user_name.read(username)
    if name is None:
        return None
    series = licence_key.read(password)
    slip = series is not None and licence_key.is_mistyped(series)
    key = series or password
    typed = str(name)
    if name.house:
        return Login(username=typed, password=key, typed=typed, is_mistyped=slip)
    held = Licence.objects.filter(provider__fiscal_code=name.provider, cancelled_at=None)
    usernames = list(held.values_list("username", flat=True)[:2])
    meant = usernames[0] if len(usernames) == 1 else typed
    return Login(username=meant, password=key, typed=typed, is_mistyped=slip, asks_house=True)


def contact(username: str) -> str:
    """Return the house that a user name names and whom to ask there; nothing for other names.

    It says the same for providers that this house never heard of.
    """
    name = user_name.read(username)
    named = contacts.of(name.house) if name is not None and name.house else None
    return f"{named.name}, {named.contact}" if named is not None and named.contact else ""


def houses_to_choose() -> list[tuple[str, str]]:
    """Return every house, code and name, for a provider that has several."""
    return [(each.code, f"{each.code} – {each.name}") for each in houses()]
