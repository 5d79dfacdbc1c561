"""What a superior sees of many organisations: counted when they were judged, never by reading every finding."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.apps.builders import a_client, an_actor, an_organization
from tests.apps.compliance.making import TODAY, a_running_branch, held, judged
from zhidu.apps.compliance import queries
from zhidu.apps.compliance.models import Evaluation
from zhidu.apps.dashboards.supervision import screen
from zhidu.foundation.clock import on_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Any:
    with on_day(TODAY):
        node = an_organization("石桥镇党委", type="township_committee")
        for number in range(3):
            branch = a_running_branch(f"第{number}支部", under=node)
            for month in range(1, 4 * number + 1):
                held(branch, TODAY.replace(month=month, day=15))
            judged(branch)
    return node


def test_the_numbers_are_those_of_the_findings(town: Any) -> None:
    with on_day(TODAY):
        rows = list(queries.evaluations(an_actor("superior", town)))
    assert len(rows) == 3
    for row in rows:
        verdicts = Counter(one.verdict for one in queries.everything() if one.organization_id == row.pk)
        assert row.counts == {one: verdicts[one] for one in row.counts}
        assert (row.breached, row.at_risk) == (verdicts["breached"], verdicts["at_risk"])
    assert [row.breached for row in rows] == sorted((row.breached for row in rows), reverse=True)


def test_nobody_sees_those_of_others(town: Any) -> None:
    with on_day(TODAY):
        elsewhere = an_organization("别的镇党委", type="township_committee")
        assert not queries.evaluations(an_actor("superior", elsewhere)).exists()
        assert not queries.evaluations(an_actor("member", town)).exists()


def test_the_page_is_turned_and_its_queries_stay_the_same(
    town: Any, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    monkeypatch.setattr(screen, "ROWS", 2)
    with on_day(TODAY):
        client = a_client(an_actor("superior", town))
        best = Evaluation.objects.order_by("breached").select_related("organization")[0].organization.name
        with django_assert_max_num_queries(27):
            first = client.get("/?theme=all&all=1").content.decode()
        second = client.get("/?theme=all&all=1&page=2").content.decode()
    assert "共 3 行" in first
    assert f">{best}</a></th>" not in first
    assert f">{best}</a></th>" in second
