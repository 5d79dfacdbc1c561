"""From a draft to a reply: who may do what, in which order, with which number, and what is kept."""

from __future__ import annotations

import hashlib
import io
from datetime import timedelta
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from tests.apps.builders import a_branch, a_client, an_actor
from tests.apps.documents.conftest import TODAY, Offices, an_entry, drafted, sent, taken
from tests.foundation.services import content_of
from zhidu.apps.documents import actions, queries
from zhidu.apps.documents.actions.remind import daily
from zhidu.apps.documents.models import Document, Receipt
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.clock import on_day
from zhidu.foundation.files import store
from zhidu.foundation.files.models import Attachment
from zhidu.foundation.outbox.models import Message

pytestmark = pytest.mark.django_db


def receipt(document: Document) -> Receipt:
    return Receipt.objects.get(document=document)


def archived(document: Document) -> bytes:
    with store.opened(Attachment.objects.get(pk=document.archive).stored) as stream:
        return stream.read()


# ---------------------------------------------------------------- who may, and in which order


def test_officers_draft_for_their_own_organisation_only(offices: Offices) -> None:
    home = offices.branch.node.pk
    for actor in (offices.secretary, offices.officer):
        assert actions.draft(actor=actor, organization=home, entry=an_entry(offices)).pk
    for actor in (offices.member, offices.above, an_actor("secretary", a_branch().node)):
        with pytest.raises(Refused):
            actions.draft(actor=actor, organization=home, entry=an_entry(offices))


def test_a_document_goes_step_by_step_and_no_step_is_left_out(offices: Offices) -> None:
    document = drafted(offices)
    for does in (actions.check, actions.sign, actions.send):
        with pytest.raises(Stale, match="起草"):
            does(actor=SYSTEM, document=document.pk, version=document.version)
    document = taken(document, 1, offices.officer)
    with pytest.raises(Refused):
        actions.check(actor=offices.officer, document=document.pk, version=document.version)
    document = actions.check(actor=offices.secretary, document=document.pk, version=document.version)
    with pytest.raises(Refused):
        actions.sign(actor=offices.officer, document=document.pk, version=document.version)
    document = actions.sign(actor=offices.secretary, document=document.pk, version=document.version)
    assert (document.full_number, document.signed_on) == ("东岭支〔2026〕1号", TODAY)
    assert [one.did for one in document.steps.all()] == ["drafted", "submitted", "checked", "signed"]


def test_a_draft_that_is_returned_says_what_to_change(offices: Offices) -> None:
    document = taken(drafted(offices), 2)
    with pytest.raises(Wrong, match="要改什么"):
        actions.return_(actor=offices.secretary, document=document.pk, version=document.version, reason=" ")
    document = actions.return_(
        actor=offices.secretary, document=document.pk, version=document.version, reason="写明入党时间"
    )
    assert document.state == "draft"
    assert "写明入党时间" in a_client(offices.officer).get(document.get_absolute_url()).content.decode()
    assert (
        actions.revise(
            actor=offices.officer,
            document=document.pk,
            version=document.version,
            entry=an_entry(offices, text="改好。"),
        ).text
        == "改好。"
    )


def test_what_somebody_else_changed_is_not_written_over(offices: Offices) -> None:
    document = drafted(offices)
    actions.revise(actor=SYSTEM, document=document.pk, version=1, entry=an_entry(offices, title="新标题"))
    with pytest.raises(Stale):
        actions.revise(
            actor=SYSTEM, document=document.pk, version=1, entry=an_entry(offices, title="旧人写的")
        )
    assert Document.objects.get(pk=document.pk).title == "新标题"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": " "}, "title"),
        ({"kind": "poem"}, "kind"),
        ({"kind": "reply"}, "kind"),
        ({"receivers": (999999,)}, "receivers"),
        ({"to_all": True}, "receivers"),
        ({"urgency": "now"}, "urgency"),
        ({"title": "长" * 121}, "title"),
        ({"about": 999999}, "about"),
        ({"answers": 999999}, "answers"),
    ],
    ids=str,
)
def test_a_draft_that_is_not_right_is_refused_with_the_field(
    offices: Offices, more: dict[str, Any], field: str
) -> None:
    with pytest.raises(Wrong) as told:
        drafted(offices, **more)
    assert field in told.value.faults


def test_requests_go_up_to_one_and_never_down(offices: Offices) -> None:
    two = (offices.town.pk, offices.county.pk)
    with pytest.raises(Wrong, match="一个上级"):
        drafted(offices, receivers=two)
    with pytest.raises(Wrong, match="报给上级"):
        drafted(offices, home=offices.town, receivers=(offices.branch.node.pk,))
    beside = a_branch("西岭村党支部", under=offices.town)
    with pytest.raises(Wrong, match="不是上级，也不是下级"):
        drafted(offices, receivers=(beside.node.pk,))


