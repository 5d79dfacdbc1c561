"""The five ones of everybody on the way (五个一): 册、流程、栏、调查、档, and what is still missing of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from zhidu.apps.disclosure import queries as disclosure
from zhidu.apps.procedures.engine import Live
from zhidu.apps.recruitment.archive import missing
from zhidu.apps.recruitment.models import Dossier, Note
from zhidu.apps.recruitment.states import SURVEY


@dataclass(frozen=True, slots=True)
class One:
    """One of the five: what it is here, whether it is there, and where it is read."""

    title: str
    words: str
    there: bool
    url: str = ""


def five(dossier: Dossier, going: Live, notes: Sequence[Note]) -> list[One]:
    """One query for the notices."""
    surveys = [one for one in notes if one.kind == SURVEY]
    board = disclosure.about_matter(going.row.matter_id)
    register = next((one for one in notes if one.kind in {"activist_inspected", "mentor_assigned"}), None)
    lacking = missing(going)
    done, total = going.row.done, going.row.total
    return [
        One(
            "一册",
            "培养考察登记表已有记载" if register else "培养考察登记表还没有记载",
            register is not None,
            reverse("papers:print", args=["recruitment.activist-register", dossier.pk]),
        ),
        One("一流程", f"已办 {done} 步，应办 {total} 步", done > 0, going.row.get_absolute_url()),
        One(
            "一栏",
            f"公示 {len(board)} 次" if board else "还没有公示",
            bool(board),
            board[-1].get_absolute_url() if board else "",
        ),
        One(
            "一调查",
            _counted(surveys[-1]) if surveys else "还没有听取群众意见",
            bool(surveys),
            reverse("recruitment:note", args=[dossier.pk, SURVEY]) if not surveys else "",
        ),
        One(
            "一档",
            f"还缺 {len(lacking)} 份：{'、'.join(lacking)}" if lacking else "材料齐全",
            not lacking,
            reverse("papers:print", args=["recruitment.archive", dossier.pk]),
        ),
    ]


def _counted(note: Note) -> str:
    said = note.said
    return (
        f"{note.on.month}月{note.on.day}日调查 {said.get('asked')} 人："
        f"好 {said.get('good')}，一般 {said.get('fair')}，不赞成 {said.get('against')}"
    )
