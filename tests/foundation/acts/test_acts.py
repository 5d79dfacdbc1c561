"""What the frame of every write guarantees: an actor, one transaction, a journal entry, or nothing at all."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import connection, transaction

from zhidu.foundation.access.models import Grant
from zhidu.foundation.access.rules import SYSTEM, VISITOR, Actor, Scope, Within
from zhidu.foundation.access.verbs import Refused, verb
from zhidu.foundation.acts import Stale, Wrong, act, acting, acts, record
from zhidu.foundation.identity.models import User
from zhidu.foundation.journal.models import Entry, Head
from zhidu.foundation.journal.queries import verify

KEEP = verb(
    "test.keep_account", "建帐号", Within(frozenset({"administrator"}), "系统管理员"), Scope(path="path")
)


@act("test.make", "建帐号")
def make(*, actor: Actor, name: str) -> User:
    KEEP.require_at(actor, "")
    if not name:
        raise Wrong({"name": "没有写姓名；应写。"})
    user = User.objects.create(username=name, name=name)
    record(obj=user.code, place=7, changes={"name": (None, name)})
    return user


@act("test.forget_to_record", "忘了写日志")
def forget_to_record(*, actor: Actor) -> None:
    User.objects.create(username="ghost", name="无")


@act("test.make_two", "建两个")
def make_two(*, actor: Actor, first: str, second: str) -> None:
    make(actor=actor, name=first)
    make(actor=actor, name=second)
    record(obj="pair", place=None)


@act("test.meet", "两处都写")
def meet(*, actor: Actor, first: int, second: int, barrier: threading.Barrier, runs: list[int]) -> None:
    runs.append(first)
    record(obj="x", place=first)
    if len(runs) <= 2:
        barrier.wait(10)  # both now hold their first chain and want the other's
    record(obj="x", place=second)


@act("test.reads_once", "读一次就没有的参数")
def reads_once(*, actor: Actor, rows: object, first: int, second: int, barrier: threading.Barrier) -> None:
    record(obj="x", place=first)
    barrier.wait(10)
    record(obj="x", place=second)


@pytest.mark.django_db
def test_an_act_leaves_the_record_and_one_entry_about_it() -> None:
    user = make(actor=SYSTEM, name="wang")
    entry = Entry.objects.get()
    assert (entry.act, entry.object, entry.stream, entry.actor) == ("test.make", user.code, "org:7", None)
    assert acting() is None


@pytest.mark.django_db
def test_personal_data_is_not_in_the_entry_itself() -> None:
    make(actor=SYSTEM, name="王建国")
    assert "王建国" not in str(Entry.objects.values().get())


@pytest.mark.django_db
def test_an_act_that_records_nothing_is_undone_and_said_to_be_a_fault() -> None:
    with pytest.raises(RuntimeError, match="没有写日志"):
        forget_to_record(actor=SYSTEM)
    assert not User.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("actor", "name", "raised"), [(VISITOR, "wang", Refused), (SYSTEM, "", Wrong)])
def test_a_refused_act_writes_nothing(actor: Actor, name: str, raised: type[Exception]) -> None:
    with pytest.raises(raised):
        make(actor=actor, name=name)
    assert not User.objects.exists()
    assert not Entry.objects.exists()
    assert not Head.objects.exists()


@pytest.mark.django_db
def test_acts_within_an_act_each_have_their_entry_and_stand_or_fall_together() -> None:
    make_two(actor=SYSTEM, first="a", second="b")
    assert list(Entry.objects.values_list("act", flat=True)) == ["test.make", "test.make", "test.make_two"]
    with pytest.raises(Wrong):
        make_two(actor=SYSTEM, first="c", second="")
    assert Entry.objects.count() == 3
    assert User.objects.count() == 2
    assert list(verify()) == []


@pytest.mark.django_db
def test_undoing_the_transaction_undoes_both_the_record_and_its_entry() -> None:
    with transaction.atomic():
        make(actor=SYSTEM, name="wang")
        transaction.set_rollback(True)
    assert not User.objects.exists()
    assert not Entry.objects.exists()
    make(actor=SYSTEM, name="li")
    assert Entry.objects.get().number == 1
    assert list(verify()) == []


def test_an_entry_belongs_to_an_act() -> None:
    with pytest.raises(RuntimeError, match="行为"):
        record(obj="x", place=None, on=date(2026, 1, 1))


def test_the_actor_must_be_given_and_be_an_actor() -> None:
    with pytest.raises(TypeError, match="actor"):
        make(actor="wang", name="x")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="actor"):
        make(name="x")  # type: ignore[call-arg]


def test_an_act_takes_keywords_only_and_has_one_name() -> None:
    with pytest.raises(TypeError, match="关键字"):

        @act("test.positional", "按位置")
        def positional(actor: Actor) -> None: ...

    with pytest.raises(ValueError, match="已经定义"):
        act("test.make", "再来一次")
    assert acts()["test.make"].title == "建帐号"


def test_what_is_wrong_is_told_field_by_field() -> None:
    assert Wrong("不行。").faults == {"": "不行。"}
    assert isinstance(Stale("别人改过了。"), Wrong)


@pytest.mark.django_db
def test_grants_are_business_too() -> None:
    """The guard of these tests watches grants: see tests/site.py."""
    from tests.site import business_tables  # noqa: PLC0415

    assert Grant._meta.db_table in business_tables()


def both_at_once(function: object, arguments: list[dict[str, object]]) -> list[BaseException | None]:
    """Run an act in two threads, each with its own connection; what each raised."""
    raised: list[BaseException | None] = [None, None]

    def run(which: int) -> None:
        try:
            function(actor=SYSTEM, **arguments[which])  # type: ignore[operator]
        except BaseException as error:  # noqa: BLE001 - handed to the test
            raised[which] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(which,)) for which in (0, 1)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    return raised


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_two_acts_in_each_others_way_are_both_done() -> None:
    if connection.vendor != "postgresql":
        return  # SQLite has one writer: nobody can be in another's way
    barrier = threading.Barrier(2)
    runs: list[int] = []
    raised = both_at_once(
        meet,
        [
            {"first": 1, "second": 2, "barrier": barrier, "runs": runs},
            {"first": 2, "second": 1, "barrier": barrier, "runs": runs},
        ],
    )
    assert raised == [None, None]
    assert len(runs) == 3, "一个等到了，另一个从头再来"
    assert Entry.objects.count() == 4
    assert list(verify()) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_an_act_whose_input_is_used_up_is_not_done_over() -> None:
    if connection.vendor != "postgresql":
        return
    barrier = threading.Barrier(2)
    raised = both_at_once(
        reads_once,
        [
            {"first": 1, "second": 2, "barrier": barrier, "rows": iter([1])},
            {"first": 2, "second": 1, "barrier": barrier, "rows": iter([1])},
        ],
    )
    assert sum(one is not None for one in raised) == 1
    assert Entry.objects.count() == 2
