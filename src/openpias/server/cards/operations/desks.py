"""How does a house say where its card specialists are reached?"""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from openpias.core.findings import Finding
from openpias.server.cards.models import CardDesk
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.providers import api as providers

MOST_PHONES = 5
_PHONE = re.compile(r"\+?[0-9][0-9 ./()-]{5,38}")
_LONGEST = {"extensions": 100, "hours": 200}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskInput:
    """What was typed: numbers one by one, extensions and hours as the notice prints them."""

    phones: tuple[str, ...] = ()
    extensions: str = ""
    hours: str = ""


def save(house: str, typed: DeskInput, *, actor: Actor, at: datetime) -> list[Finding]:
    """Keep the desk of a house, or return every finding; the same again changes nothing."""
    if not providers.acts_for(house, actor=actor) or house not in providers.house_codes():
        return [Finding(code="not-your-house", path="/house")]
    phones = [" ".join(each.split()) for each in typed.phones if each.strip()]
    texts = {name: " ".join(getattr(typed, name).split()) for name in _LONGEST}
    findings = _findings(phones, texts)
    if findings:
        return findings
    with transaction.atomic():
        row = CardDesk.objects.select_for_update().filter(pk=house).first()
        before = {name: getattr(row, name) for name in ("phones", *_LONGEST)} if row else {}
        after: dict[str, object] = {"phones": phones, **texts}
        changed = sorted(name for name in after if before.get(name) != after[name])
        if changed:
            stamp = {"changed_at": at, "changed_by": actor.account_id}
            CardDesk.objects.update_or_create(pk=house, defaults={**after, **stamp})
            record(
                event="card-desk-changed",
                actor=actor,
                subject_kind="house",
                subject_ref=house,
                facts={"fields": changed},
                at=at,
            )
    return []


def _findings(phones: list[str], texts: dict[str, str]) -> list[Finding]:
    findings = [
        Finding(code="phone-format", path=f"/phones/{place}")
        for place, each in enumerate(phones)
        if not _PHONE.fullmatch(each)
    ]
    if not phones:
        findings.append(Finding(code="required", path="/phones"))
    if len(phones) > MOST_PHONES:
        limit = {"limit": str(MOST_PHONES)}
        findings.append(Finding(code="too-many", path="/phones", facts=limit))
    for name, text in texts.items():
        if len(text) > _LONGEST[name]:
            facts = {"limit": str(_LONGEST[name])}
            findings.append(Finding(code="too-long", path=f"/{name}", facts=facts))
        elif not text.isprintable():
            findings.append(Finding(code="bad-characters", path=f"/{name}"))
    return findings
