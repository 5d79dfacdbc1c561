"""Transfers: the sender answers for somebody until the receiver has taken him in; nobody is lost on the way."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.apps.builders import a_client
from tests.apps.judging import findings
from tests.apps.transfers.conftest import TODAY, Valley
from zhidu.apps.activities.models import Activity
from zhidu.apps.members import queries as members
from zhidu.apps.transfers.actions import (
    admit_by_letter,
    ask_transfer,
    end_transfer,
    hand_over_letter,
    receive_transfer,
    record_receipt,
    remind_overdue,
    send_transfer,
)
from zhidu.apps.transfers.models import Transfer
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.clock import on_day
from zhidu.foundation.journal.models import Entry
from zhidu.foundation.outbox.models import Message

pytestmark = pytest.mark.django_db


def sent(valley: Valley, **more: Any) -> Transfer:
    told = {"person": valley.person, "on": TODAY, "reason": "搬家", "to": valley.other.node.pk, **more}
    return send_transfer(actor=valley.secretary, **told)


def by_letter(valley: Valley, **more: Any) -> Transfer:
    return sent(valley, **{"to": None, "to_words": "邻省江口镇党委", **more})


def home(person: int) -> int:
    return members.person(person).organization_id


def held(kind: str) -> list[Activity]:
    return list(Activity.objects.filter(kind=kind, voided_at=None))


def verdict(valley: Valley, clause: str, day: date = TODAY) -> list[str]:
    return [str(one.verdict) for one in findings(valley.branch.node, day, f"national:{clause}")]


def test_until_it_is_received_the_member_belongs_to_the_sender_and_then_to_the_receiver(
    valley: Valley,
) -> None:
    one = sent(valley)
    assert home(valley.person) == valley.branch.node.pk
    done = receive_transfer(actor=valley.receiver, transfer=one.pk, version=one.version, on=TODAY)
    assert home(valley.person) == valley.other.node.pk
    assert done.state_name == "已接收"
    stretches = members.memberships(valley.person)
    assert [(one.organization.name, one.last) for one in stretches] == [
        ("东岭村党支部", TODAY - timedelta(days=1)),
        ("青石村党支部", None),
    ]
    assert len(held("transfer_out")) == len(held("transfer_receipt")) == 1


def test_the_member_asks_and_the_branch_sends_what_was_asked_for(valley: Valley) -> None:
    asked = ask_transfer(actor=valley.member, where="青石村", reason="搬家")
    with pytest.raises(Wrong, match="已经有一次"):
        ask_transfer(actor=valley.member, where="别处", reason="再搬")
    one = sent(valley, transfer=asked.pk, version=asked.version)
    assert (one.pk, one.state) == (asked.pk, "sent")
    assert Message.objects.filter(subject__contains="申请转接").count() == 1


@pytest.mark.parametrize("who", ["secretary", "officer", "receiver"])
def test_only_those_it_was_sent_to_take_somebody_in(valley: Valley, who: str) -> None:
    one = sent(valley)
    actor = getattr(valley, who)
    if who == "secretary":
        with pytest.raises(Refused):
            receive_transfer(actor=actor, transfer=one.pk, version=one.version, on=TODAY)
    else:
        receive_transfer(actor=actor, transfer=one.pk, version=one.version, on=TODAY)


def test_whoever_comes_second_is_told_so(valley: Valley) -> None:
    one = sent(valley)
    receive_transfer(actor=valley.receiver, transfer=one.pk, version=one.version, on=TODAY)
    with pytest.raises(Stale):
        receive_transfer(actor=valley.receiver, transfer=one.pk, version=one.version, on=TODAY)


@pytest.mark.parametrize("how", ["refused", "withdrawn"])
def test_what_is_refused_or_taken_back_moves_nobody_and_was_no_departure(valley: Valley, how: str) -> None:
    one = sent(valley)
    actor = valley.receiver if how == "refused" else valley.secretary
    end_transfer(actor=actor, transfer=one.pk, version=one.version, how=how, reason="手续不全")
    assert home(valley.person) == valley.branch.node.pk
    assert held("transfer_out") == []
    assert sent(valley).state == "sent", "可以再办"


def test_the_receiver_may_not_take_it_back_nor_the_sender_refuse_it(valley: Valley) -> None:
    one = sent(valley)
    for actor, how in ((valley.receiver, "withdrawn"), (valley.secretary, "refused")):
        with pytest.raises(Refused):
            end_transfer(actor=actor, transfer=one.pk, version=one.version, how=how, reason="不合适")


def test_after_its_last_day_it_is_not_received_and_everybody_is_reminded_once(valley: Valley) -> None:
    one = sent(valley, until=TODAY + timedelta(days=10))
    with on_day(TODAY + timedelta(days=11)):
        assert Transfer.objects.get().overdue
        with pytest.raises(Wrong, match="已经过了"):
            receive_transfer(
                actor=valley.receiver, transfer=one.pk, version=one.version, on=TODAY + timedelta(days=11)
            )
        assert [remind_overdue(actor=SYSTEM), remind_overdue(actor=SYSTEM)] == [1, 0]
        told = set(
            Message.objects.filter(subject__contains="过期没有接收").values_list("receiver_id", flat=True)
        )
        assert told == {valley.secretary.user, valley.receiver.user, valley.officer.user}
        one = Transfer.objects.get()
        end_transfer(
            actor=valley.secretary, transfer=one.pk, version=one.version, how="withdrawn", reason="另办"
        )
        assert len(held("transfer_out")) == 1, "过期没有接收，是发生过的事"


def test_no_letter_is_valid_for_longer_than_the_rules_in_force_allow(valley: Valley) -> None:
    with pytest.raises(Wrong, match=r"最长 90 天.*2027-02-16"):
        by_letter(valley, until=TODAY + timedelta(days=91))
    assert by_letter(valley).until == date(2027, 2, 16)


def test_letters_are_numbered_without_gaps_and_a_void_one_is_not_used_again(valley: Valley) -> None:
    with pytest.raises(Wrong):
        by_letter(valley, until=TODAY - timedelta(days=1))
    first = by_letter(valley)
    end_transfer(
        actor=valley.secretary, transfer=first.pk, version=first.version, how="voided", reason="写错了名字"
    )
    second = by_letter(valley)
    assert [first.letter_number, second.letter_number] == [1, 2]
    assert second.issuer == valley.town, "介绍信由党委开"
    assert "已" not in second.state_name.replace("已转出，等接收", "")


def test_a_letter_that_is_out_is_not_simply_taken_back(valley: Valley) -> None:
    one = by_letter(valley)
    with pytest.raises(Wrong, match="请作废"):
        end_transfer(
            actor=valley.secretary, transfer=one.pk, version=one.version, how="withdrawn", reason="不去了"
        )


def test_with_a_letter_the_member_leaves_only_when_the_receipt_is_there(valley: Valley) -> None:
    one = by_letter(valley, on=TODAY - timedelta(days=30))
    assert members.person(valley.person).until is None
    with pytest.raises(Wrong, match="早于"):
        record_receipt(
            actor=valley.secretary,
            transfer=one.pk,
            version=one.version,
            on=TODAY - timedelta(days=31),
            received_by="江口镇党委",
        )
    record_receipt(
        actor=valley.secretary, transfer=one.pk, version=one.version, on=TODAY, received_by="江口镇党委 李"
    )
    assert members.person(valley.person).until == TODAY
    assert members.memberships(valley.person)[-1].ended == "transferred_out"
    assert verdict(valley, "transfer.receipt") == ["met"]


def test_the_clause_about_letters_wants_it_sealed(valley: Valley) -> None:
    one = by_letter(valley)
    assert verdict(valley, "transfer.letter") == ["breached"]
    hand_over_letter(actor=valley.secretary, transfer=one.pk, version=one.version, on=TODAY)
    assert verdict(valley, "transfer.letter") == ["met"]


def test_a_transfer_within_the_tree_needs_no_letter(valley: Valley) -> None:
    sent(valley)
    assert verdict(valley, "transfer.letter") == []


def test_a_letter_without_a_receipt_is_a_breach_after_its_time(valley: Valley) -> None:
    by_letter(valley, on=date(2026, 8, 1), until=date(2026, 10, 30))
    assert verdict(valley, "transfer.receipt") == ["breached"]


def arriving(valley: Valley, **more: Any) -> Transfer:
    told = {
        "organization": valley.branch.node.pk,
        "came_from": "邻省江口镇党委",
        "letter": "江组介〔2026〕7号",
        "written_on": date(2026, 11, 1),
        "until": date(2026, 11, 30),
        "on": TODAY,
        "type": "full_member",
        "name": "远来",
        **more,
    }
    return admit_by_letter(actor=valley.secretary, **told)


def test_somebody_with_a_letter_from_elsewhere_is_on_the_register_and_gets_a_receipt(valley: Valley) -> None:
    one = arriving(valley)
    assert home(one.person_id) == valley.branch.node.pk
    assert one.receipt_number == 1
    with pytest.raises(Wrong, match="已经用过"):
        arriving(valley, name="另一位")
    assert arriving(valley, letter="江组介〔2026〕8号").receipt_number == 2


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"until": date(2026, 11, 17)}, "until"),
        ({"written_on": date(2026, 11, 19)}, "written_on"),
        ({"type": "candidate"}, "type"),
        ({"letter": " "}, "letter"),
        ({"name": ""}, "name"),
    ],
)
def test_a_letter_that_cannot_be_taken_is_refused_at_its_field(
    valley: Valley, change: dict[str, Any], field: str
) -> None:
    with pytest.raises(Wrong) as caught:
        arriving(valley, **change)
    assert field in caught.value.faults


def test_whoever_went_away_and_comes_back_is_the_same_person(valley: Valley) -> None:
    one = by_letter(valley, on=date(2026, 11, 1))
    record_receipt(
        actor=valley.secretary,
        transfer=one.pk,
        version=one.version,
        on=date(2026, 11, 5),
        received_by="江口镇",
    )
    back = arriving(valley, name="", person=valley.person)
    assert back.person_id == valley.person
    assert home(valley.person) == valley.branch.node.pk


def test_the_reason_stands_in_no_mail_and_not_in_the_journal(valley: Valley) -> None:
    sent(valley, reason="离婚以后搬走")
    assert not Message.objects.filter(body__contains="离婚").exists()
    assert not Entry.objects.filter(details__icontains="离婚").exists()


def test_from_page_to_page_and_both_papers_print(valley: Valley) -> None:
    client, node = a_client(valley.secretary), valley.branch.node
    form = {
        "person": valley.person,
        "to": "",
        "to_words": "邻省江口镇党委",
        "reason": "随迁",
        "on": TODAY.isoformat(),
        "until": "",
    }
    assert client.post(f"/transfers/from/{node.pk}/", form).status_code == 302
    one = Transfer.objects.get()
    page = client.get(f"/transfers/{one.pk}/").content.decode()
    assert "云溪镇党委介〔2026〕1号" in page
    paper = client.get(f"/papers/transfers.letter/{one.pk}/")
    assert paper.status_code == 200, paper.content[:200]
    assert paper.content.startswith(b"%PDF")
    arrival = arriving(valley)
    assert client.get(f"/papers/transfers.receipt/{arrival.pk}/").content.startswith(b"%PDF")
    assert client.get(f"/papers/transfers.letter/{arrival.pk}/").status_code == 404


def test_an_organisation_elsewhere_in_the_tree_is_found_by_name_and_receives_by_its_own_page(
    valley: Valley,
) -> None:
    client, node = a_client(valley.secretary), valley.branch.node
    assert "青石村党支部" in client.get(f"/transfers/from/{node.pk}/?q=青石").content.decode()
    form = {
        "person": valley.person,
        "to": valley.other.node.pk,
        "to_words": "",
        "reason": "搬家",
        "on": TODAY.isoformat(),
    }
    client.post(f"/transfers/from/{node.pk}/", form)
    one = Transfer.objects.get()
    there = a_client(valley.receiver)
    assert "等您接收的" in there.get("/transfers/").content.decode()
    page = there.post(f"/transfers/{one.pk}/receive/", {"on": TODAY.isoformat(), "version": one.version})
    assert page.status_code == 302
    assert home(valley.person) == valley.other.node.pk
    own = a_client(valley.member).get("/transfers/").content.decode()
    assert "已接收" in own


def test_others_do_not_see_it(valley: Valley) -> None:
    one = sent(valley)
    stranger = a_client(valley.member)
    assert stranger.get(f"/transfers/{one.pk}/").status_code == 200
    assert stranger.get(f"/transfers/from/{valley.branch.node.pk}/").status_code == 403
    assert a_client(valley.member).get(f"/transfers/{one.pk}/receive/").status_code == 403


def test_a_member_asks_on_the_page_and_may_take_it_back(valley: Valley) -> None:
    own = a_client(valley.member)
    assert 'name="where"' in own.get("/transfers/ask/").content.decode()
    assert own.post("/transfers/ask/", {"where": "江口镇", "reason": "搬家"}).status_code == 302
    one = Transfer.objects.get()
    said = {"how": "withdrawn", "reason": "不搬了", "version": one.version}
    assert own.post(f"/transfers/{one.pk}/end/", said).status_code == 302
    assert Transfer.objects.get().state == "withdrawn"
