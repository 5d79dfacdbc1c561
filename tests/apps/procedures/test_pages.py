"""The pages, clicked through by a secretary and the superiors."""

from __future__ import annotations

from django.urls import reverse

from tests.apps.builders import a_client, an_actor
from tests.apps.procedures.conftest import TODAY, Place, now
from zhidu.apps.procedures.models import Case, Request


def test_a_secretary_opens_a_case_takes_a_step_and_the_superior_answers(place: Place) -> None:
    key = place.of("removal")
    client = a_client(place.secretary)
    chosen = client.get(reverse("procedures:new")).content.decode()
    assert "自行脱党除名" in chosen
    address = f"{reverse('procedures:new')}?organization={place.branch.node.pk}&procedure={key}"
    answer = client.post(address, {"first": TODAY.isoformat(), "person": place.branch.people[6]})
    case = Case.objects.get()
    assert answer.status_code == 302
    shown = client.get(case.get_absolute_url()).content.decode()
    assert "现在：核实连续六个月的情形和有无正当理由" in shown
    step = reverse("procedures:step", args=[case.pk, "verify"])
    missing = client.post(step, {"on": TODAY.isoformat(), "version": 1}).content.decode()
    assert "还没有：上传文件" in missing
    data = {"on": TODAY.isoformat(), "version": 1, "place_verification_notes": "档案柜 3 号"}
    assert client.post(step, data).status_code == 302
    shown = client.get(case.get_absolute_url()).content.decode()
    assert "存在档案柜 3 号" in shown
    assert "办理：核实连续六个月的情形和有无正当理由" in shown


def test_the_superior_decides_on_a_page_of_its_own(place: Place) -> None:
    from tests.apps.procedures.test_gates import asked_above  # noqa: PLC0415

    case, sent = asked_above(place)
    client = a_client(place.general_secretary)
    address = reverse("procedures:request", args=[sent.pk])
    assert client.get(reverse("procedures:list")).content.decode().count(case.matter.title) == 1
    shown = client.get(address).content.decode()
    assert "退回补正" in shown
    version = now(case).row.version
    data = {"answer": "agreed", "words": "同意", "on": TODAY.isoformat(), "version": version}
    assert client.post(address, data).status_code == 302
    assert Request.objects.get(pk=sent.pk).answer == "agreed"
    assert "等云溪镇党委" in client.get(case.get_absolute_url()).content.decode()
    # the township reads it only now
    assert a_client(place.township).get(case.get_absolute_url()).status_code == 200


def test_members_do_not_find_a_private_case(place: Place) -> None:
    case = place.opened("removal", person=place.branch.people[6])
    client = a_client(place.member)
    assert client.get(case.get_absolute_url()).status_code == 403
    assert case.matter.title not in client.get(reverse("procedures:list")).content.decode()


def test_an_administrator_is_told_whose_affair_the_cases_are(place: Place) -> None:
    page = a_client(an_actor("administrator", place.county)).get("/procedures/")
    assert page.status_code == 200
    assert "系统管理员不经手" in page.content.decode()
