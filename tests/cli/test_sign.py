"""Does `openpias sign` write what the platform opens, and say in plain words why it does not?"""

import base64
import io
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
)
from django.conf import settings
from tests.factories import pki, tokens
from tests.factories.pki import Trait

from openpias.cli import main
from openpias.cli import sign as command
from openpias.core.pki import demo_files
from openpias.interop import envelopes
from openpias.interop.envelopes import Opened
from openpias.station.signing import sealing

NOW = datetime.now(UTC)
CA = pki.authority(moment=NOW)
HOLDER = pki.certificate(Trait.RSA, ca=CA, moment=NOW)
XML = '<?xml version="1.0" encoding="UTF-8"?>\n<report name="Țărnă"/>\n'.encode()
NAME = "CLIN_11343845_20261125_0809.xml"
PASSWORD = "o parolă lungă"
WRONG = "000000"


@pytest.fixture
def report(tmp_path):
    file = tmp_path / NAME
    file.write_bytes(XML)
    return file


@pytest.fixture
def files(tmp_path):
    """Give the options of a software key."""
    return software(tmp_path, HOLDER)


def software(folder, party, password=""):
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    key.write_bytes(
        party.key.private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(password.encode())
        )
        if password
        else demo_files.key_pem(party)
    )
    certificate.write_bytes(party.certificate.public_bytes(Encoding.PEM))
    return ["--key", str(key), "--certificate", str(certificate)]


def run(*arguments, typed=""):
    return CliRunner().invoke(main, ["sign", *map(str, arguments)], input=typed)


def sealed(report):
    return report.with_name(f"{report.name}.b64")


def opened(file):
    found = envelopes.open_signed(file.read_text("ascii"), prefix="CLIN")
    assert isinstance(found, Opened), found
    return found


def test_a_key_of_a_file_signs_what_the_platform_opens(report, files):
    result = run(report, *files)

    assert result.exit_code == 0, result.output
    found = opened(sealed(report))
    assert (str(found.name), found.content, found.signer) == (NAME, XML, HOLDER.der)
    assert found.signing_time >= NOW.replace(microsecond=0)
    assert re.search(rf"Raportare: {re.escape(NAME)} \({len(XML)} octeți\)", result.output)
    assert "Semnatar: DEMO Țărnă Ștefania, Cabinet de probă" in result.output
    assert f"seria {HOLDER.certificate.serial_number:X}" in result.output
    assert "Semnat la: " in result.output
    assert f"Fișier de trimis: {sealed(report)}" in result.output


def test_another_program_verifies_it(report, files, tmp_path):
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    run(report, *files)
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(sealed(report).read_bytes()))) as archive:
        assert archive.namelist() == [NAME]
        (tmp_path / "message").write_bytes(archive.read(NAME))
    (tmp_path / "ca.pem").write_bytes(
        demo_files.certificates_pem(CA.root.certificate, CA.issuing.certificate)
    )

    made = subprocess.run(
        [
            *("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-cades"),
            *("-in", tmp_path / "message", "-CAfile", tmp_path / "ca.pem", "-purpose", "any"),
        ],
        check=True,
        capture_output=True,
    )

    assert made.stdout == XML


def test_a_report_of_any_name_is_named_by_type_and_code(tmp_path, files):
    file = tmp_path / "raport noiembrie.xml"
    file.write_bytes(XML)

    result = run(file, *files, "--type", "clin", "--code", "11343845")

    (made,) = tmp_path.glob("CLIN_11343845_*.xml.b64")
    assert result.exit_code == 0, result.output
    assert f"{opened(made).name}.b64" == made.name


def test_the_password_of_a_key_is_asked_and_never_shown(report, tmp_path):
    files = software(tmp_path, HOLDER, PASSWORD)

    refused = run(report, *files, typed="alta\n")
    result = run(report, *files, typed=f"{PASSWORD}\n")

    assert (refused.exit_code, result.exit_code) == (1, 0)
    assert "Parola cheii este greșită sau lipsește" in refused.output
    assert PASSWORD not in result.output
    assert not {"--pin", "--password"} & {
        name for each in command.sign.params for name in each.opts
    }


def test_what_is_there_stays_unless_it_may_be_replaced(report, files):
    sealed(report).write_text("vechi")

    refused = run(report, *files)
    assert refused.exit_code == 1
    assert "există deja și a rămas neschimbat" in refused.output
    assert sealed(report).read_text() == "vechi"

    assert run(report, *files, "--force").exit_code == 0
    assert opened(sealed(report)).content == XML


