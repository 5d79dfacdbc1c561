"""What the environment says, and what is refused."""

from __future__ import annotations

import pytest

from zhidu.project.environment import MailServer, mail_server, megabytes


def test_nothing_said_means_no_mail_and_twenty_megabytes() -> None:
    assert mail_server("") == MailServer()
    assert megabytes("") == 20 * 1024 * 1024


def test_a_mail_server_with_its_ports_and_ways_to_be_safe() -> None:
    assert mail_server("smtp://a%40b:p%3Aw@mail.example.cn") == MailServer(
        "mail.example.cn", 25, "a@b", "p:w"
    )
    assert mail_server("smtps://mail.example.cn") == MailServer("mail.example.cn", 465, tls=True)
    assert mail_server("starttls://mail.example.cn:2525") == MailServer(
        "mail.example.cn", 2525, starttls=True
    )


@pytest.mark.parametrize(
    "address", ["secret", "http://u:secret@x", "smtp://u:secret@", "smtp://u:secret@x:port"]
)
def test_what_is_no_mail_server_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(ValueError, match="ZHIDU_SMTP") as told:
        mail_server(address)
    assert "secret" not in str(told.value)


def test_the_limit_counts_in_megabytes() -> None:
    assert megabytes("5") == 5 * 1024 * 1024
    for text in ("0", "-1", "5 MB", "a"):
        with pytest.raises(ValueError, match="单位 MB"):
            megabytes(text)
