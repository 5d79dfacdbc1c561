"""Long work: started by an act, seen in progress, stopped, taken up again, told of when it ends."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from tests.foundation.services import account, acting_as, content_of, signed_in
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.jobs.actions import again, cancel, start
from zhidu.foundation.jobs.models import Job
from zhidu.foundation.jobs.progress import Progress
from zhidu.foundation.jobs.running import perform, revive
from zhidu.foundation.jobs.workers import STOPPING
from zhidu.foundation.outbox.queries import inbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return account("root", admin_of="")


def counted(file: Path) -> list[int]:
    return [int(line) for line in file.read_text(encoding="utf-8").split()]


def begin(user, tmp_path: Path, **more) -> Job:
    arguments = {"to": 5, "file": str(tmp_path / "数"), **more}
    return start(actor=acting_as(user), name="test.count", arguments=arguments)


def test_a_job_is_done_and_its_owner_is_told(admin, tmp_path) -> None:
    job = begin(admin, tmp_path)
    assert (job.state, DBTaskResult.objects.count()) == ("queued", 1)
    perform(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.result) == ("done", 5, 5, "数到 5。")
    assert counted(tmp_path / "数") == [0, 1, 2, 3, 4]
    (message,) = inbox(acting_as(admin))
    assert message.subject == "数数：做完了"
    assert message.link == reverse("jobs:job", args=[job.pk])


def test_a_job_of_an_act_that_fails_never_starts(admin, tmp_path) -> None:
    class Fails(Exception):
        pass

    def upper_act() -> None:
        with transaction.atomic():
            begin(admin, tmp_path)
            raise Fails

    with pytest.raises(Fails):
        upper_act()
    assert not Job.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_without_a_rule_of_its_own_only_administrators_start_a_job(tmp_path) -> None:
    with pytest.raises(Refused, match="系统管理员"):
        begin(account("wang"), tmp_path)


def test_done_twice_is_done_once(admin, tmp_path) -> None:
    job = begin(admin, tmp_path)
    perform(job.pk)
    perform(job.pk)
    assert counted(tmp_path / "数") == [0, 1, 2, 3, 4]


def test_a_waiting_job_stops_at_once(admin, tmp_path) -> None:
    job = begin(admin, tmp_path)
    assert cancel(actor=acting_as(admin), job=job.pk).state == "cancelled"
    perform(job.pk)
    assert not (tmp_path / "数").exists()
    with pytest.raises(Wrong, match="不用停"):
        cancel(actor=acting_as(admin), job=job.pk)


def test_a_running_job_stops_at_its_next_step_and_goes_on_from_there(admin, tmp_path, monkeypatch) -> None:
    job = begin(admin, tmp_path)
    checkpoint = Progress.checkpoint

    def cancelled_after_two(self: Progress, data: object) -> None:
        if data == 2:
            cancel(actor=acting_as(admin), job=job.pk)
        checkpoint(self, data)

    monkeypatch.setattr(Progress, "checkpoint", cancelled_after_two)
    perform(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.checkpoint) == ("cancelled", 2, 2)
    assert not inbox(acting_as(admin)).exists(), "自己停下的不用告知"
    monkeypatch.setattr(Progress, "checkpoint", checkpoint)
    again(actor=acting_as(admin), job=job.pk)
    perform(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done) == ("done", 5)
    assert counted(tmp_path / "数") == [0, 1, 2, 3, 4]


def test_a_worker_that_is_told_to_end_puts_its_job_back(admin, tmp_path) -> None:
    job = begin(admin, tmp_path)
    STOPPING.set()
    try:
        perform(job.pk)
    finally:
        STOPPING.clear()
    job.refresh_from_db()
    assert job.state == "queued"
    assert DBTaskResult.objects.count() == 2
    perform(job.pk)
    job.refresh_from_db()
    assert job.state == "done"


@pytest.mark.parametrize(
    ("how", "said"),
    [("wrong", "还没有结账；请先结账"), ("bug", r"程序出错，编号 job-\d+-1")],
)
def test_a_failure_is_told_in_words_without_the_insides(admin, how, said, caplog) -> None:
    job = start(actor=acting_as(admin), name="test.fail", arguments={"how": how})
    perform(job.pk)
    job.refresh_from_db()
    assert job.state == "failed"
    assert re.search(said, job.reason)
    assert "secret" not in job.reason
    assert inbox(acting_as(admin)).get().body == job.reason


def test_a_job_no_version_knows_any_more_says_so(admin, tmp_path) -> None:
    job = begin(admin, tmp_path)
    Job.objects.filter(pk=job.pk).update(name="test.gone")
    perform(job.pk)
    job.refresh_from_db()
    assert "没有这项任务" in job.reason


def test_the_file_of_a_job_is_its_owners_alone(admin) -> None:
    job = start(actor=acting_as(admin), name="test.file", arguments={"name": "台账.csv"})
    perform(job.pk)
    job.refresh_from_db()
    address = reverse("files:download", args=[job.attachment])
    assert signed_in(account("wang")).get(address).status_code == 403
    client = signed_in(admin)
    assert address in client.get(reverse("jobs:job", args=[job.pk])).content.decode()
    assert content_of(client.get(address)).decode() == "姓名\n王强\n"


def test_a_job_that_takes_its_worker_down_every_time_is_given_up(admin, tmp_path) -> None:
    job = begin(admin, tmp_path)
    Job.objects.filter(pk=job.pk).update(state="running", run=8, heartbeat=None)
    assert revive() == 1
    job.refresh_from_db()
    assert job.state == "failed"
    assert "8 次都中途断了" in job.reason


def test_a_worker_that_only_slept_finds_its_job_gone_and_stops(admin, tmp_path, monkeypatch) -> None:
    job = begin(admin, tmp_path)
    checkpoint = Progress.checkpoint

    def taken_over(self: Progress, data: object) -> None:
        if data == 2:
            monkeypatch.setattr(Progress, "checkpoint", checkpoint)
            Job.objects.filter(pk=job.pk).update(heartbeat=None)
            assert revive() == 1
            perform(job.pk)
        checkpoint(self, data)

    monkeypatch.setattr(Progress, "checkpoint", taken_over)
    perform(job.pk)
    job.refresh_from_db()
    assert (job.state, job.run, job.done) == ("done", 2, 5)
    assert counted(tmp_path / "数") == [0, 1, 1, 2, 3, 4], "第 1 步没有记下进度，重做一次；此后只有一个在做"


def test_pages_show_progress_and_refresh_only_while_it_goes_on(admin, tmp_path) -> None:
    job = begin(admin, tmp_path)
    client = signed_in(admin)
    address = reverse("jobs:job", args=[job.pk])
    state = reverse("jobs:state", args=[job.pk])
    Job.objects.filter(pk=job.pk).update(state="running", done=2, total=5, heartbeat="2026-01-01T00:00Z")
    page = client.get(address).content.decode()
    assert "2 / 5" in page
    assert f'hx-get="{state}"' in page
    assert "停下" in page
    assert client.get(state)["Location"] == address, "没有脚本就看整页"
    Job.objects.filter(pk=job.pk).update(state="done", done=5, result="数到 5。")
    piece = client.get(state, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in piece
    assert "hx-get" not in piece
    assert "数到 5。" in piece


def test_jobs_of_others_are_not_shown(admin, tmp_path) -> None:
    job = begin(admin, tmp_path)
    other = signed_in(account("wang"))
    assert "数数" not in other.get(reverse("jobs:list")).content.decode()
    for page in ("job", "state"):
        assert other.get(reverse(f"jobs:{page}", args=[job.pk])).status_code == 403
    assert other.post(reverse("jobs:cancel", args=[job.pk])).status_code == 403
    assert "数数" in signed_in(admin).get(reverse("jobs:list")).content.decode()


def test_buttons_stop_and_take_up_again(admin, tmp_path) -> None:
    job = begin(admin, tmp_path)
    client = signed_in(admin)
    assert "已停下" in client.post(reverse("jobs:cancel", args=[job.pk]), follow=True).content.decode()
    client.post(reverse("jobs:again", args=[job.pk]))
    perform(job.pk)
    job.refresh_from_db()
    assert job.state == "done"


def test_the_list_asks_the_database_as_often_for_many_as_for_few(admin, tmp_path) -> None:
    client = signed_in(admin)
    counts = []
    for size in (2, 20):
        for _ in range(size):
            begin(admin, tmp_path)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("jobs:list"))
        counts.append(len(asked))
    assert counts[0] == counts[1]
