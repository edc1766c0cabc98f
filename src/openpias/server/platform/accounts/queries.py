"""What do other modules ask about accounts?"""

from collections.abc import Iterable

from openpias.server.platform.accounts.models import Account


def provider_names(codes: Iterable[str]) -> dict[str, str]:
    """Return the name of each provider that has an account; others are left out."""
    rows = Account.objects.filter(provider_code__in=set(codes)).order_by("pk")
    return dict(rows.values_list("provider_code", "provider_name"))
