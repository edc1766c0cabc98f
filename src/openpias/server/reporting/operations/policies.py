"""How does this installation read the rules? By the setting OPENPIAS_REPORTING_RULES."""

from django.conf import settings

from openpias.core.rules.policy import RulesPolicy
from openpias.server.config.env import SettingError
from openpias.server.reporting.domain.policies import rules_policy


def policy() -> RulesPolicy:
    """Return the policy of this installation."""
    return rules_policy(settings.REPORTING_RULES)


def refuse_unreadable() -> None:
    """Stop a server whose setting cannot be read; raises SettingError."""
    try:
        policy()
    except ValueError as error:
        raise SettingError(f"OPENPIAS_REPORTING_RULES: {error}.") from None
