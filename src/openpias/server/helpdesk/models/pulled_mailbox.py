"""How far was each mailbox of a mail server read, and when did it last answer?"""

from django.db import models


class PulledMailbox(models.Model):
    """The checkpoint of one mailbox; `failure` is a code of ours."""

    mailbox = models.CharField(max_length=8, unique=True)
    uid_validity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    looked_at = models.DateTimeField(null=True)
    last_mail_at = models.DateTimeField(null=True)
    waiting_since = models.DateTimeField(null=True)
    failure = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "helpdesk_pulled_mailbox"
