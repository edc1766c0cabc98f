"""How does a house enter and correct a dated row of a provider: a work site, a physician's time?"""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from openpias.core.findings import Finding
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.door import actor_of
from openpias.server.platform.http.pages import render
from openpias.server.providers.domain.outcomes import NotSaved, RecordUnknown, Saved
from openpias.server.providers.domain.scope import house_of
from openpias.server.providers.queries.providers import ProviderView
from openpias.server.providers.web import forms
from openpias.server.providers.web.opening import address, not_found, opened, trail


class _Shown(Protocol):
    @property
    def public_id(self) -> str: ...
    @property
    def version(self) -> int: ...


Typed = TypeVar("Typed")
Row = TypeVar("Row", bound=_Shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a form sends beside its fields; `seen` is the version that was looked at."""

    provider: uuid.UUID
    record: uuid.UUID
    seen: int
    actor: Actor
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedRows(Generic[Typed, Row]):
    """The pages of one kind of row; `enter` and `correct` raise RecordUnknown."""

    fields: tuple[str, ...]
    typed_as: Callable[..., Typed]
    as_typed: Callable[[Row], Typed]
    labels: Callable[[], Mapping[str, str]]
    rows: Callable[[str, str | None], Sequence[Row]]
    enter: Callable[[Typed, Sent], Saved | NotSaved]
    correct: Callable[[Typed, Sent], Saved | NotSaved]
    template: str
    anchor: str

    def add(self, request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
        """Show an empty form, or enter what was typed."""
        provider = opened(request, public_id)
        if request.method == "GET":
            return self._form(request, provider, self.typed_as(), record=uuid.uuid4())
        return self._sent(request, provider, self.enter, record=forms.sent_id(request), seen=0)

    def edit(self, request: HttpRequest, public_id: uuid.UUID, record: uuid.UUID) -> HttpResponse:
        """Show the row as it stands, or correct it as it was typed."""
        provider = opened(request, public_id)
        if request.method == "GET":
            found = self._found(request, provider, record)
            typed = self.as_typed(found)
            return self._form(request, provider, typed, record=record, seen=found.version)
        return self._sent(request, provider, self.correct, record=record, seen=forms.seen(request))

    def _sent(
        self,
        request: HttpRequest,
        provider: ProviderView,
        act: Callable[[Typed, Sent], Saved | NotSaved],
        *,
        record: uuid.UUID,
        seen: int,
    ) -> HttpResponse:
        typed = self.typed_as(**{name: request.POST.get(name, "") for name in self.fields})
        if interrupted.is_back(request):
            return self._form(request, provider, typed, record=record, seen=seen)
        sent = Sent(
            provider=uuid.UUID(provider.public_id),
            record=record,
            seen=seen,
            actor=actor_of(request),
            at=timezone.now(),
        )
        try:
            answer = act(typed, sent)
        except RecordUnknown:
            raise not_found() from None
        if isinstance(answer, Saved):
            return HttpResponseRedirect(f"{address(provider)}#{self.anchor}")
        findings = answer.findings
        return self._form(request, provider, typed, record=record, seen=seen, findings=findings)

    def _form(
        self,
        request: HttpRequest,
        provider: ProviderView,
        typed: Typed,
        *,
        record: uuid.UUID,
        seen: int = 0,
        findings: Iterable[Finding] = (),
    ) -> HttpResponse:
        errors, names = forms.errors_of(findings), self.labels()
        context = {
            "provider": provider,
            "typed": typed,
            "record": str(record),
            "seen": seen,
            "labels": names,
            "errors": errors,
            "summary": forms.summary_of(errors, names),
        }
        status = 422 if errors else 200
        return render(request, self.template, context, status=status, breadcrumbs=trail(provider))

    def _found(self, request: HttpRequest, provider: ProviderView, record: uuid.UUID) -> Row:
        for each in self.rows(provider.public_id, house_of(actor_of(request))):
            if each.public_id == str(record):
                return each
        raise not_found()
