"""How does a reporting application of a practice work through the door? With stock parts alone.

A client of `zeep` made from the official descriptions where they are beside the project, else from
what we serve at `?wsdl`; a certificate in TLS, user name and licence series, and the token that the
validator gives; a signature of a token through `openpias sign`.
"""

import base64
import io
import logging
import zipfile
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import requests
import zeep
from click.testing import CliRunner
from lxml import etree
from tests.factories import tokens
from tests.interop import reference
from zeep.transports import Transport

from openpias.cli import main
from openpias.interop.messages.families import FAMILIES, family_of_request
from openpias.interop.operations import SERVICES


class _Files(Transport):
    """Reads descriptions from files, and the one schema that they import from beside them."""

    def load(self, url):
        if url.startswith("http://schemas.xmlsoap.org/soap/encoding"):
            return (reference.REFERENCE / "soap-encoding-stub.xsd").read_bytes()
        if url.startswith("https://"):
            return super().load(url)
        return Path(url).read_bytes()


@dataclass(kw_only=True)
class Practice:
    """A reporting application: where the door is, its holder's files, and who signs in."""

    door: str
    root: Path
    holder: tuple[Path, Path]
    username: str
    password: str
    _clients: dict = field(default_factory=dict)

    @cached_property
    def session(self):
        """Return a session that carries all three: certificate, Basic, and the validator's token."""
        logging.getLogger("zeep").setLevel(logging.ERROR)
        found = requests.Session()
        found.trust_env = False
        found.verify = str(self.root)
        found.cert = tuple(map(str, self.holder))
        found.auth = (self.username, self.password)
        answer = found.get(f"{self.door}/OCSP/validator", params={"username": self.username})
        assert answer.status_code == 200, answer.text
        found.headers["OSCP_RESPONSE"] = answer.headers["OSCP_RESPONSE"]
        return found

    def close(self):
        """Give the connections back."""
        for name in ("session", "browser"):
            if name in self.__dict__:
                getattr(self, name).close()

    def call(self, service, operation, **given):
        """Call an official operation; a fault rises as zeep's own."""
        if service not in self._clients:
            self._clients[service] = self._client(SERVICES[service])
        answer = getattr(self._clients[service], operation)(**given)
        # A string of the encoding's own type is a value with attributes to the client.
        return getattr(answer, "_value_1", answer)

    def _client(self, service):
        address = f"{self.door}{service.path}"
        official = reference.REFERENCE.is_dir()
        where = reference.description(service.name) if official else f"{address}?wsdl"
        client = zeep.Client(str(where), transport=_Files(session=self.session, timeout=60))
        (binding,) = client.wsdl.bindings
        return client.create_service(binding, address)

    @cached_property
    def browser(self):
        """Return a session that is signed in on the pages, as a browser with the certificate is."""
        found = requests.Session()
        found.trust_env = False
        found.verify, found.cert = str(self.root), tuple(map(str, self.holder))
        address = f"{self.door}/autentificare"
        form = etree.HTML(found.get(address).content)
        typed = {"username": self.username, "password": self.password}
        typed |= {
            each.get("name"): each.get("value")
            for each in form.iter("input")
            if each.get("type") == "hidden"
        }
        answer = found.post(address, data=typed, headers={"Referer": address})
        assert answer.status_code == 200, answer.text
        assert not answer.url.endswith("/autentificare"), answer.text
        return found

    def fetch(self, offered):
        """Return the one file in the archive behind an address and size."""
        url, size = offered
        reply = self.session.get(url)
        assert (reply.status_code, len(reply.content)) == (200, int(size)), reply.text
        with zipfile.ZipFile(io.BytesIO(reply.content)) as opened:
            (name,) = opened.namelist()
            return opened.read(name)

    def validate(self, header, record):
        """Ask about a service online and return what is told of it: state and codes."""
        _, online = family_of_request("CLIN", "RQ_CLIN_SRV")
        text = online.write_request(header, [record]).decode()
        asked = {"reportXml": text, "reportType": "CLIN", "requestType": "RQ_CLIN_SRV"}
        answer = self.call("SiuiValidateWS", "validateReport", **asked).encode()
        official(answer, "validare/ClinicSpecialityServicesValidateResponse")
        (told,) = online.read_response(answer).records
        assert told.app_id == record.app_id
        return told.state, told.findings

    def send(self, text):
        """Send a sealed report."""
        return self.call("SiuiWS", "sendReport", reportType="CLIN", reportXML=text)

    def feedback(self, name):
        """Return what is told of each record by its id, or None while the report is not processed."""
        offered = self.call("SiuiWS", "getReportFeedback", fileName=name)
        if not offered:
            return None
        content = self.fetch(offered)
        official(content, "raportare/Feedback_Clinic")
        answer = FAMILIES["CLIN"].monthly.read_feedback(content)
        return {each.app_id: (each.state, each.findings) for each in answer.records}


def official(content, schema):
    """Hold a document against the official schema, where that is here, and return it."""
    found = etree.fromstring(content)
    if reference.REFERENCE.is_dir():
        path = reference.REFERENCE / f"xsd/{schema}.xsd"
        etree.XMLSchema(etree.parse(path)).assertValid(found)
    return found


def sealed(file, *options):
    """Sign a report as its holder does, with the options of `openpias sign`; return the text to send."""
    done = CliRunner().invoke(main, ["sign", str(file), *map(str, options)], input=tokens.PIN)
    assert done.exit_code == 0, done.output
    return file.with_name(f"{file.name}.b64").read_text("ascii")


def repacked(text, *, name=None, change=lambda content: content):
    """Return the text of a report under another name, or with other octets in it."""
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(text))) as archive:
        (known,) = archive.namelist()
        content = archive.read(known)
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name or known, change(content))
    return base64.b64encode(into.getvalue()).decode()
