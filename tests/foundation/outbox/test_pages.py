"""提醒 and 发信记录 as people see them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.foundation.services import account, signed_in
from zhidu.foundation.outbox.worker import deliver_due

pytestmark = pytest.mark.django_db


def test_the_inbox_shows_ones_own_messages_and_nobody_elses(told) -> None:
    told(account("li"), key="a", subject="给李的")
    user = account("wang")
    told(user, key="b", subject="给王的", link="/findings/3/")
    page = signed_in(user).get(reverse("outbox:inbox")).content.decode()
    assert "给王的" in page
    assert "给李的" not in page
    assert "有 1 条还没看过" in page


def test_the_inbox_asks_to_sign_in() -> None:
    from django.test import Client  # noqa: PLC0415

    assert Client().get(reverse("outbox:inbox")).status_code == 302


def test_seeing_a_message_leads_to_what_it_is_about(told) -> None:
    user = account("wang")
    message = told(user, link="/reminders/?only=new")
    client = signed_in(user)
    answer = client.post(reverse("outbox:read", args=[message.pk]), {"go": "1"})
    assert answer["Location"] == "/reminders/?only=new"
    assert "都看过了" in client.get(reverse("outbox:inbox")).content.decode()


@pytest.mark.parametrize("link", ["https://elsewhere.example/", "//elsewhere.example/"])
def test_a_message_never_leads_out_of_the_site(told, link) -> None:
    user = account("wang")
    message = told(user, link=link)
    answer = signed_in(user).post(reverse("outbox:read", args=[message.pk]), {"go": "1"})
    assert answer["Location"] == reverse("outbox:inbox")


def test_text_of_a_message_is_shown_as_text(told) -> None:
    user = account("wang")
    told(user, subject="<script>1</script>", body="<img src=x onerror=1>")
    page = signed_in(user).get(reverse("outbox:inbox")).content.decode()
    assert "<script>1" not in page
    assert "<img src=x" not in page


def test_the_ledger_shows_failures_first_and_sends_again(server, told) -> None:
    server.post.refuse["gone@example.cn"] = "550 没有这个人"
    told(account("wang", email="wang@example.cn"), key="a", subject="寄到的")
    lost = told(account("li", email="gone@example.cn"), key="b", subject="没寄到的", body="正文只给本人")
    deliver_due()
    client = signed_in(account("root", admin_of=""))
    page = client.get(reverse("outbox:ledger")).content.decode()
    assert "没寄到的</a>" in page
    assert ">寄到的</a>" not in page
    assert "有 1 封没有寄到" in page
    one = client.get(reverse("outbox:mail", args=[lost.pk])).content.decode()
    assert "550" in one
    assert "正文只给本人" not in one
    server.post.refuse.clear()
    assert client.post(reverse("outbox:again", args=[lost.pk]), follow=True).status_code == 200
    assert deliver_due().sent == 1


def test_a_mail_that_waits_too_long_is_pointed_out(server, told) -> None:
    from datetime import timedelta  # noqa: PLC0415

    from tests.site import outside_acts  # noqa: PLC0415
    from zhidu.foundation.outbox.models import Message  # noqa: PLC0415

    server.stop()
    message = told(address="one@example.cn")
    with outside_acts():
        Message.objects.filter(pk=message.pk).update(created_at=message.created_at - timedelta(hours=2))
    deliver_due()
    page = signed_in(account("root", admin_of="")).get(reverse("outbox:ledger")).content.decode()
    assert "有 1 封等了 1 小时以上" in page
    assert "连不上邮件服务器" in page


def test_only_administrators_see_the_ledger(server, told) -> None:
    message = told(account("wang", email="wang@example.cn", path="00000002"))
    assert signed_in(account("li")).get(reverse("outbox:ledger")).status_code == 403
    elsewhere = signed_in(account("town", admin_of="00000003"))
    assert "开会通知" not in elsewhere.get(reverse("outbox:ledger")).content.decode()
    assert elsewhere.get(reverse("outbox:mail", args=[message.pk])).status_code == 403


@pytest.mark.parametrize("page", ["outbox:inbox", "outbox:ledger"])
def test_pages_ask_the_database_as_often_for_many_as_for_few(server, told, page) -> None:
    user = account("root", email="root@example.cn", admin_of="")
    client = signed_in(user)
    counts = []
    for size in (3, 25):
        for number in range(size):
            told(user, key=f"{size}-{number}")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(page)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
