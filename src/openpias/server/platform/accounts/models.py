"""What is kept about somebody who signs in?"""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
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

    objects = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "accounts_account"
