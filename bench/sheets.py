"""P6：名册导入对照直接读表加成批写库；名册导出对照直接用 xlsxwriter 写同样的格。

``python -m bench.sheets import 100000``、``… export 500000`` 打印结果（JSON），各用一个临时的库。
导入计上传、核对、登记三步之和；对照不加密、不核对、不记日志、不建索引，只把同样的人写进同样的三张表。
"""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

Row = tuple[str, str, str, str]
EACH = 20
"""People of a branch."""
HEAD = (
    *(
        "姓名",
        "所在党支部",
        "性别",
        "民族",
        "出生日期",
        "身份证号",
        "手机",
        "学历",
        "类别",
        "入党日期",
        "转正日期",
    ),
    "到本支部日期",
)
FIELDS = ("sex", "nation", "born_on", "id_number", "phone", "education", "joined_on", "confirmed_on")
SURNAMES, GIVEN = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗", "强伟芳敏静磊洋艳勇军杰娟涛明超秀霞平刚桂"
NOTED = date(2018, 1, 1)


def person(at: int) -> dict[str, Any]:
    """Somebody made up; everybody has another number."""
    from zhidu.apps.registry.identity_numbers import check_digit  # noqa: PLC0415 - Django is ready only now

    born = date(1950, 1, 1) + timedelta(days=at % 16_000)
    joined = date(born.year + 22, 7, 1)
    body = f"33{at // 499 % 10_000:04}{born:%Y%m%d}{at % 499 * 2 + 1:03}"
    return {
        "name": SURNAMES[at % 20] + GIVEN[at // 20 % 20] + GIVEN[at // 400 % 20],
        "sex": "male",
        "nation": "汉族",
        "born_on": born,
        "id_number": body + check_digit(body),
        "phone": f"138{at:08}",
        "education": "bachelor",
        "joined_on": joined,
        "confirmed_on": date(joined.year + 1, 7, 1),
    }


def tree(number: int) -> list[int]:
    """A county and its branches, written straight into the tables; their ids."""
    from zhidu.apps.orgs.models import Node, Spell  # noqa: PLC0415

    root = Node.objects.create(type="county_committee", name="云岭县委", path="00000001")
    first = root.pk + 1
    Node.objects.bulk_create(
        (
            Node(
                pk=first + at,
                type="village_branch",
                name=f"第{at + 1:05}村党支部",
                parent=root,
                path=f"{root.path}{first + at:08}",
            )
            for at in range(number)
        ),
        batch_size=1000,
    )
    Spell.objects.bulk_create(
        (
            Spell(node_id=pk, type="village_branch", name="村党支部", parent=root)
            for pk in range(first, first + number)
        ),
        batch_size=1000,
    )
    return [root.pk, *range(first, first + number)]


def the_sheet(people: int) -> bytes:
    """The register as a township keeps it, without a fault."""
    import xlsxwriter  # noqa: PLC0415

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_numbers": False})
    sheet = book.add_worksheet("名册")
    sheet.write_row(0, 0, HEAD)
    for at in range(people):
        one = person(at)
        cells = (
            *(one["name"], f"第{at // EACH + 1:05}村党支部", "男", "汉族", f"{one['born_on']:%Y.%m.%d}"),
            *(one["id_number"], one["phone"], "大学本科", "正式党员", str(one["joined_on"])),
            *(str(one["confirmed_on"]), str(NOTED)),
        )
        for column, cell in enumerate(cells):
            sheet.write_string(at + 1, column, cell)
    book.close()
    return file.getvalue()


def insert(people: int, homes: list[int]) -> None:
    """The same people into the same three tables, as they are."""
    from django.db import transaction  # noqa: PLC0415

    from zhidu.apps.members.models import Membership, Person  # noqa: PLC0415
    from zhidu.apps.registry.models import Profile  # noqa: PLC0415
    from zhidu.foundation.clock import now  # noqa: PLC0415
    from zhidu.foundation.keys import personal  # noqa: PLC0415

    ring, moment = personal(), now()
    with transaction.atomic():
        for start in range(0, people, 10_000):
            some = [person(at) for at in range(start, min(start + 10_000, people))]
            rows = Person.objects.bulk_create(
                [
                    Person(name=one["name"], organization_id=homes[(start + at) // EACH], type="full_member")
                    for at, one in enumerate(some)
                ],
                batch_size=1000,
            )
            Membership.objects.bulk_create(
                [
                    Membership(
                        person=row, type="full_member", organization_id=row.organization_id, first=NOTED
                    )
                    for row in rows
                ],
                batch_size=1000,
            )
            Profile.objects.bulk_create(
                [
                    Profile(
                        person=row,
                        **{key: one[key] for key in FIELDS if key not in {"id_number", "phone"}},
                        id_number=one["id_number"].encode(),
                        id_number_digest=one["id_number"],
                        phone=one["phone"].encode(),
                        phone_digest=one["phone"],
                        key=ring.current,
                        changed_at=moment,
                    )
                    for row, one in zip(rows, some, strict=True)
                ],
                batch_size=1000,
            )


def bare_import(content: bytes, people: int, homes: list[int]) -> None:
    """Read the sheet and write the people, nothing more."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert len(rows) == people + 1
    insert(people, homes)


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """(what came out, seconds, seconds of CPU)."""
    began, cpu = time.perf_counter(), time.process_time()
    found = work()
    return found, time.perf_counter() - began, time.process_time() - cpu


def importing(people: int) -> Iterator[Row]:
    """Each way once into an empty register: the second would meet the first one's people."""
    from zhidu.apps.members.models import Membership, Person  # noqa: PLC0415
    from zhidu.apps.registry.actions import map_columns, take_in, undo_import, upload_register  # noqa: PLC0415
    from zhidu.apps.registry.actions.check_rows import check_rows  # noqa: PLC0415
    from zhidu.apps.registry.importing import batches as batches_  # noqa: PLC0415
    from zhidu.apps.registry.importing.checking import Reader, look  # noqa: PLC0415
    from zhidu.apps.registry.models import ImportBatch, Profile  # noqa: PLC0415
    from zhidu.foundation.access.rules import SYSTEM  # noqa: PLC0415
    from zhidu.foundation.jobs.models import Job  # noqa: PLC0415

    root, *homes = tree(-(-people // EACH))
    content = the_sheet(people)
    _, bare_wall, bare = timed(lambda: bare_import(content, people, homes))
    for model in (Profile, Membership, Person):
        model.objects.all().delete()
    batch, *uploaded = timed(
        lambda: upload_register(
            actor=SYSTEM, organization=root, name="名册.xlsx", content=io.BytesIO(content)
        )
    )
    map_columns(actor=SYSTEM, batch=batch.pk, fields=batch.columns)
    row = ImportBatch.objects.select_related("organization").get(pk=batch.pk)

    def looking() -> None:
        if row.job is None:
            return
        found = look(Reader(SYSTEM, row))
        check_rows(actor=SYSTEM, batch=row.pk, looked=found, job=row.job, version=row.version)

    _, *looked = timed(looking)
    row.refresh_from_db()
    assert row.counts["wrong"] == 0, row.counts
    Job.objects.all().delete()
    row, *written = timed(lambda: take_in(actor=SYSTEM, batch=batch.pk, job=-1))
    assert row.counts["made"] == people == Person.objects.count()
    _, *undone = timed(lambda: undo_import(actor=SYSTEM, batch=batch.pk))
    assert not Person.objects.exists()
    steps = (("上传", uploaded), ("核对", looked), ("登记", written))
    wall, cpu = (sum(step[1][at] for step in steps) for at in (0, 1))
    told = "、".join(f"{name} {step[0]:.1f}" for name, step in steps)
    yield (
        f"P6 · 导入 {people:,} 人",
        f"{wall:.1f} 秒（{told}），{cpu:.1f} 秒 CPU；整批撤回 {undone[0]:.1f} 秒",
        f"直接读表、写库 {bare_wall:.1f} 秒，{bare:.1f} 秒 CPU；≤ 2 倍",
        f"{wall / bare_wall:.2f} 倍；CPU {cpu / bare:.2f} 倍",
    )
    assert batches_.AT_ONCE


def exporting(people: int, rounds: int = 1) -> Iterator[Row]:
    """The usual columns and a few more; the bare writer has the very cells ready in memory."""
    import xlsxwriter  # noqa: PLC0415

    from zhidu.apps.registry.exporting.lists import Wanted, batches  # noqa: PLC0415
    from zhidu.apps.registry.exporting.workbook import write  # noqa: PLC0415

    root, *homes = tree(-(-people // EACH))
    insert(people, homes)
    chosen = (
        "name",
        "organization",
        "type",
        "since",
        *(key for key in FIELDS if key not in {"id_number", "phone"}),
    )
    path = "00000001"
    cells = [row for _, some in batches(path, Wanted(), chosen) for row in some]
    assert len(cells) == people

    def bare() -> None:
        with tempfile.TemporaryFile() as file:
            book = xlsxwriter.Workbook(file, {"constant_memory": True})
            sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
            for number, row in enumerate(cells):
                for at, value in enumerate(row):
                    if type(value) is date:
                        sheet.write_datetime(number, at, value, day)
                    else:
                        sheet.write_string(number, at, value)
            book.close()

    def ours() -> None:
        with tempfile.TemporaryFile() as file:
            rows = (one for _, some in batches(path, Wanted(), chosen) for one in some)
            assert write(file, "名册", chosen, rows) == people

    taken: dict[str, list[tuple[float, float]]] = {"bare": [], "ours": []}
    for _ in range(rounds):
        for name, work in (("bare", bare), ("ours", ours)):
            taken[name].append(timed(work)[1:])
    (bare_wall, bare_cpu), (wall, cpu) = (min(taken[name]) for name in ("bare", "ours"))
    yield (
        f"P6 · 导出 {people:,} 人 × {len(chosen)} 栏",
        f"{wall:.1f} 秒，{cpu:.1f} 秒 CPU",
        f"直接用 xlsxwriter 写同样的格 {bare_wall:.1f} 秒，{bare_cpu:.1f} 秒 CPU；≤ 1.5 倍",
        f"{wall / bare_wall:.2f} 倍；CPU {cpu / bare_cpu:.2f} 倍",
    )
    assert root


def main() -> None:
    """Its own process and its own database."""
    what, people = sys.argv[1], int(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ZHIDU_VAR"] = str(Path(folder))
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhidu.project.settings")
        import django  # noqa: PLC0415

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        found = list(importing(people) if what == "import" else exporting(people))
        print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
