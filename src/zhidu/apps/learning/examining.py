"""Reading exams: who may sit one, a person's paper, what was right, and what is still to be marked."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Q

from zhidu.apps.learning.models import Exam, Question, Sitting
from zhidu.apps.members import queries as members
from zhidu.domain.learning.exam import Item, Kind, right, share
from zhidu.foundation.clock import ZONE, now, today


def bank_of(organization: int) -> list[Item]:
    """The questions in use; one query."""
    rows = Question.objects.filter(organization=organization, retired_at=None)
    return [one.item for one in rows]


def sitters(exam: Exam) -> list[tuple[int, str]]:
    """Who is to sit it, in the order of the roster or the register: (person, name)."""
    if exam.training is not None:
        rows = exam.training.trainees.select_related("person")
        return [(one.person_id, one.person.name) for one in rows]
    day = min(today(), exam.closes.astimezone(ZONE).date())
    return [(one.person_id, one.person.name) for one in members.on_day(exam.organization_id, day)]


def open_to(person: int) -> list[Exam]:
    """Exams that run now, are for this person, and were not handed in yet, the first to close first; two queries."""
    moment = now()
    rows = Exam.objects.filter(opens__lte=moment, closes__gt=moment).exclude(
        sittings__in=Sitting.objects.filter(person=person, handed_at__isnull=False)
    )
    here = {
        one.organization_id
        for one in members.memberships(person)
        if (one.first is None or one.first <= today()) and (one.last is None or one.last >= today())
    }
    mine = Q(training__trainees__person=person) | Q(training=None, organization__in=here)
    return list(rows.filter(mine).distinct().order_by("closes", "pk")[:6])


def may_sit(exam: Exam, person: int) -> bool:
    """Whether somebody is on the list."""
    return person in {pk for pk, _ in sitters(exam)}


@dataclass(frozen=True, slots=True)
class Answered:
    """One question on a paper, what was answered, and whether that is right (None: to be marked)."""

    question: Question
    given: str
    right: bool | None


def answered(sitting: Sitting, questions: dict[int, Question]) -> list[Answered]:
    """The paper in its order."""
    found = []
    for pk in sitting.questions:
        one = questions[pk]
        given = sitting.answers.get(str(pk), "")
        said = right(Kind(one.kind), one.answer, given)
        if said is None:
            said = sitting.marks.get(str(pk))
        found.append(Answered(one, given, said))
    return found


def questions_of(sittings: list[Sitting]) -> dict[int, Question]:
    """The questions on some papers, those out of use as well; one query."""
    return Question.objects.in_bulk({pk for one in sittings for pk in one.questions})


@dataclass(frozen=True, slots=True)
class Result:
    """What one paper came to."""

    right: int
    total: int
    share: Fraction | None
    passed: bool | None

    @property
    def words(self) -> str:
        """合格，答对 18 / 20 题; while something is to be marked, only that."""
        if self.passed is None:
            return "等判简答题"
        return f"{'合格' if self.passed else '还没有合格'}，答对 {self.right} / {self.total} 题"


def result(sitting: Sitting, rows: list[Answered]) -> Result:
    """The result of a paper that was handed in, or whose time is over."""
    marks = {one.question.pk: one.right for one in rows}
    found = share(marks, len(rows))
    passed = None if found is None else found * 100 >= sitting.exam.passed_from
    return Result(sum(one.right is True for one in rows), len(rows), found, passed)


def over(sitting: Sitting) -> bool:
    """Whether no more answers are taken."""
    return sitting.handed_at is not None or now() >= sitting.exam.closes