# ---------------------------------------------------------------- numbers


def test_numbers_run_without_gaps_each_organisation_and_year_by_itself(offices: Offices) -> None:
    first = taken(drafted(offices), 3)
    lost = taken(drafted(offices), 2)
    actions.drop(actor=SYSTEM, document=lost.pk, version=lost.version, reason="不用了")
    second = taken(drafted(offices), 3)
    other = taken(drafted(offices, home=offices.town, kind="notice", receivers=(offices.branch.node.pk,)), 3)
    with on_day(TODAY.replace(year=2027)):
        third = taken(drafted(offices), 3)
    assert [one.full_number for one in (first, second, other, third)] == [
        "东岭支〔2026〕1号",
        "东岭支〔2026〕2号",
        "云溪党发〔2026〕1号",
        "东岭支〔2027〕1号",
    ]


def test_without_the_words_of_the_agency_nothing_is_signed_and_no_number_is_made_up(offices: Offices) -> None:
    other = a_branch("西岭村党支部", under=offices.town)
    document = taken(drafted(offices, home=other.node), 2)
    with pytest.raises(Wrong, match="发文名义"):
        actions.sign(actor=SYSTEM, document=document.pk, version=document.version)
    assert Document.objects.get(pk=document.pk).number is None


def test_a_signed_document_is_not_dropped(offices: Offices) -> None:
    document = taken(drafted(offices), 3)
    with pytest.raises(Stale):
        actions.drop(actor=SYSTEM, document=document.pk, version=document.version, reason="不要了")


# ---------------------------------------------------------------- sent and received


def test_what_is_sent_is_kept_with_its_digest_and_can_be_read(offices: Offices) -> None:
    document = sent(offices)
    content = archived(document)
    assert hashlib.sha256(content).hexdigest() == document.sha256
    pages = PdfReader(io.BytesIO(content)).pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    wanted = ["中共东岭村党支部", "东岭支〔2026〕1号", "签发人：系统", "云溪镇党委："]
    for words in (*wanted, "妥否，请批示。", "2026年11月18日印发"):
        assert words in text, words
    assert len(pages) % 2 == 0


def test_receivers_see_it_only_once_it_is_sent(offices: Offices) -> None:
    signed = taken(drafted(offices), 3)
    client = a_client(offices.above)
    assert client.get(signed.get_absolute_url()).status_code == 403
    document = taken_last(signed)
    assert client.get(document.get_absolute_url()).status_code == 200
    assert document.title in client.get(reverse("documents:index")).content.decode()
    assert a_client(offices.member).get(document.get_absolute_url()).status_code == 403
    beside = an_actor("superior", offices.county)
    assert a_client(beside).get(document.get_absolute_url()).status_code == 403, "没有发给县里"


def taken_last(document: Document) -> Document:
    return actions.send(actor=SYSTEM, document=document.pk, version=document.version)


def test_receiving_says_who_and_when_and_only_once(offices: Offices) -> None:
    document = sent(offices)
    one = receipt(document)
    with pytest.raises(Refused):
        actions.receive(actor=offices.secretary, receipt=one.pk)
    done = actions.receive(actor=offices.above, receipt=one.pk)
    assert done.received_by == offices.above.user
    assert done.received_at is not None
    with pytest.raises(Wrong, match="已经签收过"):
        actions.receive(actor=offices.above, receipt=one.pk)
    page = a_client(offices.secretary).get(document.get_absolute_url()).content.decode()
    assert "都签收了" in page


def test_a_request_waits_until_its_reply_is_sent(offices: Offices) -> None:
    request = sent(offices)
    actions.receive(actor=offices.above, receipt=receipt(request).pk)
    assert [one.document for one in queries.to_answer(offices.above)] == [request]
    branch = a_client(offices.secretary)
    assert "还在等批复" in branch.get(request.get_absolute_url()).content.decode()
    reply = actions.draft(
        actor=offices.above,
        organization=offices.town.pk,
        entry=an_entry(
            offices,
            kind="reply",
            title="关于确定李四为发展对象的批复",
            text="同意。",
            receivers=(offices.branch.node.pk,),
            answers=request.pk,
        ),
    )
    assert queries.to_answer(offices.above).exists(), "起草了还不算答复"
    reply = taken(reply, 4, offices.above)
    assert not queries.to_answer(offices.above).exists()
    page = branch.get(request.get_absolute_url()).content.decode()
    assert reply.title in page
    assert reply.full_number in page


