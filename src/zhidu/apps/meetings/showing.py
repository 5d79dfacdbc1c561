"""The room as its page shows it: names, figures, the agenda with its minutes, what comes of it all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.urls import reverse

from zhidu.apps.activities import queries as activities
from zhidu.apps.activities.kinds import LIFE
from zhidu.apps.activities.setting import Setting
from zhidu.apps.activities.states import Standing, State
from zhidu.apps.meetings import self_signing, tasks
from zhidu.apps.meetings.models import Meeting, Paragraph, Point, Task, TaskStep
from zhidu.apps.meetings.quorum import Quorum, quorums
from zhidu.apps.meetings.reserved import Lacking, lacking, reserved
from zhidu.apps.meetings.roll import Roll, roll_of
from zhidu.apps.meetings.setting import matters_of, setting_of
from zhidu.apps.meetings.states import Progress, Stage
from zhidu.apps.members import queries as members
from zhidu.domain.rules.clause import Clause
from zhidu.foundation.clock import now
from zhidu.foundation.identity import queries as identity
from zhidu.foundation.ui.shapes import Figure, Step

if TYPE_CHECKING:
    from zhidu.apps.activities.models import Activity


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody who is not there, and why."""

    name: str
    word: str
    ground: str = ""


@dataclass(slots=True)
class Text:
    """A paragraph, whoever wrote it last, and other texts of it that wait to be settled."""

    row: Paragraph
    by: str = ""
    others: list[Text] = field(default_factory=list)


@dataclass(slots=True)
class Shown:
    """One point of the agenda with its paragraphs."""

    number: int
    title: str
    state: str = Progress.WAITING.value
    point: Point | None = None
    texts: list[Text] = field(default_factory=list)
    clause: Clause | None = None
    """The clause by which this point is decided by vote."""

    @property
    def state_name(self) -> str:
        return Progress(self.state).chinese

    @property
    def now(self) -> bool:
        return self.state == Progress.NOW


def _there_now(roll: Roll, *, votes: bool) -> str:
    """Under the number of those who came: how many of them have a vote, and how many are there now."""
    if not roll.taken:
        return ""
    parts = [f"现在在场 {len(roll.in_room)} 人"] if roll.left else []
    if votes:
        parts.append(f"有表决权 {len(roll.voters_present)} 人")
    return "，".join(parts)


