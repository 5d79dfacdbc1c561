"""Training classes: opening one, its roster, and the day it is over (结业)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhidu.apps.activities import attending
from zhidu.apps.activities.actions import enter_many
from zhidu.apps.activities.entries import Entry
from zhidu.apps.learning.access import KEEP
from zhidu.apps.learning.models import Trainee, Training
from zhidu.apps.learning.saving import EARLIEST, an_organization, locked, told
from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import today

MOST_HOURS, MOST_DAYS, MOST_PEOPLE = Decimal(200), 60, 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A training class as somebody opens it."""

    title: str
    first: date
    last: date
    hours: Decimal
    venue: str = ""
    forms: str = ""
    topics: str = ""
    after: int | None = None


@act("learning.open_training", "办培训班", covers=("S3.6.2",))
def open_training(*, actor: Actor, organization: int, course: Course) -> Training:
    """Open a class; it counts as held when it is finished."""
    node = an_organization(organization)
    KEEP.require_at(actor, node.path)
    wrong = {}
    if not EARLIEST <= course.first.year <= today().year + 1:
        wrong["first"] = f"日期是 {course.first}；应在 {EARLIEST} 年至明年之间"
    elif not 0 <= (course.last - course.first).days < MOST_DAYS:
        wrong["last"] = f"到 {course.last}；应不早于开始，不超过 {MOST_DAYS} 天"
    if not course.hours.is_finite() or not 0 < course.hours <= MOST_HOURS:
        wrong["hours"] = f"学时是 {course.hours}；应大于 0，不超过 {MOST_HOURS}"
    if course.after is not None and course.after not in {one.pk for one in attending.elections(node.path)}:
        wrong["after"] = "不是本组织和下级的换届；请从列表中选择"
    if wrong:
        raise Wrong(wrong)
    made = Training.objects.create(
        organization=node,
        first=course.first,
        last=course.last,
        hours=course.hours,
        after_id=course.after,
        title=told(course.title, "title", 200, "名称"),
        venue=told(course.venue, "venue", 120, "地点", needed=False),
        forms=told(course.forms, "forms", 300, "形式", needed=False),
        topics=told(course.topics, "topics", 300, "内容", needed=False),
    )
    record(obj=made.code, place=node.pk, details={"first": str(course.first), "last": str(course.last)})
    return made


@act("learning.enroll", "定培训班的学员", covers=("S3.6.1",))
def enroll(*, actor: Actor, training: int, version: int, people: Collection[int]) -> int:
    """The roster is exactly *people*, each of an organisation at or below the one that holds the class."""
    found = _open(training, version, actor)
    if len(people) > MOST_PEOPLE:
        raise Wrong({"people": f"有 {len(people)} 人；一班应不超过 {MOST_PEOPLE} 人"})
    here = {one.pk: one for one in members.of_people(people)}
    homes = {}
    for pk in people:
        where = here[pk].organization if pk in here else None
        if where is None or not where.path.startswith(found.organization.path):
            raise Wrong({"people": "有人不在本组织和下级的名册上；请从名单中选择"})
        homes[pk] = orgs.organization_of(where)
    found.trainees.exclude(person__in=people).delete()
    there = set(found.trainees.values_list("person", flat=True))
    Trainee.objects.bulk_create(
        Trainee(training=found, person_id=pk, organization=homes[pk]) for pk in sorted(set(people) - there)
    )
    found.version += 1
    found.save(update_fields=["version"])
    record(obj=found.code, place=found.organization_id, details={"people": len(people)})
    return len(people)


@act("learning.finish_training", "培训班结业", covers=("S3.6.1", "S3.6.2"))
def finish_training(
    *, actor: Actor, training: int, version: int, certificates: Mapping[int, str]
) -> Training:
    """The class is over. *certificates*: person → number of the certificate ('' for none) of whoever finished.

    The class becomes a training on record; whoever finished has attended one, with its class hours, in the books of
    the own organisation, and so has each post of a newly elected. A new secretary's training refers to the day the
    office was taken, so that the clause about it finds it.
    """
    found = _open(training, version, actor)
    trainees = list(found.trainees.select_related("organization"))
    if found.last > today():
        raise Wrong(f"培训班办到 {found.last}；办完了再登记结业")
    if not trainees:
        raise Wrong("还没有学员；应先定学员，再登记结业")
    if not set(certificates) <= {one.person_id for one in trainees}:
        raise Wrong("有人不在学员名单里；请从名单中选择")
    if any(len(text) > 40 for text in certificates.values()):
        raise Wrong("证书号应不超过 40 字")
    for one in trainees:
        one.finished = one.person_id in certificates
        one.hours = found.hours if one.finished else Decimal(0)
        one.certificate = certificates.get(one.person_id, "").strip()
    Trainee.objects.bulk_update(trainees, ["finished", "hours", "certificate"])
    done = [one for one in trainees if one.finished]
    found.record_id = enter_many(actor=SYSTEM, rows=list(_entries(found, done)))[0]
    found.finished_on = today()
    found.version += 1
    found.save(update_fields=["record", "finished_on", "version"])
    record(
        obj=found.code,
        place=found.organization_id,
        on=found.last,
        details={"people": len(trainees), "finished": len(done)},
    )
    return found


def _entries(training: Training, done: Collection[Trainee]) -> Iterator[Entry]:
    columns = {"form": training.forms, "topics": training.topics, "present": str(len(done))}
    yield Entry(
        kind="training_session",
        node=training.organization_id,
        on=training.last,
        about=training.after_id,
        title=training.title,
        venue=training.venue,
        columns={name: text for name, text in columns.items() if text},
    )
    people = [one.person_id for one in done]
    office = attending.latest_about(people, "took_office")
    posts = members.posts_held(people, training.last)
    for one in done:
        about = {"node": one.organization_id, "on": training.last, "title": training.title}
        yield Entry(kind="training_attended", person=one.person_id, about=office.get(one.person_id), **about)
        yield Entry(kind="class_hours", person=one.person_id, quantity=training.hours, **about)
        for post in posts.get(one.person_id, ()):
            if str(post.attributes.get("newly_elected", "")).lower() == "true":
                place = {**about, "node": post.organization_id}
                yield Entry(kind="training_attended", post=post.pk, **place)


def _open(pk: int, version: int, actor: Actor) -> Training:
    found: Training = locked(Training.objects.select_related("organization"), pk, version, "个培训班")
    KEEP.require(actor, found)
    if found.finished_on is not None:
        raise Wrong("这个培训班已经结业；学员不能再改")
    return found
