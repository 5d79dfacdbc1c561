"""A batch from beginning to end: matches with the register, all or nothing, in the background, taken back."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.apps.builders import a_client, a_member
from tests.apps.registry.conftest import Files, a_number
from tests.site import outside_acts
from zhidu.apps.activities.actions import enter_many
from zhidu.apps.activities.entries import Entry
from zhidu.apps.members.models import Person
from zhidu.apps.registry.actions import (
    answer_rows,
    drop_import,
    map_columns,
    mend_kind,
    mend_rows,
    set_profile,
    take_in,
    undo_import,
    upload_register,
)
from zhidu.apps.registry.actions.drop_import import daily
from zhidu.apps.registry.boxes import values_of
from zhidu.apps.registry.importing import batches
from zhidu.apps.registry.models import ImportBatch, ImportChunk, ImportProblem, ImportRow, Profile
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.jobs.models import Job, State
from zhidu.foundation.jobs.running import perform, revive
from zhidu.foundation.journal.models import Entry as Written

HEAD = "姓名,性别,身份证号,工作单位"
Import = Callable[..., ImportBatch]


@pytest.fixture
def batch(files: Files) -> Import:
    """``batch(line, …)``: a table of these lines, looked through."""

    def made(*lines: str, head: str = HEAD) -> ImportBatch:
        content = io.BytesIO("\n".join((head, *lines)).encode("gbk"))
        row = upload_register(
            actor=files.secretary, organization=files.branch.node.pk, name="册.csv", content=content
        )
        return map_columns(
            actor=files.secretary,
            batch=row.pk,
            fields=row.columns,
            type="full_member",
            since=date(2020, 1, 1),
        )

    return made


def matches(row: ImportBatch) -> list[str]:
    return list(ImportRow.objects.filter(batch=row).values_list("match", flat=True))


def test_the_same_number_is_the_same_person_and_only_what_differs_is_changed(
    files: Files, batch: Import
) -> None:
    with outside_acts():
        known = a_member(files.branch.node, "王强").pk
        set_profile(actor=SYSTEM, person=known, values={"id_number": a_number(), "employer": "粮站"})
    row = batch(f"王强,男,{a_number()},供销社")
    (one,) = ImportRow.objects.filter(batch=row)
    assert (one.match, one.person, set(one.changes.split(","))) == ("same", known, {"employer"})
    page = a_client(files.secretary).get(f"/registry/imports/{row.pk}/people/?match=same").content.decode()
    assert "粮站" in page
    assert "供销社" in page
    assert a_number() not in page
    take_in(actor=files.secretary, batch=row.pk)
    assert values_of(Profile.objects.get(pk=known))["employer"] == "供销社"
    undo_import(actor=files.secretary, batch=row.pk)
    assert values_of(Profile.objects.get(pk=known))["employer"] == "粮站"


def test_a_name_alone_is_asked_about_and_may_be_somebody_else(files: Files, batch: Import) -> None:
    with outside_acts():
        a_member(files.branch.node, "王强")
    row = batch("王强,男,,粮站")
    assert matches(row) == ["maybe"]
    with pytest.raises(Wrong, match="要说明"):
        take_in(actor=files.secretary, batch=row.pk)
    answer_rows(actor=files.secretary, batch=row.pk, answers={2: "new"})
    take_in(actor=files.secretary, batch=row.pk)
    assert Person.objects.filter(name="王强").count() == 2


def test_a_file_that_changed_after_the_looking_through_is_not_written_over(
    files: Files, batch: Import
) -> None:
    with outside_acts():
        person = a_member(files.branch.node, "王强").pk
        set_profile(actor=SYSTEM, person=person, values={"id_number": a_number()})
    row = batch(f"王强,男,{a_number()},粮站")
    set_profile(actor=files.secretary, person=person, values={"employer": "学校"})
    with pytest.raises(Stale, match="又改过"):
        take_in(actor=files.secretary, batch=row.pk)
    assert values_of(Profile.objects.get(pk=person))["employer"] == "学校"


def test_two_people_of_one_name_may_be_said_to_be_two(files: Files, batch: Import) -> None:
    row = batch("王强,男,,", "王强,男,,")
    assert list(ImportProblem.objects.filter(batch=row).values_list("number", "kind")) == [(3, "row.twice")]
    mend_rows(actor=files.secretary, batch=row.pk, apart=[3])
    take_in(actor=files.secretary, batch=row.pk)
    assert Person.objects.filter(name="王强").count() == 2


def test_the_same_writing_is_mended_everywhere_at_once(files: Files, batch: Import) -> None:
    row = batch("王强,男,,大学本可", "李芳,女,,大学本可", head="姓名,性别,身份证号,学历")
    problem = ImportProblem.objects.filter(batch=row).first()
    assert problem is not None
    mend_kind(
        actor=files.secretary,
        batch=row.pk,
        kind=problem.kind,
        way="",
        alike=problem.alike,
        field="education",
        value="大学本科",
    )
    assert not ImportProblem.objects.filter(batch=row).exists()


def test_a_head_that_was_put_right_is_known_the_next_time(files: Files, batch: Import) -> None:
    row = batch("王强,粮站", head="姓名,上班的地方")
    assert row.columns == ["name", ""]
    map_columns(actor=files.secretary, batch=row.pk, fields=["name", "employer"], type="full_member")
    assert batch("李芳,学校", head="姓名,上班的 地方").columns == ["name", "employer"]


def test_what_waits_is_sealed_and_gone_when_it_is_given_up_or_too_old(files: Files, batch: Import) -> None:
    first, second = batch(f"王强,男,{a_number()},粮站"), batch("李芳,女,,学校")
    for chunk in ImportChunk.objects.all():
        assert "粮站".encode() not in bytes(chunk.sealed)
    drop_import(actor=files.secretary, batch=first.pk)
    with outside_acts():
        ImportBatch.objects.filter(pk=second.pk).update(
            created_at=second.created_at - batches.KEPT - timedelta(days=1)
        )
    assert daily() == 1
    assert not ImportChunk.objects.exists()
    assert not ImportBatch.objects.exclude(sealed_key=None).exists()


def test_nobody_but_the_uploader_and_the_superiors_sees_the_rows(files: Files, batch: Import) -> None:
    row = batch("王强,男,,")
    assert a_client(files.officer).get(f"/registry/imports/{row.pk}/").status_code == 200
    for actor in (files.member, files.publicity):
        assert a_client(actor).get(f"/registry/imports/{row.pk}/").status_code == 403
        with pytest.raises(Refused):
            take_in(actor=actor, batch=row.pk)


def test_a_batch_is_one_entry_of_the_journal_and_says_nothing_of_what_was_in_it(
    files: Files, batch: Import
) -> None:
    row = take_in(actor=files.secretary, batch=batch(f"王强,男,{a_number()},粮站").pk)
    (entry,) = Written.objects.filter(act="registry.take_in")
    assert entry.details == {"made": 1, "updated": 0, "digest": row.digest}


def test_a_batch_on_which_something_depends_is_not_taken_back_and_it_is_said_why(
    files: Files, batch: Import
) -> None:
    row = take_in(actor=files.secretary, batch=batch("王强,男,,", "李芳,女,,").pk)
    person = Person.objects.get(name="王强").pk
    enter_many(
        actor=SYSTEM,
        rows=[Entry(kind="talk_held", node=files.branch.node.pk, person=person, on=date(2026, 3, 1))],
    )
    with pytest.raises(Wrong, match="第 2 行 王强：“活动”里已有记录"):
        undo_import(actor=files.secretary, batch=row.pk)
    assert Person.objects.filter(name__in=["王强", "李芳"]).count() == 2


def test_a_large_sheet_is_written_in_the_background_once_however_often_it_is_interrupted(
    files: Files, batch: Import, monkeypatch: Any
) -> None:
    monkeypatch.setattr(batches, "MANY", 1)
    monkeypatch.setattr(batches, "AT_ONCE", -1)
    row = batch("王强,男,,", "李芳,女,,")
    assert row.job is not None
    perform(row.job)
    row.refresh_from_db()
    assert (row.stage, row.counts["rows"]) == ("checked", 2)
    row = take_in(actor=files.secretary, batch=row.pk)
    with pytest.raises(Wrong, match="后台正在办"):
        mend_rows(actor=files.secretary, batch=row.pk, drop=[2])
    # a worker took it and died before it wrote anything
    Job.objects.filter(pk=row.job).update(state=State.RUNNING, run=1, worker="nowhere:1:1", heartbeat=None)
    assert revive() == 1
    perform(row.job)
    perform(row.job)
    row.refresh_from_db()
    assert row.counts["made"] == 2 == Person.objects.filter(name__in=["王强", "李芳"]).count()
    assert Job.objects.get(pk=row.job).result == "册.csv：新登记 2 人，更新 0 人。"
