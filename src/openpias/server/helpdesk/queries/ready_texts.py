"""Which ready answers and articles are there?"""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Q, QuerySet

from openpias.core.names.diacritics import fold, normalise
from openpias.server.helpdesk.models import CannedAnswer, KnowledgeArticle
from openpias.server.helpdesk.permissions import Permission
from openpias.server.helpdesk.queries import visibility
from openpias.server.platform.accounts.actors import Actor

_MOST = 100
_Row = TypeVar("_Row", CannedAnswer, KnowledgeArticle)


@dataclass(frozen=True, slots=True, kw_only=True)
class CannedView:
    """A ready answer; empty mailbox or category stands for all."""

    public_id: str
    mailbox: str
    category: str
    language: str
    title: str
    text: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """An article of the knowledge base."""

    public_id: str
    mailbox: str
    category: str
    title: str
    text: str
    is_public: bool
    version: int
    changed_at: datetime
    changed_by_name: str


def canned(
    actor: Actor, *, mailbox: str = "", category: str = "", language: str = ""
) -> tuple[CannedView, ...]:
    """Return the ready answers that fit, those for exactly this first."""
    if not actor.may(Permission.READ_DESK):
        return ()
    rows = _fitting(CannedAnswer.objects.all(), mailbox, category)
    if language:
        rows = rows.filter(language=language)
    ordered = rows.order_by("-mailbox", "-category", "title")[:_MOST]
    return tuple(_canned(each) for each in ordered)


def canned_one(public_id: str, *, actor: Actor) -> CannedView | None:
    """Return a ready answer; None for an unknown one."""
    reference = visibility.reference(public_id)
    if reference is None or not actor.may(Permission.READ_DESK):
        return None
    row = CannedAnswer.objects.filter(public_id=reference, withdrawn_at=None).first()
    return _canned(row) if row else None


def articles(
    actor: Actor, *, text: str = "", mailbox: str = "", category: str = ""
) -> tuple[ArticleView, ...]:
    """Return the articles with these words; a provider gets those that are public."""
    rows = _fitting(_articles(actor), mailbox, category)
    for word in fold(normalise(text.replace("\x00", " "))).split()[:8]:
        rows = rows.filter(folded__contains=word)
    return tuple(_article(each) for each in rows.order_by("title", "pk")[:_MOST])


def article(public_id: str, *, actor: Actor) -> ArticleView | None:
    """Return an article; None for one that is unknown, or not for this reader."""
    reference = visibility.reference(public_id)
    row = _articles(actor).filter(public_id=reference).first() if reference else None
    return _article(row) if row else None


def _articles(actor: Actor) -> QuerySet[KnowledgeArticle]:
    rows = KnowledgeArticle.objects.filter(withdrawn_at=None)
    if actor.may(Permission.READ_DESK):
        return rows
    return rows.filter(is_public=True) if actor.may(Permission.READ_OWN) else rows.none()


def _fitting(rows: QuerySet[_Row], mailbox: str, category: str) -> QuerySet[_Row]:
    rows = rows.filter(withdrawn_at=None)
    if mailbox:
        rows = rows.filter(Q(mailbox=mailbox) | Q(mailbox=""))
    if category:
        rows = rows.filter(Q(category=category) | Q(category=""))
    return rows


def _canned(row: CannedAnswer) -> CannedView:
    return CannedView(
        public_id=str(row.public_id),
        mailbox=row.mailbox,
        category=row.category,
        language=row.language,
        title=row.title,
        text=row.text,
        version=row.version,
    )


def _article(row: KnowledgeArticle) -> ArticleView:
    return ArticleView(
        public_id=str(row.public_id),
        mailbox=row.mailbox,
        category=row.category,
        title=row.title,
        text=row.text,
        is_public=row.is_public,
        version=row.version,
        changed_at=row.changed_at,
        changed_by_name=row.changed_by_name,
    )
