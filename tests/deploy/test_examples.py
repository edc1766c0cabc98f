"""Do the examples around the portal hold: what may leave the machine, and where logs go?"""

import configparser
import os
import re
import shutil
import subprocess

import pytest
from tests.deploy.production import DEPLOY

NFT = shutil.which("nft", path="/usr/sbin:/usr/bin:/sbin")
FIREWALL = (DEPLOY / "firewall.nft").read_text(encoding="utf-8")


@pytest.mark.skipif(
    NFT is None or os.geteuid() != 0, reason="nft is not installed (Debian package `nftables`)"
)
def test_nftables_understands_the_firewall(tmp_path):
    rules = tmp_path / "openpias.nft"
    # Here is no account of the service; its number says the same.
    rules.write_text(FIREWALL.replace("account = openpias", "account = 999"), encoding="utf-8")

    done = subprocess.run([NFT, "-c", "-f", rules], check=False, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr


def test_what_the_portal_opens_may_leave_and_nothing_else():
    accepted = re.findall(r"^\s+(.*) accept(?: comment .*)?$", FIREWALL, re.MULTILINE)

    assert accepted == [
        "meta skuid != $account",
        'oifname "lo"',
        "ct state established,related",
        "meta l4proto { tcp, udp } th dport 53",
        "ip daddr $database tcp dport 5432",
        "ip daddr $mail tcp dport { 465, 587 }",
        "ip daddr $mailboxes tcp dport 993",
        "tcp dport 80",
        "ip daddr $trunk udp dport { 5060, 1024-65535 }",
    ]
    assert FIREWALL.rstrip().splitlines()[-3].endswith(" reject")


def test_logs_leave_encrypted_and_to_a_machine_that_is_known():
    said = configparser.ConfigParser()
    said.read_string((DEPLOY / "journal-upload.conf").read_text(encoding="utf-8"))

    assert said["Upload"]["url"].startswith("https://")
    assert {"serverkeyfile", "servercertificatefile", "trustedcertificatefile"} < {*said["Upload"]}