class Room:
    """One meeting; each part is looked up when it is first asked for."""

    def __init__(self, activity: Activity, meeting: Meeting | None) -> None:
        self.activity, self.meeting = activity, meeting

    @property
    def held(self) -> Meeting:
        """The room. Raises LookupError where there is none yet."""
        if self.meeting is None:
            raise LookupError("这次会还没有开始签到")
        return self.meeting

    @property
    def stage(self) -> Stage:
        if self.meeting is None:
            return Stage.CLOSED if self.activity.state == State.HELD else Stage.COMING
        return self.meeting.stage

    @cached_property
    def setting(self) -> Setting:
        return setting_of(self.activity)

    @cached_property
    def roll(self) -> Roll:
        return roll_of(self.activity, self.meeting)

    @cached_property
    def names(self) -> Mapping[int, str]:
        """Everybody on the roll by person."""
        roll = self.roll
        wanted = {*roll.entitled, *roll.observers, *roll.excluded, *roll.asked, *roll.substitutes.values()}
        found = members.names(f"person-{one}" for one in wanted)
        return {one: found.get(f"person-{one}", "") for one in wanted}

    @cached_property
    def quorum(self) -> Quorum | None:
        """The clause that asks most of those who come, None where no clause asks."""
        matters = matters_of(self.meeting) if self.meeting is not None else frozenset()
        found = quorums(self.activity.kind, self.setting.clauses, self.roll, matters)
        return found[0] if found else None

    @property
    def quorum_url(self) -> str:
        """Where the clause stands."""
        clause = self.quorum.clause if self.quorum else None
        if clause is None:
            return ""
        address = reverse("adoption:clause", args=[clause.book, clause.id])
        return f"{address}?organization={quote(str(self.activity.organization_id))}"

    @property
    def figures(self) -> list[Figure]:
        roll = self.roll
        votes = len(roll.voters) != len(roll.entitled)
        missing = len(roll.absent) + (len(roll.missing) if roll.taken else 0)
        return [
            Figure("应到", len(roll.entitled), note=f"有表决权 {len(roll.voters)} 人" if votes else ""),
            Figure(
                "实到",
                len(roll.present) if roll.taken else "—",
                note=_there_now(roll, votes=votes),
            ),
            Figure("请假", len(roll.leave)),
            Figure("未到", missing if roll.taken else "—", note="" if roll.taken else "还没有签到"),
            Figure("列席", len(roll.observers), note=f"请了没到 {len(roll.asked)} 人" if roll.asked else ""),
        ]

    @property
    def away(self) -> list[Away]:
        """Who is not there, those without a word last."""
        roll, names = self.roll, self.names
        found = [Away(names[one], "请假", roll.grounds.get(one, "")) for one in roll.leave]
        found += [Away(names[one], "缺席", roll.grounds.get(one, "")) for one in roll.absent]
        if roll.taken and not roll.closed:
            found += [Away(names[one], "还没有到") for one in roll.missing]
        return found

    @property
    def speakers(self) -> list[tuple[int, str]]:
        """Whose words may be written down by themselves at a life meeting; empty at others."""
        if self.activity.kind not in LIFE or self.meeting is None:
            return []
        return [(one, self.names[one]) for one in self.roll.present]

    @property
    def gone(self) -> list[tuple[int, str, str]]:
        """Person, name and when and why, of those who left before the end."""
        return [(one, self.names[one], words) for one, words in self.roll.left.items()]

    @cached_property
    def signs_itself(self) -> bool:
        """Whether whoever comes may sign in by the code on the screen."""
        return self_signing.is_on(self.activity.organization_id)

    @property
    def left_out(self) -> str:
        """Who is not counted in 应到 and why, in one sentence; '' where nobody is."""
        roll = self.roll
        parts = []
        if roll.excluded:
            named = "、".join(
                f"{self.names[one]}（{self.setting.words.word(ground)}）"
                for one, ground in roll.excluded.items()
            )
            parts.append(f"经党员大会决定并报上级同意，{len(roll.excluded)} 人不计入应到会：{named}。")
        if roll.came_back:
            back = "、".join(self.names[one] for one in sorted(roll.came_back))
            parts.append(f"{back}原来不计入应到会，今天到了会，重新计入。")
        return "".join(parts)

    @property
    def observers(self) -> list[str]:
        guests = [self.meeting.guests] if self.meeting is not None and self.meeting.guests else []
        for_whom = self.roll.substitutes
        named = [
            self.names[one] + (f"（代{self.names[for_whom[one]]}）" if one in for_whom else "")
            for one in self.roll.observers
        ]
        return named + guests

    # ------------------------------------------------------------ the agenda and the minutes

    @cached_property
    def points(self) -> list[Point]:
        return list(self.meeting.points.all()) if self.meeting is not None else []

    @cached_property
    def shown(self) -> list[Shown]:
        """The agenda: of the room, else as it was arranged."""
        if self.meeting is None:
            rows = activities.agenda(self.activity.pk)
            return [Shown(number, one.title) for number, one in enumerate(rows, start=1)]
        return [
            Shown(
                number,
                one.title,
                one.state,
                one,
                self.texts.get(one.pk, []),
                self.reserved.get(one.topic),
            )
            for number, one in enumerate(self.points, start=1)
        ]

    @cached_property
    def reserved(self) -> dict[str, Clause]:
        """Sort of matter → the clause by which it is decided by vote at this meeting."""
        return reserved(self.setting, self.activity)

    @property
    def sorts(self) -> list[tuple[str, str]]:
        """What a point may be, of what is voted on here."""
        return [("", "一般议题"), *((one, self.setting.words.word(one)) for one in self.reserved)]

    @property
    def lacking(self) -> list[Lacking]:
        """Points that cannot be ended without a vote, and have none."""
        return lacking(self.activity, self.points, self.reserved, self.setting)

    @property
    def general(self) -> list[Text]:
        """Paragraphs of the meeting as a whole."""
        return self.texts.get(None, [])

    @cached_property
    def texts(self) -> dict[int | None, list[Text]]:
        """Paragraphs under their points, with other texts of them that are not settled."""
        if self.meeting is None:
            return {}
        rows = list(self.meeting.paragraphs.filter(settled_at=None).select_related("person"))
        users = identity.names({one.by for one in rows if one.by})
        texts = {one.pk: Text(one, users.get(one.by or 0, "")) for one in rows}
        found: dict[int | None, list[Text]] = {}
        for one in rows:
            if one.beside_id is None:
                found.setdefault(one.point_id, []).append(texts[one.pk])
            else:
                texts[one.beside_id].others.append(texts[one.pk])
        return found

    @property
    def decisions(self) -> list[Shown]:
        return [one for one in self.shown if one.point is not None and one.point.decision]

    @cached_property
    def given(self) -> list[Task]:
        """What this meeting gave people to do."""
        return tasks.given_at(self.activity.pk) if self.meeting is not None else []

    @cached_property
    def earlier(self) -> list[Task]:
        """What earlier meetings gave people to do and is still open."""
        return tasks.to_report(self.activity.organization_id, self.activity.pk, most=20)

    @cached_property
    def reported(self) -> list[TaskStep]:
        """What was said of such tasks here."""
        return tasks.reported_at(self.meeting.pk) if self.meeting is not None else []

    @property
    def saved_at(self) -> datetime | None:
        """When the minutes were last kept."""
        moments = [one.row.at for rows in self.texts.values() for one in rows if one.row.at]
        return max(moments, default=None)

    @property
    def minutes_open(self) -> int:
        """For how many minutes the meeting has been open."""
        begun = self.meeting.opened_at if self.meeting is not None else None
        return int((now() - begun).total_seconds() // 60) if begun is not None else 0

    @property
    def steps(self) -> list[Step]:
        """通知 → 签到 → 议程 → 结束 → 归档."""
        stage, roll = self.stage, self.roll
        at = [Stage.COMING, Stage.SIGNING, Stage.OPEN, Stage.CLOSED].index(stage)
        done = sum(one.state in {Progress.DONE, Progress.PUT_OFF} for one in self.shown)
        notes = {
            1: f"{len(roll.present)} 人" if roll.taken else "",
            2: f"议完 {done} 项，共 {len(self.shown)} 项" if self.shown and at == 2 else "",
        }
        names = ("安排", "签到", "议程", "定稿")
        where = {Stage.COMING: 1, Stage.SIGNING: 1, Stage.OPEN: 2, Stage.CLOSED: 4}[stage]
        return [
            Step(name, "done" if place < where else "now" if place == where else "todo", notes.get(place, ""))
            for place, name in enumerate(names)
        ]

    @property
    def standing_words(self) -> list[tuple[str, str]]:
        return [
            (Standing.PRESENT.value, "到会"),
            (Standing.LEAVE.value, "请假"),
            (Standing.ABSENT.value, "缺席"),
        ]
