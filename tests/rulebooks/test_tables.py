"""对象表、事实表：逐格核对；写错的指出文件、行、列、写的是什么、应为什么；什么都不猜。"""

from __future__ import annotations

import json
import tracemalloc
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhidu.rulebooks import rows
from zhidu.rulebooks.rows import MAX_LINE_BYTES, MAX_PROBLEMS
from zhidu.rulebooks.source import BookError
from zhidu.rulebooks.tables import read_facts, read_subjects

SUBJECTS = """\
subject,type,belongs_to,valid_from,valid_to,name,post
总支,general_branch,,2020-01-01,,学校总支,
一支部,school_branch,总支,2020-01-01,,第一支部,
张三,probationary_member,一支部,2024-01-01,2024-12-31,张三,
张三,full_member,一支部,2025-01-01,,张三,secretary
"""
FACTS = """\
id,subject,measure,on,quantity,entered_on,ref,for_period,voided_on,sure,planned,chair
a,一支部,members_meeting,2026-09-10,,,,,,,,secretary;group_leader
,张三,study_hours,2026-09-11,1.5,2026-09-12,a,2026-09,2026-10-01,否,,
,一支部,members_meeting,2026-12-01,,2026-11-01,,,,,true,
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def _write(name: str, text: str | bytes) -> Path:
    path = Path(name)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def _subjects(text: str = SUBJECTS):
    return read_subjects(_write("subjects.csv", text))


def _told(read, text: str | bytes, name: str = "facts.csv") -> list[str]:
    with pytest.raises(BookError) as refused:
        read(_write(name, text))
    return [str(problem) for problem in refused.value.problems]


# ---- 写对的


def test_rows_of_one_subject_are_its_spells():
    member = _subjects().get("张三")
    assert member is not None
    assert [spell.type for spell in member.spells] == ["probationary_member", "full_member"]
    assert member.on(date(2024, 6, 1)).attributes == {"name": "张三"}
    assert member.on(date(2026, 6, 1)).attributes == {"name": "张三", "post": "secretary"}


def test_facts_keep_what_is_written_and_nothing_else():
    meeting, hours, plan = read_facts(_write("facts.csv", FACTS), _subjects())
    assert (meeting.id, meeting.quantity, meeting.entered_on, meeting.sure) == ("a", Decimal(1), None, True)
    assert meeting.words("chair") == frozenset({"secretary", "group_leader"})
    assert (hours.id, hours.quantity, hours.ref, hours.for_period) == ("f3", Decimal("1.5"), "a", "2026-09")
    assert (hours.entered_on, hours.voided_on, hours.sure) == (date(2026, 9, 12), date(2026, 10, 1), False)
    assert hours.text("chair") is None
    assert (plan.planned, plan.entered_on) == (True, date(2026, 11, 1))


def test_json_lines_say_the_same_as_csv():
    lines = [
        {
            "id": "a",
            "subject": "一支部",
            "measure": "members_meeting",
            "on": "2026-09-10",
            "chair": ["secretary", "group_leader"],
        },
        {
            "subject": "张三",
            "measure": "study_hours",
            "on": "2026-09-11",
            "quantity": 1.5,
            "entered_on": "2026-09-12",
            "ref": "a",
            "for_period": "2026-09",
            "voided_on": "2026-10-01",
            "sure": False,
            "chair": None,
        },
        {
            "subject": "一支部",
            "measure": "members_meeting",
            "on": "2026-12-01",
            "entered_on": "2026-11-01",
            "planned": True,
        },
    ]
    text = "\n" + "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    assert read_facts(_write("facts.jsonl", text)) == read_facts(_write("facts.csv", FACTS))


def test_a_mark_at_the_start_of_the_file_and_blank_lines_do_not_matter():
    marked = b"\xef\xbb\xbf" + FACTS.replace("\n", "\r\n").encode() + b"\r\n,,,,,,,,,,,\r\n\r\n"
    assert read_facts(_write("facts.csv", marked)) == read_facts(_write("plain.csv", FACTS))


def test_yes_and_no_in_six_spellings():
    lines = "\n".join(
        f"一支部,members_meeting,2026-09-0{n},{word}"
        for n, word in enumerate(["true", "false", "是", "否", "1", "0"], 1)
    )
    facts = read_facts(_write("facts.csv", f"subject,measure,on,sure\n{lines}\n"))
    assert [fact.sure for fact in facts] == [True, False, True, False, True, False]


def test_an_arrangement_entered_before_its_day_needs_no_mark():
    text = "subject,measure,on,entered_on\n一支部,members_meeting,2026-12-01,2026-11-01\n"
    (fact,) = read_facts(_write("facts.csv", text))
    assert fact.entered < fact.on


# ---- 对象表写错的

HEAD = "subject,type,belongs_to,valid_from,valid_to,full_members,term_from,term_to,recording_from\n"
BAD_SUBJECTS = [
    ("没有编号", ",branch,,,,,,,", 2, ["subject", "没有写"]),
    ("没有类型", "一支部,,,,,,,,", 2, ["type", "没有写"]),
    ("类型写错", "一支部,brunch,,,,,,,", 2, ["type", "写的是“brunch”", "是否想写“branch”"]),
    ("上级没有登记", "一支部,branch,总支,,,,,,", 2, ["belongs_to", "写的是“总支”", "对象表里没有"]),
    ("上级是自己", "一支部,branch,一支部,,,,,,", 2, ["belongs_to", "写的是自己"]),
    ("起止颠倒", "一支部,branch,,2026-02-01,2026-01-31,,,,", 2, ["valid_to", "起止颠倒"]),
    ("日期不存在", "一支部,branch,,2026-02-30,,,,,", 2, ["valid_from", "写的是“2026-02-30”", "没有这一天"]),
    ("日期写成斜线", "一支部,branch,,2026/2/3,,,,,", 2, ["valid_from", "年-月-日"]),
    ("日期写成周", "一支部,branch,,2026-W38-1,,,,,", 2, ["valid_from", "年-月-日"]),
    ("人数写成文字", "一支部,branch,,,,十二,,,", 2, ["full_members", "写的是“十二”", "整数"]),
    ("任期起止颠倒", "一支部,branch,,,,,2026-05-01,2023-05-01,", 2, ["term_to", "起止颠倒"]),
    ("有记录的日子写错", "一支部,branch,,,,,,,去年", 2, ["recording_from", "写的是“去年”"]),
    (
        "两段重叠",
        "甲,full_member,,2024-01-01,2024-12-31,,,,\n甲,full_member,,2024-12-31,,,,,",
        3,
        ["valid_from", "重叠", "第 2 行到 2024-12-31 止"],
    ),
    (
        "两段都没有起止",
        "甲,full_member,,,,,,,\n甲,full_member,,,,,,,",
        3,
        ["valid_from", "重叠", "第 2 行没有写到哪天止"],
    ),
    (
        "一个编号两种对象",
        "甲,full_member,,2024-01-01,2024-12-31,,,,\n甲,branch,,2025-01-01,,,,,",
        3,
        ["type", "不同的对象", "党员、党组织"],
    ),
    (
        "隶属绕成圈",
        "甲,branch,乙,,,,,,\n乙,branch,丙,,,,,,\n丙,branch,甲,,,,,,",
        2,
        ["belongs_to", "绕成了圈：甲 → 乙 → 丙 → 甲"],
    ),
    ("上级不是组织", "张三,full_member,,,,,,,\n一支部,branch,张三,,,,,,", 3, ["那是正式党员", "应是党组织"]),
    ("格数不对", "一支部,branch", 2, ["有 2 格", "表头有 9 列"]),
]


@pytest.mark.parametrize(
    ("row", "line", "fragments"), [pytest.param(*one[1:], id=one[0]) for one in BAD_SUBJECTS]
)
def test_a_wrong_subject_is_named_with_its_line(row, line, fragments):
    told = _told(read_subjects, f"{HEAD}{row}\n", "subjects.csv")
    assert any(
        one.startswith(f"subjects.csv:{line}:") and all(f in one for f in fragments) for one in told
    ), told


def test_those_under_a_wrong_line_are_not_blamed_for_it():
    text = "subject,type,belongs_to,valid_from\n一支部,brunch,,\n张三,full_member,一支部,\n"
    (told,) = _told(read_subjects, text, "subjects.csv")
    assert told.startswith("subjects.csv:2: type：")


def test_a_chain_of_thousands_of_superiors_is_refused_at_once():
    chain = "".join(f"甲{n},branch,甲{n + 1}\n" for n in range(20_000))
    (told,) = _told(read_subjects, f"subject,type,belongs_to\n{chain}甲20000,branch,\n", "subjects.csv")
    assert "隶属关系超过 30 层" in told


def test_a_circle_that_lasts_only_some_days_is_found():
    text = (
        "subject,type,belongs_to,valid_from,valid_to\n"
        "甲,branch,,2020-01-01,2023-12-31\n"
        "甲,branch,乙,2024-01-01,\n"
        "乙,branch,甲,2024-06-01,2024-06-30\n"
        "乙,branch,,2024-07-01,\n"
    )
    assert any("绕成了圈" in one for one in _told(read_subjects, text, "subjects.csv"))


def test_two_that_were_above_each_other_at_different_times_are_no_circle():
    text = (
        "subject,type,belongs_to,valid_from,valid_to\n"
        "甲,branch,乙,2020-01-01,2023-12-31\n"
        "甲,branch,,2024-01-01,\n"
        "乙,branch,,2020-01-01,2023-12-31\n"
        "乙,branch,甲,2024-01-01,\n"
    )
    assert len(_subjects(text)) == 2


# ---- 事实表写错的

COLUMNS = "id,subject,measure,on,quantity,entered_on,for_period,voided_on,sure,planned,note\n"
BAD_FACTS = [
    ("没有对象", "a,,members_meeting,2026-09-01,,,,,,,", 2, ["subject", "没有写"]),
    (
        "对象没有登记",
        "a,二支部,members_meeting,2026-09-01,,,,,,,",
        2,
        ["subject", "写的是“二支部”", "对象表里没有", "是否想写“一支部”"],
    ),
    ("没有计量", "a,一支部,,2026-09-01,,,,,,,", 2, ["measure", "没有写"]),
    (
        "计量写错",
        "a,一支部,member_meeting,2026-09-01,,,,,,,",
        2,
        ["measure", "写的是“member_meeting”", "是否想写“members_meeting”"],
    ),
    ("没有日期", "a,一支部,members_meeting,,,,,,,,", 2, ["on", "没有写"]),
    (
        "日期不存在",
        "a,一支部,members_meeting,2026-02-30,,,,,,,",
        2,
        ["on", "写的是“2026-02-30”", "没有这一天"],
    ),
    ("二月二十九不在平年", "a,一支部,members_meeting,2025-02-29,,,,,,,", 2, ["on", "没有这一天"]),
    ("日期没有补零", "a,一支部,members_meeting,2026-9-1,,,,,,,", 2, ["on", "写的是“2026-9-1”", "年-月-日"]),
    ("日期写成全角", "a,一支部,members_meeting,２０２６-09-01,,,,,,,", 2, ["on", "年-月-日"]),
    ("年份少写一位", "a,一支部,members_meeting,0202-09-01,,,,,,,", 2, ["on", "年份应在 1900 至 2199 之间"]),
    ("数量是负数", "a,一支部,members_meeting,2026-09-01,-1,,,,,,", 2, ["quantity", "写的是“-1”", "不小于 0"]),
    ("数量不是数", "a,一支部,members_meeting,2026-09-01,NaN,,,,,,", 2, ["quantity", "写的是“NaN”"]),
    ("数量无穷", "a,一支部,members_meeting,2026-09-01,Infinity,,,,,,", 2, ["quantity", "写的是“Infinity”"]),
    ("数量写成科学记数", "a,一支部,members_meeting,2026-09-01,1e3,,,,,,", 2, ["quantity", "写的是“1e3”"]),
    ("数量带单位", "a,一支部,members_meeting,2026-09-01,2 小时,,,,,,", 2, ["quantity", "写的是“2 小时”"]),
    (
        "属性里藏着巨大的数",
        "a,一支部,members_meeting,2026-09-01,,,,,,,1e999999999",
        2,
        ["note", "普通的样子"],
    ),
    (
        "是否写错",
        "a,一支部,members_meeting,2026-09-01,,,,,yes,,",
        2,
        ["sure", "写的是“yes”", "true、false、是、否、1、0"],
    ),
    ("录入日期写错", "a,一支部,members_meeting,2026-09-01,,昨天,,,,,", 2, ["entered_on", "写的是“昨天”"]),
    (
        "作废早于录入",
        "a,一支部,members_meeting,2026-09-01,,2026-09-05,,2026-09-04,,,",
        2,
        ["voided_on", "早于 2026-09-05 录入"],
    ),
    (
        "补的期间写错",
        "a,一支部,members_meeting,2026-09-01,,,2026-13,,,,",
        2,
        ["for_period", "写的是“2026-13”", "2026-Q3"],
    ),
    (
        "安排没有写何时录入",
        "a,一支部,members_meeting,2026-12-01,,,,,,是,",
        2,
        ["entered_on", "planned", "哪天录入"],
    ),
    (
        "编号重复",
        "a,一支部,members_meeting,2026-09-01,,,,,,,\na,一支部,members_meeting,2026-09-02,,,,,,,",
        3,
        ["id", "编号“a”重复", "第 2 行"],
    ),
    (
        "编号与行号代号相同",
        "f3,一支部,members_meeting,2026-09-01,,,,,,,\n,一支部,members_meeting,2026-09-02,,,,,,,",
        3,
        ["id", "编号“f3”重复"],
    ),
    ("格数多了", "a,一支部,members_meeting,2026-09-01,,,,,,,x,y", 2, ["有 12 格", "表头有 11 列"]),
    ("没有第五十三周", "a,一支部,members_meeting,2026-09-01,,,2025-W53,,,,", 2, ["for_period", "只有 52 周"]),
    ("为零年补的", "a,一支部,members_meeting,2026-09-01,,,0000-01,,,,", 2, ["for_period", "1900 至 2199"]),
    (
        "起算日不存在",
        "a,一支部,members_meeting,2026-09-01,,,A2026-02-30,,,,",
        2,
        ["for_period", "没有这一天"],
    ),
    ("零宽字符", "a\u200b,一支部,members_meeting,2026-09-01,,,,,,,", 2, ["id", "看不见的字符（U+200B）"]),
    ("文字方向", "a,一支部,members_meeting,2026-09-01,,,,,,,\u202e甲", 2, ["note", "看不见的字符（U+202E）"]),
    ("行中的文件头标记", "\ufeffa,一支部,members_meeting,2026-09-01,,,,,,,", 2, ["id", "U+FEFF"]),
    ("引号后面还有文字", 'a,一支部,members_meeting,2026-09-01,,,,,,,"x"y', 2, ["引号后面还有文字"]),
    ("引号没有合上", 'a,一支部,members_meeting,2026-09-01,,,,,,,"x', 2, ["引号没有合上"]),
    ("不可见字符", "a,一支部,members_meeting,2026-09-01,,,,,,,x\x07y", 2, ["note", "控制字符"]),
    ("一格太长", f"a,一支部,members_meeting,2026-09-01,,,,,,,{'长' * 4001}", 2, ["note", "4001 字"]),
]


@pytest.mark.parametrize(
    ("row", "line", "fragments"), [pytest.param(*one[1:], id=one[0]) for one in BAD_FACTS]
)
def test_a_wrong_fact_is_named_with_its_line(row, line, fragments):
    subjects = _subjects("subject,type\n一支部,branch\n")
    told = _told(lambda path: read_facts(path, subjects), f"{COLUMNS}{row}\n")
    assert any(one.startswith(f"facts.csv:{line}:") and all(f in one for f in fragments) for one in told), (
        told
    )


BAD_HEADERS = [
    ("缺列", "subject,on\n", ["表头缺少 measure", "应为列名"]),
    ("同名", "subject,measure,on,on\n", ["on", "两列同名"]),
    ("没有名称", "subject,measure,on,\n", ["没有名称"]),
    ("差一个字母", "subject,measure,on,quantiy\n", ["quantiy", "是否想写“quantity”"]),
    ("连字符", "subject,measure,on,entered-on\n", ["entered-on", "是否想写“entered_on”"]),
    ("列太多", "subject,measure,on," + ",".join(f"c{n}" for n in range(300)) + "\n", ["上限 200 列"]),
    ("空文件", "", ["文件是空的"]),
    ("分号", "subject;measure;on\n", ["应是英文逗号"]),
    ("制表符", "subject\tmeasure\ton\n", ["应是英文逗号"]),
    ("只有回车", "subject,measure,on\r甲,乙,丙\r", ["换行符不对"]),
]


@pytest.mark.parametrize(("text", "fragments"), [pytest.param(*one[1:], id=one[0]) for one in BAD_HEADERS])
def test_a_wrong_header_is_refused_at_once(text, fragments):
    (told,) = _told(read_facts, text)
    assert told.startswith("facts.csv:1:")
    assert all(one in told for one in fragments), told


BAD_JSON = [
    ("不是对象", "[1, 2]", ["不是 JSON 对象"]),
    ("没有写完", '{"subject": "一支部"', ["不是正确的 JSON"]),
    ("键写了两次", '{"subject": "甲", "subject": "乙"}', ["键重复"]),
    (
        "不是数",
        '{"subject": "甲", "measure": "members_meeting", "on": "2026-09-01", "quantity": NaN}',
        ["NaN"],
    ),
    ("缺一项", '{"subject": "甲", "measure": "members_meeting"}', ["on", "没有写"]),
    (
        "写成一组键值",
        '{"subject": "甲", "measure": "members_meeting", "on": "2026-09-01", "chair": {"a": 1}}',
        ["chair", "一组键值"],
    ),
    ("嵌套极深", "[" * 30_000, ["不是正确的 JSON"]),
    (
        "半个字符",
        '{"subject": "甲\\ud800", "measure": "members_meeting", "on": "2026-09-01"}',
        ["subject", "控制字符"],
    ),
]


@pytest.mark.parametrize(("text", "fragments"), [pytest.param(*one[1:], id=one[0]) for one in BAD_JSON])
def test_a_wrong_json_line_is_refused(text, fragments):
    told = "\n".join(_told(read_facts, f"\n{text}\n", "facts.jsonl"))
    assert "facts.jsonl:2:" in told
    assert all(one in told for one in fragments), told


# ---- 不是数据表的


@pytest.mark.parametrize(
    ("content", "fragment"),
    [
        pytest.param("subject,measure,on\n甲,乙,丙\n".encode("utf-16"), "NUL", id="UTF-16"),
        pytest.param("subject,measure,on\n甲,x,y\n".encode("gb18030"), "不是 UTF-8", id="GB18030"),
        pytest.param(b"PK\x03\x04\x00\x00" * 40, "NUL", id="xlsx"),
        pytest.param(b"a" * (MAX_LINE_BYTES + 1), "字节，不是数据表", id="一行太长"),
    ],
)
def test_what_is_no_text_table_is_refused(content, fragment):
    (told,) = _told(read_facts, content)
    assert fragment in told


def test_another_kind_of_file_is_refused_by_its_name():
    (told,) = _told(read_facts, FACTS, "facts.xlsx")
    assert "应为 .csv" in told


def test_a_missing_file_is_named():
    with pytest.raises(BookError, match="读不出来"):
        read_facts(Path("nothing.csv"))


NONSENSE = [b"\0", b"x", b'"', b"\xff\n", b"subject,measure,on\n", b'"a,b\n', b"{}\n"]


@pytest.mark.parametrize("name", ["facts.csv", "facts.jsonl"])
@pytest.mark.parametrize("filling", NONSENSE, ids=repr)
def test_a_hundred_megabytes_of_nonsense_need_little_memory(name, filling):
    with Path(name).open("wb") as stream:
        if name.endswith(".csv"):
            stream.write(b"subject,measure,on\n")
        stream.write(filling * (200_000 // len(filling)))
        stream.truncate(100_000_000)  # the rest is a hole in the file: zeros that take no room on disk
    tracemalloc.start()
    try:
        with pytest.raises(BookError) as refused:
            read_facts(Path(name))
        assert len(refused.value.problems) <= MAX_PROBLEMS + 1
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


def test_a_file_of_blank_lines_ends_somewhere(monkeypatch):
    monkeypatch.setattr(rows, "MAX_LINES", 1_000)
    (told,) = _told(read_facts, "subject,measure,on\n" + "\n" * 2_000)
    assert "超过 1000 行" in told


def test_after_twenty_problems_the_rest_is_not_read():
    lines = "一支部,members_meeting,2026-02-30\n" * 100
    told = _told(read_facts, f"subject,measure,on\n{lines}")
    assert len(told) == MAX_PROBLEMS + 1
    assert "后面的没有再看" in told[-1]


@given(st.binary(max_size=400))
def test_no_bytes_whatever_bring_anything_but_a_clear_refusal(content):
    for name in ("facts.csv", "facts.jsonl"):
        path = _write(name, b"subject,measure,on\n" * name.endswith(".csv") + content)
        problems = []
        try:
            read_facts(path)
        except BookError as error:
            problems = error.problems
        assert all(str(problem).startswith(name) for problem in problems)


@given(
    st.lists(
        st.tuples(
            st.dates(date(2020, 1, 1), date(2030, 1, 1)),
            st.decimals(0, 10**9, places=3, allow_nan=False),
            st.text(st.characters(exclude_categories=["C", "Z"]), max_size=12),
        ),
        max_size=8,
    )
)
def test_what_was_written_is_what_is_read(written):
    lines = [
        {
            "subject": "一支部",
            "measure": "members_meeting",
            "on": on.isoformat(),
            "quantity": str(many),
            "remark": f"文{text}",
        }
        for on, many, text in written
    ]
    path = _write("facts.jsonl", "\n".join(json.dumps(line) for line in lines))
    read = read_facts(path)
    assert [(one.on, one.quantity, one.text("remark")) for one in read] == [
        (on, many, f"文{text}") for on, many, text in written
    ]
