"""Where do certificates plug themselves in?"""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Enrolment, checking, and the door's second factor."""

    name = "openpias.server.certificates"
    label = "certificates"

    def ready(self) -> None:
        """Say what roles may do here, answer for the door, and refuse the demonstration's authority."""
        from jinja2 import PackageLoader

        from openpias.server.certificates import letters, permissions, texts
        from openpias.server.certificates.operations.factors import EnrolledCertificates
        from openpias.server.certificates.operations.trust import refuse_demo_authority
        from openpias.server.certificates.web import navigation
        from openpias.server.platform.accounts import permissions as accounts
        from openpias.server.platform.accounts import second_factor
        from openpias.server.platform.http import error_texts, pages
        from openpias.server.platform.mail import texts as mail_texts

        refuse_demo_authority()
        accounts.grant(permissions.GRANTS)
        error_texts.register(texts.TEXTS)
        mail_texts.register(letters.LETTERS)
        second_factor.use(EnrolledCertificates())
        pages.register(
            loader=PackageLoader("openpias.server.certificates.web"),
            navigation=navigation.ITEMS,
            footer=navigation.FOOTER,
        )
