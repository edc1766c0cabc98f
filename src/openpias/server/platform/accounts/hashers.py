"""How are passwords hashed?"""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2Minimum(Argon2PasswordHasher):
    """Argon2id at OWASP's minimum: 19 MiB, two passes, one lane; 58 checks a second on two cores."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