def test_the_report_itself_is_never_replaced(report, files):
    result = run(report, *files, "--output", report, "--force")

    assert (result.exit_code, "a rămas neschimbat" in result.output) == (1, True)
    assert report.read_bytes() == XML


def test_the_output_goes_where_it_is_wanted(report, files, tmp_path):
    target = tmp_path / "de-trimis.txt"

    assert run(report, *files, "--output", target).exit_code == 0
    assert opened(target).content == XML
    assert not sealed(report).exists()
    assert target.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("raport.xml", XML, "Numele fișierului nu este al unei raportări"),
        ("CLIN_11343845_20261345_0809.xml", XML, "Numele fișierului nu este al unei raportări"),
        ("XYZ_11343845_20261125_0809.xml", XML, "un tip de raportare care nu există"),
        (NAME, b"", "Fișierul este gol"),
        (NAME, b"PK\x03\x04", "XML se rupe la rândul 1, coloana 3."),
        (NAME, b"<a>\n  <b></a>", "XML se rupe la rândul 2, coloana 8."),
        (NAME, b"<a/><b/>", "nu este XML corect"),
        (NAME, b'<?xml version="1.0" encoding="nicio"?><a/>', "nu este XML corect"),
        (NAME, b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "DOCTYPE"),
    ],
)
def test_a_file_that_is_no_report_is_refused_by_its_reason(tmp_path, files, name, content, said):
    file = tmp_path / name
    file.write_bytes(content)

    result = run(file, *files)

    assert result.exit_code == 1
    assert result.output.startswith("Eroare: ")
    assert said in result.output
    assert "Pentru furnizorul IT: " in result.output
    assert not list(tmp_path.glob("*.b64*"))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--type", "CLINICA", "--code", "11343845"], "Tipul de raportare nu există"),
        (["--type", "CLIN", "--code", "RO11343845"], "între 2 și 13 cifre"),
    ],
)
def test_a_type_or_code_that_is_none_is_told(report, files, options, said):
    result = run(report, *files, *options)

    assert (result.exit_code, said in result.output) == (1, True)


@pytest.mark.parametrize(
    ("trait", "said"),
    [
        (Trait.EXPIRED, "Certificatul a expirat la"),
        (Trait.NOT_YET_VALID, "Certificatul este valabil abia din"),
        (Trait.WEAK_KEY, "Certificatul nu poate fi folosit"),
    ],
)
def test_a_certificate_that_signs_nothing_now_is_told_before_the_password(
    report, tmp_path, trait, said
):
    files = software(tmp_path, pki.certificate(trait, ca=CA, moment=NOW), PASSWORD)

    result = run(report, *files)

    assert result.exit_code == 1
    assert said in result.output
    assert "Parola cheii" not in result.output


def test_a_key_of_another_certificate_signs_nothing(report, files, tmp_path):
    other = replace(HOLDER, key=pki.certificate(ca=CA, moment=NOW).key)

    result = run(report, *software(tmp_path, other))

    assert "Cheia nu este a certificatului" in result.output
    assert not sealed(report).exists()


