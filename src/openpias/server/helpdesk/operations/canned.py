"""How are ready answers and articles of the knowledge base written, changed and withdrawn?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import IntegrityError, transaction

from openpias.core.findings import Finding
from openpias.core.names.diacritics import fold, normalise
from openpias.server.helpdesk.domain.inputs import ArticleInput, CannedAnswerInput
from openpias.server.helpdesk.domain.outcomes import DeskProblem, DeskRefused, NotSaved
from openpias.server.helpdesk.enums import Category, Mailbox
from openpias.server.helpdesk.models import CannedAnswer, KnowledgeArticle
from openpias.server.helpdesk.operations import trail
from openpias.server.helpdesk.operations.holding import allow, typed
from openpias.server.helpdesk.permissions import Permission
from openpias.server.helpdesk.queries import visibility
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.ordered_ids import ordered_id

_LONGEST_TITLE = 120
_Row = TypeVar("_Row", CannedAnswer, KnowledgeArticle)
_LANGUAGES = frozenset({"ro", "uk", "en"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The text stands so; `version` is what a form sends back as `seen`."""

    public_id: str
    version: int


def save_answer(
    said: CannedAnswerInput,
    *,
    public_id: str = "",
    seen: int = 0,
    actor: Actor,
    at: datetime,
) -> Written | NotSaved:
    """Write a ready answer, or change one that stands as it was seen; raises DeskRefused."""
    allow(actor, Permission.EDIT_TEXTS)
    problems = [*_problems(said.title, said.text, said.mailbox, said.category)]
    if said.language not in _LANGUAGES:
        problems.append(Finding(code="value-unknown", path="/language"))
    if problems:
        return NotSaved(findings=tuple(problems))
    try:
        with transaction.atomic():
            row = _held(CannedAnswer, public_id, seen) if public_id else CannedAnswer()
            row.mailbox, row.category, row.language = said.mailbox, said.category, said.language
            row.title, row.text = said.title.strip(), said.text.strip()
            return _saved(row, "canned-answer", is_new=not public_id, actor=actor, at=at)
    except IntegrityError:
        return NotSaved(findings=(Finding(code="title-taken", path="/title"),))


def save_article(
    said: ArticleInput, *, public_id: str = "", seen: int = 0, actor: Actor, at: datetime
) -> Written | NotSaved:
    """Write an article, or change one that stands as it was seen; raises DeskRefused."""
    allow(actor, Permission.EDIT_TEXTS)
    if problems := tuple(_problems(said.title, said.text, said.mailbox, said.category)):
        return NotSaved(findings=problems)
    with transaction.atomic():
        row = _held(KnowledgeArticle, public_id, seen) if public_id else KnowledgeArticle()
        row.mailbox, row.category, row.is_public = said.mailbox, said.category, said.is_public
        row.title, row.text = said.title.strip(), said.text.strip()
        row.folded = fold(normalise(f"{row.title} {row.text}"))
        row.changed_at, row.changed_by_name = at, actor.display_name[:200]
        return _saved(row, "knowledge-article", is_new=not public_id, actor=actor, at=at)


def withdraw_answer(public_id: str, *, actor: Actor, at: datetime) -> None:
    """Take a ready answer out of use; once is enough."""
    _withdraw(CannedAnswer, public_id, "canned-answer", actor=actor, at=at)


def withdraw_article(public_id: str, *, actor: Actor, at: datetime) -> None:
    """Take an article out of use; once is enough."""
    _withdraw(KnowledgeArticle, public_id, "knowledge-article", actor=actor, at=at)


def _problems(title: str, text: str, mailbox: str, category: str) -> Iterator[Finding]:
    for found in (typed(title, path="/title", longest=_LONGEST_TITLE), typed(text)):
        if isinstance(found, Finding):
            yield found
    if mailbox and mailbox not in {each.value for each in Mailbox}:
        yield Finding(code="mailbox-unknown", path="/mailbox")
    if category and category not in {each.value for each in Category}:
        yield Finding(code="category-unknown", path="/category")


def _held(model: type[_Row], public_id: str, seen: int) -> _Row:
    reference = visibility.reference(public_id)
    rows = model.objects.filter(public_id=reference, withdrawn_at=None) if reference else None
    row = rows.select_for_update().first() if rows is not None else None
    if row is None:
        raise DeskRefused(DeskProblem.UNKNOWN)
    if seen and row.version != seen:
        raise DeskRefused(DeskProblem.CHANGED)
    return row


def _saved(
    row: CannedAnswer | KnowledgeArticle, kind: str, *, is_new: bool, actor: Actor, at: datetime
) -> Written:
    if is_new:
        row.public_id = ordered_id(at)
    else:
        row.version += 1
    row.save()
    facts = {"version": row.version}
    trail.tell(f"{kind}-saved", row.public_id, facts=facts, actor=actor, at=at, kind=kind)
    return Written(public_id=str(row.public_id), version=row.version)


def _withdraw(
    model: type[CannedAnswer] | type[KnowledgeArticle],
    public_id: str,
    kind: str,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    allow(actor, Permission.EDIT_TEXTS)
    reference = visibility.reference(public_id)
    with transaction.atomic():
        rows = model.objects.filter(public_id=reference, withdrawn_at=None) if reference else None
        if rows is not None and rows.update(withdrawn_at=at):
            trail.tell(f"{kind}-withdrawn", str(reference), facts={}, actor=actor, at=at, kind=kind)
