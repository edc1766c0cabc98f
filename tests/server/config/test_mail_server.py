"""Is a mail server's address understood, and a careless one refused?"""

import pytest

from openpias.server.config.env import SettingError
from openpias.server.config.mail_server import MailServer, Transport, parse


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", None),
        ("file:", MailServer(transport=Transport.FILE)),
        ("smtp://relay", MailServer(transport=Transport.SMTP, host="relay", port=25)),
        (
            "starttls://a%40b:p%3Aw@relay",
            MailServer(
                transport=Transport.STARTTLS, host="relay", port=587, user="a@b", password="p:w"
            ),
        ),
        ("smtps://relay:10465", MailServer(transport=Transport.SMTPS, host="relay", port=10465)),
        (
            "smtp://a:b@127.0.0.1",
            MailServer(transport=Transport.SMTP, host="127.0.0.1", port=25, user="a", password="b"),
        ),
    ],
)
def test_address_is_understood(url, expected):
    assert parse(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "relay:25",
        "http://relay",
        "smtp://",
        "smtp://relay:port",
        "file:///tmp/x",
        "smtp://relay/path",
        "smtp://user:s3cret@relay.example",
    ],
)
def test_careless_address_is_refused_without_being_quoted(url):
    with pytest.raises(SettingError) as refused:
        parse(url)

    assert "s3cret" not in str(refused.value)


def test_password_is_not_printed():
    assert "s3cret" not in repr(parse("smtps://user:s3cret@relay.example"))