def test_nothing_half_written_stays_when_the_disk_ends(report, files, tmp_path, monkeypatch):
    def full(*_arguments, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("openpias.station.signing.sealing.os.fsync", full)
    result = run(report, *files)

    assert (result.exit_code, "locul liber pe disc" in result.output) == (1, True)
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(
        [NAME, "key.pem", "certificate.pem"]
    )


def test_a_report_that_is_written_meanwhile_is_not_sealed(report, files, monkeypatch):
    from openpias.station.signing import signers

    signs = signers.KeySigner.sign

    def sign_and_write(signer, content, *, at):
        made = signs(signer, content, at=at)
        report.write_bytes(XML.replace(b"report", b"raport"))
        return made

    monkeypatch.setattr(signers.KeySigner, "sign", sign_and_write)

    assert "s-a schimbat în timpul semnării" in run(report, *files).output
    assert not sealed(report).exists()


def test_a_text_that_platforms_do_not_take_is_sealed_and_warned_of(report, files, monkeypatch):
    monkeypatch.setattr(sealing, "LONGEST_TEXT", 100)

    result = run(report, *files)

    assert result.exit_code == 0
    assert "mai mare decât primește platforma de obicei (96 MB)" in result.output
    assert "OPENPIAS_REPORT_TEXT_BYTES" in result.output
    assert opened(sealed(report)).content == XML


def test_the_limit_of_a_text_is_that_of_the_platform():
    assert sealing.LONGEST_TEXT == settings.REPORT_TEXT_BYTES


def test_check_says_who_signed(report, files):
    run(report, *files)

    result = run("--check", sealed(report))

    assert result.exit_code == 0, result.output
    assert f"Raportare: {NAME}" in result.output
    assert "DEMO Țărnă Ștefania" in result.output
    assert "Semnătura este bună." in result.output


@pytest.mark.parametrize("text", ["", "nimic", XML.decode(), "UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA=="])
def test_check_refuses_what_nobody_signed(tmp_path, text):
    file = tmp_path / "x.b64"
    file.write_text(text)

    result = run("--check", file)

    assert (result.exit_code, "nu este o raportare semnată" in result.output) == (1, True)


def test_without_token_and_key_it_says_what_to_give(report, tmp_path, monkeypatch):
    monkeypatch.setenv("OPENPIAS_STATION_HOME", str(tmp_path))

    result = run(report)

    assert result.exit_code == 2
    assert "--module" in result.output


@pytest.mark.slow
def test_it_needs_neither_server_nor_database(report, files):
    script = (
        "import sys; from openpias.cli import main; main(sys.argv[1:], standalone_mode=False);"
        "print(*(name for name in sys.modules if name.partition('.')[0] in "
        "{'django', 'psycopg', 'starlette', 'uvicorn'}), sep=',')"
    )

    made = subprocess.run(
        [sys.executable, "-c", script, "sign", report, *files],
        check=True,
        capture_output=True,
        text=True,
    )

    assert made.stdout.splitlines()[-1] == ""


@pytest.fixture
def soft(tmp_path):
    """Make tokens of SoftHSM."""
    if tokens.soft_missing():
        pytest.skip(tokens.soft_missing())
    folder = tmp_path / "soft"
    folder.mkdir()

    def made(*parties, **options):
        return tokens.soft_token(folder, *parties, **options)

    return made


@pytest.mark.slow
@pytest.mark.parametrize("asks_each_time", [False, True])
def test_a_token_signs_after_its_pin(report, soft, asks_each_time):
    with soft(HOLDER, asks_each_time=asks_each_time) as module:
        refused = run(report, "--module", module, typed=f"{WRONG}\n")
        result = run(report, "--module", module, typed=f"{tokens.PIN}\n")

    assert refused.exit_code == 1
    assert "PIN-ul tokenului este greșit" in refused.output
    assert result.exit_code == 0, result.output
    assert opened(sealed(report)).signer == HOLDER.der
    assert tokens.PIN not in result.output


@pytest.mark.slow
def test_of_several_certificates_one_is_chosen(report, soft):
    other = pki.certificate(ca=CA, moment=NOW, common_name="Al doilea")
    expired = pki.certificate(Trait.EXPIRED, ca=CA, moment=NOW)
    with soft(expired, HOLDER, other) as module:
        unsure = run(report, "--module", module)
        chosen = run(
            *(report, "--module", module, "--serial", f"{other.certificate.serial_number:x}"),
            typed=f"{tokens.PIN}\n",
        )
        old = run(
            report,
            "--force",
            "--module",
            module,
            "--serial",
            str(expired.certificate.serial_number),
        )
        none = run(report, "--force", "--module", module, "--serial", "12")

    assert "alegeți unul cu --serial" in unsure.output
    assert "nu este valabil acum" in unsure.output
    assert chosen.exit_code == 0, chosen.output
    assert opened(sealed(report)).signer == other.der
    assert "Certificatul a expirat" in old.output
    assert "PIN-ul" not in old.output.replace("niciun PIN", "")
    assert "nu este pe tokenul conectat" in none.output


@pytest.mark.slow
def test_a_token_without_a_certificate_for_signatures_is_told(report, soft):
    with soft() as module:
        result = run(report, "--module", module)

    assert "niciun certificat pentru semnături" in result.output


def test_a_module_that_is_none_is_told(report):
    result = run(report, "--module", report)

    assert "Modulul tokenului (PKCS#11) nu poate fi deschis" in result.output