def test_only_whoever_was_asked_answers(offices: Offices) -> None:
    request = sent(offices)
    with pytest.raises(Wrong, match="不是报给这里的"):
        actions.draft(
            actor=SYSTEM,
            organization=offices.county.pk,
            entry=an_entry(offices, kind="reply", answers=request.pk, receivers=(offices.branch.node.pk,)),
        )


def test_a_notice_to_all_reaches_those_that_are_there_on_that_day(offices: Offices) -> None:
    document = taken(drafted(offices, home=offices.town, kind="notice", receivers=(), to_all=True), 3)
    late = a_branch("新设的党支部", under=offices.town)
    document = taken_last(document)
    reached = set(Receipt.objects.filter(document=document).values_list("organization", flat=True))
    assert reached == {offices.branch.node.pk, late.node.pk}
    told = Message.objects.filter(key__startswith=f"{document.code}:sent")
    assert {one.receiver_id for one in told} == {offices.secretary.user, offices.officer.user}


def test_whoever_does_not_receive_is_reminded_every_three_days(offices: Offices) -> None:
    document = sent(offices)
    late = Message.objects.filter(key__startswith=f"{document.code}:late")
    daily()
    assert not late.exists()
    for days, number in ((4, 1), (5, 1), (8, 2)):
        with on_day(TODAY + timedelta(days=days)):
            daily()
        assert late.count() == number, days
    actions.receive(actor=offices.above, receipt=receipt(document).pk)
    with on_day(TODAY + timedelta(days=20)):
        daily()
    assert late.count() == 2


def test_the_sender_may_urge_but_not_every_minute(offices: Offices) -> None:
    document = sent(offices)
    assert actions.remind_of(actor=offices.secretary, document=document.pk) == 1
    assert actions.remind_of(actor=offices.secretary, document=document.pk) == 0
    with pytest.raises(Refused):
        actions.remind(actor=offices.secretary)


# ---------------------------------------------------------------- pages


def test_the_whole_way_on_the_pages(offices: Offices) -> None:
    client = a_client(offices.secretary)
    new = reverse("documents:new")
    page = client.get(new, {"kind": "request"})
    assert page.status_code == 200
    answer = client.post(
        f"{new}?kind=request",
        {
            "kind": "request",
            "title": "关于经费的请示",
            "text": "请批示。",
            "receivers": [offices.town.pk],
            "version": 0,
        },
    )
    document = Document.objects.get(title="关于经费的请示")
    assert answer.headers["Location"] == document.get_absolute_url()
    for name in ("submit", "check", "sign", "send"):
        document.refresh_from_db()
        client.post(reverse(f"documents:{name}", args=[document.pk]), {"version": document.version})
    document.refresh_from_db()
    assert document.state == "sent"
    upload = SimpleUploadedFile("一份.pdf", archived(document), content_type="application/pdf")
    found = client.post(reverse("documents:verify"), {"upload": upload}).content.decode()
    assert "是发出的那一份" in found
    changed = SimpleUploadedFile("一份.pdf", archived(document) + b" ", content_type="application/pdf")
    assert "没有找到一样的" in client.post(reverse("documents:verify"), {"upload": changed}).content.decode()
    answer = client.get(reverse("files:download", args=[document.archive]))
    assert content_of(answer) == archived(document)


def test_the_archived_pdf_can_not_be_voided(offices: Offices) -> None:
    document = sent(offices)
    answer = a_client(offices.secretary).get(reverse("files:void", args=[document.archive]))
    assert answer.status_code == 403


def test_a_draft_is_edited_in_word_with_its_number_left_open(offices: Offices) -> None:
    document = drafted(offices)
    address = reverse("papers:print", args=["documents.document", document.pk])
    answer = a_client(offices.secretary).get(address, {"as": "docx"})
    made = docx.Document(io.BytesIO(answer.content))
    by_style = {one.style.name: one.text for one in made.paragraphs if one.style}
    assert by_style["公文标题"] == document.title
    assert by_style["一级标题"] == "一、基本情况"
    assert by_style["发文字号"].startswith("＿＿＿＿")


def test_the_first_page_says_what_waits_and_for_whom_one_waits(offices: Offices) -> None:
    request = sent(offices)
    waiting = drafted(offices, kind="report", title="关于培训的报告")
    taken(waiting, 2)
    page = a_client(offices.secretary).get(reverse("dashboards:home")).content.decode()
    assert f"批复请示：{request.title}" in page
    assert "还没有签收" in page
    assert "签发公文 1 件" in page
    assert "《关于培训的报告》" in page
