"""Which clinic reports in these tests, with which certificate, list and register?"""

from dataclasses import dataclass
from datetime import date

from openpias.core.pki import demo_files
from openpias.core.pki.demo_certificates import Party
from openpias.interop import envelopes
from openpias.interop.envelopes import Opened
from openpias.server.certificates.enums import OwnerKind
from openpias.server.certificates.models import EnrolledCertificate
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.enums import Role
from openpias.server.providers.models import Provider
from openpias.server.providers.operations import physicians
from openpias.server.registry.operations import temporary_numbers
from openpias.server.reporting.domain.periods import PeriodInput
from openpias.server.reporting.models import ListedService
from openpias.server.reporting.operations import periods
from tests.factories import people, pki, providers, reports
from tests.factories.providers import CUI
from tests.factories.reports import HOUSE, NOW, SERVICE, STAMP


@dataclass(frozen=True)
class Clinic:
    """A clinic with a contract, a physician and an open period; who acts for it and for its house."""

    actor: Actor
    operator: Actor
    period: str


def clinic(code=CUI, **fields) -> Clinic:
    """Enter a clinic and everything that a report of November asks for."""
    operator = providers.operator()
    public_id = providers.entered(fiscal_code=code, actor=operator, **fields)
    physician = providers.physician(stamp_code=STAMP)
    provider = Provider.objects.get(public_id=public_id)
    physicians.enter(
        physician, provider=provider.public_id, physician=provider.public_id, actor=operator, at=NOW
    )
    service()
    return Clinic(actor=people.actor(provider=code), operator=operator, period=opened(operator))


def opened(operator, kind="CLIN", starts="01-11-2026", ends="30-11-2026", house=HOUSE) -> str:
    """Open a period and return its opaque id."""
    typed = PeriodInput(house=house, kind=kind, starts_on=starts, ends_on=ends)
    return periods.open_period(typed, actor=operator, at=NOW).public_id


def service(code=SERVICE, **fields) -> ListedService:
    """Put a service on the list."""
    defaults = {
        "name": "Consultație de probă",
        "kinds": ["CLIN"],
        "packages": ["PB"],
        "tariff": "95.50",
        "needs_card": True,
        "provenance": "test",
    }
    row, _ = ListedService.objects.get_or_create(
        code=code, valid_from=date(2026, 1, 1), defaults={**defaults, **fields}
    )
    return row


def administrator() -> Actor:
    """Return somebody at CNAS."""
    return people.actor(roles=(Role.ADMINISTRATOR,), provider="CNAS")


def displaced(**fields) -> str:
    """Register an invented displaced person and return the temporary number."""
    actor = people.actor(provider="90000999")
    answer = temporary_numbers.issue(people.registration(**fields), actor=actor, at=NOW)
    return answer.number


def opened_here(text, content, *, prefix):
    """Do in this process what the worker does in its own."""
    found = envelopes.open_signed(text.read().decode("ascii", "replace"), prefix=prefix)
    if not isinstance(found, Opened):
        return {"refusal": found.value}
    content.write(found.content)
    content.flush()
    signed_at = found.signing_time.isoformat() if found.signing_time else None
    return {
        "name": str(found.name),
        "size": len(found.content),
        "signer": found.signer.hex(),
        "signed_at": signed_at,
    }


@dataclass
class Trust:
    """The authority that is believed, without a responder on the network."""

    ca: object

    def ocsp(self, certificate, *, issuer):  # noqa: ARG002 - the port's shape
        from cryptography import x509

        return self.ca.ocsp_answer(x509.load_der_x509_certificate(certificate), moment=NOW)

    def crl(self, certificate):
        from cryptography import x509

        name = x509.load_der_x509_certificate(certificate).issuer
        issuer = next(
            each for each in (self.ca.root, self.ca.issuing) if each.certificate.subject == name
        )
        return self.ca.crl(issuer, moment=NOW)


def trusted(settings, folder, monkeypatch) -> Trust:
    """Believe the authority of tests, and let it answer about revocation."""
    from openpias.server.certificates.operations import responders

    trust = Trust(ca=pki.authority(moment=NOW))
    for name, party in (("anchors", trust.ca.root), ("intermediates", trust.ca.issuing)):
        (folder / name).mkdir()
        pem = demo_files.certificates_pem(party.certificate)
        (folder / name / "authority.pem").write_bytes(pem)
    settings.TRUST_DIR = folder
    monkeypatch.setattr(responders, "ocsp_answer", trust.ocsp)
    monkeypatch.setattr(responders, "revocation_list", trust.crl)
    return trust


class Signing:
    """Seals reports with a certificate of the clinic."""

    def __init__(self, trust: Trust, trait=pki.Trait.VALID, *, enrolled=True, code=CUI):
        self.party: Party = pki.certificate(trait, ca=trust.ca, moment=NOW, fiscal_code=code)
        if enrolled:
            enrol(self.party, code=code)

    def seal(self, *records, said=None, minute=0, content=None, named=None, at=NOW) -> str:
        """Return the text of a report with these records."""
        content = content if content is not None else reports.xml(*records, said=said)
        return reports.sealed(content, self.party, named=named or reports.name(minute), at=at)


def enrol(party: Party, *, code=CUI, house=HOUSE) -> EnrolledCertificate:
    """Enrol a certificate for a provider at a house."""
    from openpias.core.pki import certificates

    facts = certificates.read(party.der)
    return EnrolledCertificate.objects.create(
        owner_kind=OwnerKind.PROVIDER,
        owner_code=code,
        house=house,
        holder="Țărnă Ștefania",
        role=Role.CLERK.value,
        email="receptie@clinica.example",
        der=party.der,
        issuer=facts.issuer,
        serial=facts.serial,
        key_sha256=facts.key_sha256,
        valid_from=party.certificate.not_valid_before_utc,
        valid_until=party.certificate.not_valid_after_utc,
        enrolled_at=NOW,
    )
