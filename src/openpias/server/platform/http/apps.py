"""Where does the HTTP app plug its texts in?"""

from django.apps import AppConfig


class HttpConfig(AppConfig):
    """Problems, headers, logs and health."""

    name = "openpias.server.platform.http"
    label = "http"

    def ready(self) -> None:
        """Make the texts of general problems known."""
        from openpias.server.platform.http import error_texts, problem_texts

        error_texts.register(problem_texts.TEXTS)
