"""What is kept about a letter?"""

from django.db import models
from django.db.models import Q

from openpias.server.platform.mail.enums import LetterState, Manner


class Letter(models.Model):
    """A letter as it was rendered, written in the transaction of the change that it tells about.

    `about` is the opaque id of what the letter is about, and stays when the rest is forgotten.
    `once` names the occasion: a second letter for the same occasion is not written.
    `next_attempt_at` also keeps others away from a letter that somebody is delivering.
    `sender` to `references` are filled for a letter of a conversation; `manner` says who wrote it.
    `failure` is a code of ours or the reply code of the mail server, never its text.
    """

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=60)
    language = models.CharField(max_length=2)
    recipient = models.EmailField(blank=True)
    subject = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    about = models.CharField(max_length=64, blank=True)
    once = models.CharField(max_length=120, null=True, unique=True)  # noqa: DJ001 - many have none
    sender = models.CharField(max_length=320, blank=True)
    message_id = models.CharField(max_length=300, blank=True)
    in_reply_to = models.CharField(max_length=300, blank=True)
    references = models.TextField(blank=True)
    manner = models.CharField(max_length=10, default=Manner.GENERATED)
    created_at = models.DateTimeField()
    state = models.CharField(max_length=12, default=LetterState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=40, blank=True)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "mail_letter"
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                name="mail_letter_due",
                condition=Q(state=LetterState.WAITING),
            ),
            models.Index(
                fields=["ended_at"],
                name="mail_letter_to_forget",
                condition=Q(ended_at__isnull=False, forgotten_at__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="mail_letter_waits_or_ended",
                condition=Q(state=LetterState.WAITING, ended_at=None, next_attempt_at__isnull=False)
                | (~Q(state=LetterState.WAITING) & Q(ended_at__isnull=False, next_attempt_at=None)),
            ),
            models.CheckConstraint(
                name="mail_letter_state_known", condition=Q(state__in=list(LetterState))
            ),
        ]
