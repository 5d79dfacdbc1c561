"""Papers of a vote: the slip (表决票), the tally sheet (计票单), and what minutes and resolutions say of its result.

Every slip of a vote is like every other: nothing on it tells whose it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from zhidu.apps.ballots.access import RUN, SEE
from zhidu.apps.ballots.models import Ballot
from zhidu.apps.ballots.queries import at_meetings
from zhidu.apps.ballots.showing import case_of
from zhidu.apps.ballots.states import State
from zhidu.apps.procedures import queries as procedures
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.papers import Paper, register
from zhidu.foundation.papers.registry import add_parts

if TYPE_CHECKING:
    from zhidu.apps.activities.models import Activity

CHOICES = ("赞成", "反对", "弃权")
BOX = "□"


def load(pk: int) -> Ballot:
    """The vote. Raises ``Ballot.DoesNotExist``."""
    return Ballot.objects.select_related("organization", "person").get(pk=pk)


def on_paper(ballot: Ballot) -> bool:
    """Whether there are slips of paper: a vote by show of hands has none."""
    return ballot.state in {State.DRAFT, State.OPEN} and ballot.how.secret


def _counted(ballot: Ballot) -> bool:
    return ballot.state == State.CLOSED and bool(ballot.result)


def not_annulled(ballot: Ballot) -> bool:
    """Whether there is anything to count."""
    return ballot.state != State.ANNULLED


def slip(ballot: Ballot, actor: Actor) -> Mapping[str, Any]:  # noqa: ARG001 - the same for everybody
    """表决票 or 选票: the matter and the boxes; of an election the candidates, and a line for each other name."""
    if ballot.is_election:
        names = [one.person.name for one in ballot.candidates.select_related("person")]
        rows: list[list[str | None]] = [[name, BOX, BOX, BOX] for name in names]
        rows += [[None, BOX, None, None] for _ in range(ballot.seats or 0)]
        table = {"head": ["候选人、另选人", *CHOICES], "rows": rows, "widths": [5, 2, 2, 2], "tall": True}
        note = f"应选 {ballot.seats} 名。赞成的人数等于或少于应选名额的有效，超过的无效。另选别人的，把姓名写在空行里。"
        word = "选票"
    else:
        table = {"head": list(CHOICES), "rows": [[BOX, BOX, BOX]], "tall": True}
        note = "在一个方框里打“√”；不打或打两个以上的无效。"
        word = "表决票"
    head = [one for one in (ballot.title, ballot.text) if one]
    return {
        "title": f"{ballot.where}{word}",
        "parts": [{"paragraphs": head, "table": table}, {"paragraphs": [f"说明：{note}不署名。"]}],
        "signed_by": ballot.organization.name,
        "seal": True,
    }


def tally(ballot: Ballot, actor: Actor) -> Mapping[str, Any]:  # noqa: ARG001
    """计票单: the numbers where the vote is over; until then the lines to write them on."""
    result = ballot.result if _counted(ballot) else {}

    def number(name: str) -> str | None:
        return None if result.get(name) is None else str(result[name])

    frozen = ballot.state != State.DRAFT
    facts = [
        ["会议", ballot.where],
        ["表决什么", ballot.title],
        ["方式", ballot.method_name],
        ["应到会有表决权", f"{ballot.denominator} 人" if frozen else None],
        ["实到会", f"{ballot.present} 人" if frozen else None],
        *([["应选", f"{ballot.seats} 名"]] if ballot.is_election else []),
        *([[word, number(name)] for word, name in _SHEET] if ballot.how.secret else []),
    ]
    parts: list[Mapping[str, Any]] = [{"table": _lines(ballot, result)}]
    if result:
        parts.append(
            {"heading": "结果", "paragraphs": [*result.get("reasons", []), f"结果：{ballot.outcome_name}。"]}
        )
    tellers = ballot.tellers.select_related("person")
    return {
        "title": f"{ballot.where}计票单",
        "facts": facts,
        "parts": parts,
        "signers": [[f"{one.role_name}（签字）", one.person.name] for one in tellers]
        or [["监票人（签字）", None], ["计票人（签字）", None]],
        "signed_on": ballot.closed_at.date() if ballot.closed_at else None,
    }


_SHEET = (("发出", "issued"), ("收回", "returned"), ("有效", "valid"), ("无效", "void"))


def _lines(ballot: Ballot, result: Mapping[str, Any]) -> dict[str, Any]:
    if not ballot.is_election:
        row = [None if result.get(name) is None else str(result[name]) for name in ("yes", "no", "abstain")]
        return {"head": list(CHOICES), "rows": [row], "tall": True}
    known = {row["name"]: row for row in result.get("rows", []) if "name" in row}
    names = list(known) or [one.person.name for one in ballot.candidates.select_related("person")]
    rows = [[name, *_votes(known.get(name)), _elected(known.get(name))] for name in names]
    rows += [] if known else [[None] * 5 for _ in range(ballot.seats or 0)]
    return {"head": ["姓名", *CHOICES, "当选"], "rows": rows, "widths": [5, 2, 2, 2, 2], "tall": True}


def _votes(row: Mapping[str, Any] | None) -> list[str | None]:
    names = ("yes", "no", "abstain")
    return [None if row is None or row.get(name) is None else str(row[name]) for name in names]


def _elected(row: Mapping[str, Any] | None) -> str | None:
    return None if row is None else ("是" if row.get("elected") else "否")


def rulings(activity: Activity, actor: Actor) -> list[Mapping[str, Any]]:
    """What the superiors ruled of votes at a meeting that were too close, wherever their result stands."""
    body = []
    for one in at_meetings([activity.pk]):
        case = case_of(one) if one.outcome == "deferred" and SEE.can(actor, one) else None
        found = procedures.ruling(case) if case is not None else None
        if found is not None:
            text = f"{one.title}票数接近、暂缓作出决定以后，报上级裁决。{found.sentence}"
            body.append({"level": 0, "text": text})
    return [{"heading": "上级裁决", "body": body}] if body else []


def results(activity: Activity, actor: Actor) -> list[Mapping[str, Any]]:
    """Votes at a meeting whose result stands under no point of its agenda; what is open says nothing yet."""
    body = []
    for one in at_meetings([activity.pk]):
        if _counted(one) and one.point_id is None and SEE.can(actor, one):
            said = "".join(one.result.get("reasons", []))
            body.append(
                {"level": 0, "text": f"{one.title}{one.method_name}。{said}结果：{one.outcome_name}。"}
            )
    return [{"heading": "表决情况", "body": body}] if body else []


def declare() -> None:
    """Make the papers known, and the results to minutes and resolutions."""
    given = {"template": "document.typ", "load": load, "about": "ballot"}
    register(Paper(name="ballots.slip", title="表决票", data=slip, verb=RUN, fits=on_paper, **given))  # type: ignore[arg-type]
    register(Paper(name="ballots.tally", title="计票单", data=tally, verb=SEE, fits=not_annulled, **given))  # type: ignore[arg-type]
    add_parts("activities.minutes", results)
    add_parts("activities.resolution", results)
    add_parts("activities.minutes", rulings)
    add_parts("activities.resolution", rulings)
