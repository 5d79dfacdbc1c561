"""The papers of each step come from what is on record; the archive says what is missing."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.apps.recruitment.conftest import Placed, Way, a_way
from zhidu.apps.recruitment import actions, papers, queries
from zhidu.apps.recruitment.archive import missing
from zhidu.apps.recruitment.five import five
from zhidu.apps.recruitment.states import SURVEY
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import on_day
from zhidu.foundation.papers import registry
from zhidu.foundation.papers.render import edited, rendered


def text_of(way: Way, name: str) -> str:
    paper = registry.paper(f"recruitment.{name}")
    with on_day(way.day):
        made = rendered(paper, paper.load(way.dossier.pk), SYSTEM)
    return "".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages).replace("\n", "")


@pytest.mark.covers("S1.2.2")
def test_everybody_has_the_five_ones_and_what_is_missing_of_them_is_said(begun: Way) -> None:
    begun.walk(until="activist")
    dossier = begun.fresh()
    with on_day(begun.day):
        actions.note(
            actor=begun.place.secretary,
            dossier=dossier.pk,
            kind=SURVEY,
            on=begun.day,
            words="入户听取",
            said={"asked": "10", "good": "8", "fair": "2", "against": "0"},
        )
        found = five(dossier, begun.going, queries.notes(dossier.pk))
    assert [one.title for one in found] == ["一册", "一流程", "一栏", "一调查", "一档"]
    assert [one.there for one in found] == [False, True, False, True, False]
    assert found[3].words.endswith("调查 10 人：好 8，一般 2，不赞成 0")
    assert set(missing(begun.going)) == {
        "入党志愿书",
        "入党积极分子培养考察登记表",
        "政治审查材料",
        "预备党员教育考察登记表",
        "转正申请书",
    }


def test_a_survey_whose_numbers_do_not_add_up_is_not_kept(begun: Way) -> None:
    with pytest.raises(Wrong, match="三种意见合计 9 人；两个数应相等"):
        actions.note(
            actor=begun.place.secretary,
            dossier=begun.dossier.pk,
            kind=SURVEY,
            on=begun.day,
            words="听取",
            said={"asked": "10", "good": "8", "fair": "1", "against": "0"},
        )


def test_the_papers_print_what_was_recorded(begun: Way) -> None:
    begun.walk(until="cultivation")
    talk = text_of(begun, "talk")
    assert "周小满" in talk
    assert "表现好。" in talk
    whole = text_of(begun, "archive")
    assert "还缺" in whole
    assert "我志愿加入中国共产党" in whole
    assert "各步的日子" in whole
    paper = registry.paper("recruitment.activist-register")
    assert edited(paper, paper.load(begun.dossier.pk), SYSTEM)[:2] == b"PK"


def test_after_the_whole_way_nothing_is_missing(placed: Placed) -> None:
    way = a_way(placed("rural-branch"), "recruitment")
    way.walk()
    assert missing(way.going) == []
    offered = [one.name for one in registry.offered("dossier", way.fresh(), SYSTEM)]
    assert offered == [f"recruitment.{one.name}" for one in papers.SHEETS] + [
        "recruitment.archive",
        "recruitment.schedule",
    ]
