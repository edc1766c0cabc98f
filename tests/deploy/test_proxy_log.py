"""Does the proxy keep numbers out of its log?"""

from pathlib import Path

DEPLOY = Path(__file__).parents[2] / "deploy"


def test_the_proxy_logs_no_path_and_no_query():
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    formats = [line for line in text.splitlines() if line.startswith("log_format")]

    assert formats == [
        (
            "log_format openpias "
            "'$time_iso8601 $request_method $status $body_bytes_sent $request_time "
            '"$sent_http_openpias_fault"\';'
        )
    ]
    assert "$request " not in text
