"""Which official operations are built, and who answers them?

What is not here is refused as not built; docs/interop/pias.md lists all sixty from this table.
"""

from openpias.server.platform.soap.handlers import Handler
from openpias.server.providers.soap import physicians, provider_info
from openpias.server.registry.soap import insured
from openpias.server.reporting.soap import catalogues, referrals, reports, validating

HANDLERS: dict[tuple[str, str], Handler] = {
    **insured.HANDLERS,
    **provider_info.HANDLERS,
    **physicians.HANDLERS,
    **catalogues.HANDLERS,
    **reports.HANDLERS,
    **validating.HANDLERS,
    **referrals.HANDLERS,
}
