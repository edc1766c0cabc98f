"""Which rows do houses and providers keep? One main class per file."""

from openpias.server.providers.models.contract import Contract
from openpias.server.providers.models.house import InsuranceHouse
from openpias.server.providers.models.licence import Licence
from openpias.server.providers.models.physician import Physician
from openpias.server.providers.models.provider import Provider
from openpias.server.providers.models.work_site import WorkSite

__all__ = ["Contract", "InsuranceHouse", "Licence", "Physician", "Provider", "WorkSite"]
