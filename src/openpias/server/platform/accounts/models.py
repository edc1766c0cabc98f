"""What is kept about somebody who signs in?"""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class AccountManager(BaseUserManager["Account"]):
    """Creates accounts with a hashed password."""

    def create_account(self, username: str, password: str, **fields: Any) -> "Account":
        """Create and return an account; the password is hashed, never kept."""
        account = self.model(username=self.model.normalize_username(username), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A user of one provider or office.

    The provider's and the house's names are copied here at sign-in time by the module that owns
    them, so that the register stands alone.
    `credential_version` grows with every change of password, role or state: whoever verified an
    older one is refused at the next write.
    `must_change_password` holds somebody at the page where the first password is replaced;
    from `first_password_ends` on that password opens nothing.
    """

    username = models.CharField(max_length=64, unique=True)
    display_name = models.CharField(max_length=200)
    provider_code = models.CharField(max_length=20)
    provider_name = models.CharField(max_length=200)
    house_code = models.CharField(max_length=20)
    house_name = models.CharField(max_length=200)
    house_contact = models.CharField(max_length=200, blank=True)
    roles = ArrayField(models.CharField(max_length=40), default=list)
    contract_end = models.DateField(null=True, blank=True)
    credential_version = models.PositiveIntegerField(default=1)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=2, default="ro")
    must_change_password = models.BooleanField(default=False)
    first_password_ends = models.DateTimeField(null=True, blank=True)

    objects = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "accounts_account"


class OpenSession(AbstractBaseSession):
    """A session of a browser, with whose it is; ended by deleting its row.

    `certificate` is the opaque id of the certificate that opened it, empty where none was asked for.
    """

    account_id = models.BigIntegerField(null=True, blank=True)
    certificate = models.CharField(max_length=36, blank=True)
    browser = models.CharField(max_length=60, blank=True)
    opened_at = models.DateTimeField()

    class Meta:
        db_table = "accounts_session"
        indexes = [
            models.Index(fields=["account_id"], name="accounts_session_account"),
            models.Index(fields=["expire_date"], name="accounts_session_expiry"),
        ]

    @classmethod
    def get_session_store_class(cls) -> type[Any]:
        """Return the engine that reads these rows."""
        from openpias.server.platform.accounts.sessions import SessionStore  # noqa: PLC0415 - a circle

        return SessionStore


class GuessedName(models.Model):
    """A user name that wrong passwords were typed for lately, known or not, as a keyed digest.

    `wrong_at` holds the moments of the last ten, the oldest first.
    """

    digest = models.BinaryField(primary_key=True)
    wrong_at = ArrayField(models.DateTimeField())
    last_at = models.DateTimeField()

    class Meta:
        db_table = "accounts_guessed_name"
        indexes = [models.Index(fields=["last_at"], name="accounts_guessed_name_last")]
