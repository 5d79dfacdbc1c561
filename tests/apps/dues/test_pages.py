"""The pages: setting bases, working out, taking in, handing up and signing for, as people do it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.apps.builders import a_client
from tests.apps.dues.conftest import MONTH, TODAY, Money, everybody_pays
from zhidu.apps.activities.models import Activity
from zhidu.apps.dues import queries
from zhidu.apps.dues.models import Remittance

pytestmark = pytest.mark.django_db


@pytest.mark.covers("S2.2.1", "S2.2.5", "S2.2.6", "S5.5.1")
def test_from_the_bases_to_the_township_and_every_fen_is_accounted_for(money: Money) -> None:
    people, node = money.branch.people, money.branch.node
    client = a_client(money.secretary)
    form = {"since": "2026-01"}
    for person in people[:5]:
        form |= {f"payer{person}": "salaried", f"sum{person}": "3000.01"}
    form |= {f"payer{people[5]}": "student"}
    assert client.post(f"/dues/{node.pk}/bases/", form).status_code == 302
    assert client.post(f"/dues/{node.pk}/assess/?month={MONTH}").status_code == 302
    page = client.get(f"/dues/{node.pk}/").content.decode()
    assert "150.20" in page
    everybody = {"people": [str(one) for one in people], "on": TODAY.isoformat(), "method": "cash"}
    assert client.post(f"/dues/{node.pk}/?month={MONTH}", everybody).status_code == 302
    assert queries.in_hand(node).in_hand == Decimal("150.20")

    more = client.post(f"/dues/{node.pk}/passing/", {"amount": "150.21", "on": TODAY.isoformat()})
    assert "手上只有 150.20 元" in more.content.decode()
    client.post(f"/dues/{node.pk}/passing/", {"amount": "150.20", "on": TODAY.isoformat(), "words": "11月"})
    assert queries.in_hand(node).in_hand == 0
    assert queries.in_hand(money.town).in_hand == 0, "签收以前不算在上级手上"

    above = a_client(money.treasurer)
    sent = Remittance.objects.get()
    assert "等签收" in above.get(f"/dues/{money.town.pk}/passing/").content.decode()
    signed = {"on": TODAY.isoformat(), "version": sent.version}
    assert above.post(f"/dues/passing/{sent.pk}/receive/", signed).status_code == 302
    assert queries.in_hand(money.town).in_hand == Decimal("150.20")
    assert above.post(f"/dues/passing/{sent.pk}/receive/", signed).status_code == 404
    told = above.get(f"/dues/{money.town.pk}/passing/").content.decode()
    assert "东岭村党支部" in told


def test_the_branch_does_not_sign_for_the_township(money: Money) -> None:
    assert a_client(money.secretary).get(f"/dues/{money.town.pk}/passing/").status_code == 403


def test_a_proxy_is_written_by_name_and_one_that_is_not_on_the_list_is_told(money: Money) -> None:
    everybody_pays(money)
    client, node = a_client(money.secretary), money.branch.node
    client.post(f"/dues/{node.pk}/assess/?month={MONTH}")
    name = queries.of_month(node.pk, MONTH)[0].person.name
    said = {"people": [str(one) for one in money.branch.people], "on": TODAY.isoformat(), "method": "cash"}
    wrong = client.post(f"/dues/{node.pk}/?month={MONTH}", {**said, "proxies": "没有这人：女儿"})
    assert "认不出" in wrong.content.decode()
    client.post(f"/dues/{node.pk}/?month={MONTH}", {**said, "proxies": f"{name}：女儿"})
    assert Activity.objects.filter(kind="dues_paid", columns__payer="proxy").count() == 1


def test_the_form_offers_everybody_who_has_not_paid_ticked(money: Money) -> None:
    everybody_pays(money)
    client, node = a_client(money.secretary), money.branch.node
    client.post(f"/dues/{node.pk}/assess/?month={MONTH}")
    page = client.get(f"/dues/{node.pk}/")
    assert page.context["form"].fields["people"].initial == [
        str(one.person_id) for one in queries.of_month(node.pk, MONTH)
    ]
