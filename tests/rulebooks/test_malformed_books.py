"""坏制度：每一种写错都指出文件、行、栏目、写的是什么、应为什么；一处有错，整部不载入。"""

from __future__ import annotations

from pathlib import Path

import pytest

from zhidu.rulebooks.load import load
from zhidu.rulebooks.source import BookError

GOOD = """\
id: trial
title: 试写的制度
level: local
version: "1"
clauses:
- id: committee.monthly
  family: committee_meeting.count
  title: 支委会每月至少一次
  cite: 第一条
  modality: must
  subject: organization
  kind: frequency
  measure: committee_meeting
  at_least: 1
  per: month
"""

KIND = "  kind: frequency\n  measure: committee_meeting\n  at_least: 1\n  per: month\n"
"""第 12 至 15 行，供换成其他种类的条款。"""

# 编号, 原文, 改成, 行号, 报错里应有的话
SLIPS = [
    (
        "计量写错一个字母",
        "measure: committee_meeting",
        "measure: comittee_meeting",
        13,
        ["measure", "是否想写“committee_meeting”"],
    ),
    ("键写错一个字母", "at_least: 1", "at_leest: 1", 14, ["at_leest", "没有这个键", "是否想写“at_least”"]),
    (
        "条款种类写错",
        "kind: frequency",
        "kind: frequncy",
        12,
        ["kind", "是否想写“frequency”", "条款种类应为"],
    ),
    ("没有写条款种类", "  kind: frequency\n", "", 6, ["缺少 kind"]),
    (
        "性质写成中文",
        "modality: must",
        "modality: 应当",
        10,
        ["modality", "写的是“应当”", "must、generally、may、must_not"],
    ),
    (
        "约束对象写错",
        "subject: organization",
        "subject: organisation",
        11,
        ["subject", "是否想写“organization”"],
    ),
    ("缺少标题", "  title: 支委会每月至少一次\n", "", 6, ["title", "缺少这一项"]),
    ("缺少出处", "  cite: 第一条\n", "", 6, ["cite", "缺少这一项"]),
    ("标题空着", "title: 支委会每月至少一次", "title:", 8, ["title", "没有写"]),
    ("次数写成文字", "at_least: 1", "at_least: 一", 14, ["at_least", "写的是“一”", "整数"]),
    ("次数写成负数", "at_least: 1", "at_least: -1", 14, ["at_least", "写的是“-1”", "整数"]),
    ("次数写成小数", "at_least: 1", "at_least: 1.5", 14, ["at_least", "写的是“1.5”", "整数"]),
    ("次数写成列表", "at_least: 1", "at_least: [1, 2]", 14, ["at_least", "写成了列表", "整数"]),
    ("周期写错", "per: month", "per: monthly", 15, ["per", "是否想写“month”", "week、month"]),
    ("没有写周期", "  per: month\n", "", 6, ["per", "缺少这一项"]),
    ("没有写多少次", "  at_least: 1\n", "", 6, ["应写 at_least、at_most、exactly 或 at_most_from"]),
    (
        "下限大于上限",
        "at_least: 1",
        "at_least: 3\n  at_most: 2",
        6,
        ["at_least 3 大于 at_most 2", "谁也做不到"],
    ),
    ("又写恰好又写至少", "at_least: 1", "at_least: 1\n  exactly: 2", 15, ["exactly", "不能再写 at_least"]),
    ("编号有大写字母", "id: committee.monthly", "id: Committee.Monthly", 6, ["id", "小写英文短名"]),
    (
        "清单编号写错",
        "cite: 第一条",
        "cite: 第一条\n  covers: [5.1.11]",
        10,
        ["covers", "写的是“5.1.11”", "S5.1.11"],
    ),
    ("期限没有单位", "cite: 第一条", "cite: 第一条\n  makeup: 30", 10, ["makeup", "写的是“30”", "30d"]),
    ("期限单位写成中文", "cite: 第一条", "cite: 第一条\n  warn: 15天", 10, ["warn", "写的是“15天”"]),
    (
        "施行日期不存在",
        "cite: 第一条",
        "cite: 第一条\n  effective: {from: 2026-02-30}",
        10,
        ["effective.from", "写的是“2026-02-30”", "真实存在的日期"],
    ),
    (
        "施行起止颠倒",
        "cite: 第一条",
        "cite: 第一条\n  effective: {from: 2026-05-01, to: 2026-04-01}",
        10,
        ["effective", "起止颠倒"],
    ),
    (
        "接替的条款不存在",
        "cite: 第一条",
        "cite: 第一条\n  effective: {from: 2026-05-01, replaces: committee.weekly}",
        6,
        ["effective.replaces", "committee.weekly", "不在本书里"],
    ),
    (
        "接替自己",
        "cite: 第一条",
        "cite: 第一条\n  effective: {from: 2026-05-01, replaces: committee.monthly}",
        6,
        ["绕成了圈"],
    ),
    (
        "适用的组织不认识",
        "cite: 第一条",
        "cite: 第一条\n  applies: {organization: [brunch]}",
        10,
        ["applies.organization", "是否想写“branch”"],
    ),
    (
        "适用条件用了不认识的属性",
        "cite: 第一条",
        "cite: 第一条\n  applies: {who: {pots: secretary}}",
        10,
        ["applies.who.pots", "是否想写“post”"],
    ),
    ("适用写成一个词", "cite: 第一条", "cite: 第一条\n  applies: branch", 10, ["applies", "应为一组键值"]),
    (
        "免计没有写批准人",
        "cite: 第一条",
        "cite: 第一条\n  excuse: {grounds: [leave]}",
        10,
        ["excuse.approver", "缺少这一项"],
    ),
    (
        "建议和默认都写",
        "cite: 第一条",
        "cite: 第一条\n  needs: [{param: makeup, ask: 几天, suggest: 3d, default: 5d}]",
        10,
        ["needs", "只能写一个"],
    ),
    (
        "要问的参数不存在",
        "cite: 第一条",
        'cite: 第一条\n  needs: [{param: parts.3.at_least, ask: 几个, suggest: "2"}]',
        6,
        ["parts"],
    ),
    (
        "建议的答案读不懂",
        "  per: month\n",
        "  needs: [{param: per, ask: 多久一次, suggest: 每月}]\n",
        6,
        ["per", "写的是“每月”"],
    ),
    ("列表是空的", "cite: 第一条", "cite: 第一条\n  covers: []", 10, ["covers", "列表是空的"]),
    ("键写了两次", "at_least: 1", "at_least: 1\n  at_least: 2", 15, ["键“at_least”重复", "第 14 行已经写过"]),
    ("用了 YAML 引用", "cite: 第一条", "cite: &x 第一条", 9, ["YAML 引用"]),
    ("用制表符缩进", "  at_least: 1", "\tat_least: 1", 14, ["不是正确的 YAML"]),
    ("书头写错一个键", 'version: "1"', 'verison: "1"', 4, ["verison", "不认识的键"]),
    ("书头缺少版本", 'version: "1"\n', "", 1, ["version", "缺少这一项"]),
    ("层级写错", "level: local", "level: county", 3, ["level", "写的是“county”", "national、local"]),
    ("条款不是列表", GOOD[GOOD.index("- id") :], "  id: committee.monthly\n", 6, ["clauses", "应为列表"]),
    ("条款写成一句话", GOOD[GOOD.index("- id") :], "- 支委会每月至少一次\n", 6, ["一条条款应为一组键值"]),
    (
        "表决比例写成百分数",
        KIND,
        "  kind: decision\n  pass: {of: entitled, more_than: 50%}\n",
        13,
        ["pass.more_than", "写的是“50%”", "1/2"],
    ),
    ("表决比例大于一", KIND, "  kind: decision\n  pass: {of: entitled, at_least: 3/2}\n", 13, ["pass"]),
    ("超过全体不可能", KIND, "  kind: decision\n  pass: {of: entitled, more_than: 1/1}\n", 13, ["pass"]),
    (
        "不少于与超过都写",
        KIND,
        "  kind: decision\n  pass: {of: entitled, more_than: 1/2, at_least: 1/2}\n",
        13,
        ["pass", "只能写一个"],
    ),
    (
        "分母不认识",
        KIND,
        "  kind: decision\n  pass: {of: everybody, more_than: 1/2}\n",
        13,
        ["pass.of", "entitled、present、voting、all"],
    ),
    (
        "钟点写成二十五点",
        KIND,
        '  kind: schedule\n  measure: committee_meeting\n  window: {weekday: tue, from: "25:00"}\n',
        14,
        ["window.from", "写的是“25:00”", "钟点"],
    ),
    (
        "星期写成中文",
        KIND,
        "  kind: schedule\n  measure: committee_meeting\n  window: {weekday: 周二}\n",
        14,
        ["window.weekday", "写的是“周二”", "mon、tue"],
    ),
    (
        "时间条款没有时间",
        KIND,
        "  kind: schedule\n  measure: committee_meeting\n",
        6,
        ["应写 window，或写 set_by"],
    ),
    (
        "连续缺失的预警晚于期限",
        KIND,
        "  kind: lapse\n  any_of: [dues_paid]\n  run: 6\n  warn_at: 7\n",
        6,
        ["warn_at 7 应在 1 与 run 6 之间"],
    ),
    (
        "时限条款没有时限",
        KIND,
        "  kind: deadline\n  trigger: problem_found\n  act: correction_done\n",
        6,
        ["应写 within、end_of 或 before"],
    ),
    (
        "覆盖条款写了两种口径",
        KIND,
        (
            "  kind: coverage\n  of: {type: [member]}\n  has: dues_paid\n  ratio: {at_least: 1/1}\n"
            "  at: members_meeting\n  per: month\n"
        ),
        6,
        ["at、before、per 只能写一个"],
    ),
    (
        "角色条款没有写谁",
        KIND,
        "  kind: role\n  event: members_meeting\n  duty: chair\n",
        6,
        ["应写 allowed、exactly 或 rotate"],
    ),
    (
        "专属事项没有写归谁",
        KIND,
        "  kind: content\n  event: ballot\n  field: matter\n  reserved: [admission]\n",
        6,
        ["reserved_to", "应同时写"],
    ),
    (
        "表格不存在",
        KIND,
        "  kind: record\n  form: minutes\n  event: members_meeting\n",
        6,
        ["form", "没有表格“minutes”"],
    ),
    (
        "程序不存在",
        KIND,
        "  kind: stage\n  procedure: recruitment\n",
        6,
        ["procedure", "没有程序“recruitment”"],
    ),
    (
        "禁止条款没有写禁止什么",
        KIND,
        "  kind: prohibition\n  per: year\n",
        6,
        ["应写 when（发生什么）或 forbids（不得做什么）"],
    ),
    (
        "组成的一项没有写多少",
        KIND,
        "  kind: composition\n  of: register\n  parts: [{type: card}]\n",
        14,
        ["parts", "应写 at_least 或 at_most"],
    ),
]


@pytest.mark.parametrize(
    ("old", "new", "line", "fragments"), [pytest.param(*slip[1:], id=slip[0]) for slip in SLIPS]
)
def test_one_slip_is_named_with_its_line(tmp_path: Path, monkeypatch, old, new, line, fragments):
    monkeypatch.chdir(tmp_path)
    assert GOOD.count(old) == 1
    Path("book.yaml").write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(BookError) as refused:
        load(Path("book.yaml"))
    told = [str(problem) for problem in refused.value.problems]
    assert any(
        text.startswith(f"book.yaml:{line}:") and all(one in text for one in fragments) for text in told
    ), told


def test_the_good_book_loads(tmp_path: Path):
    path = tmp_path / "book.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert [clause.id for clause in load(path).clauses] == ["committee.monthly"]


def test_all_slips_of_a_book_are_told_at_once(tmp_path: Path):
    path = tmp_path / "book.yaml"
    text = GOOD.replace("modality: must", "modality: 应当").replace("at_least: 1", "at_least: 一")
    path.write_text(text.replace("per: month", "per: monthly"), encoding="utf-8")
    with pytest.raises(BookError) as refused:
        load(path)
    assert [problem.line for problem in refused.value.problems] == [10, 14, 15]


def _refusal(path: Path) -> str:
    with pytest.raises(BookError) as refused:
        load(path)
    return str(refused.value)


def test_a_folder_without_a_head_is_no_book(tmp_path: Path):
    assert "没有 rulebook.yaml" in _refusal(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path):
    assert "读不出来" in _refusal(tmp_path / "book.yaml")


def test_an_empty_file_is_refused(tmp_path: Path):
    path = tmp_path / "book.yaml"
    path.write_text("", encoding="utf-8")
    assert "文件是空的" in _refusal(path)


def test_another_encoding_is_refused(tmp_path: Path):
    path = tmp_path / "book.yaml"
    path.write_bytes(GOOD.encode("gb18030"))
    assert "不是 UTF-8 文本" in _refusal(path)


def test_a_huge_file_is_refused_unread(tmp_path: Path):
    path = tmp_path / "book.yaml"
    path.write_bytes(b"#" * 2_000_001)
    assert "上限" in _refusal(path)


def test_two_documents_in_one_file_are_refused(tmp_path: Path):
    path = tmp_path / "book.yaml"
    path.write_text(f"{GOOD}---\n{GOOD}", encoding="utf-8")
    assert ":16:" in (told := _refusal(path))
    assert "两份文档" in told


def test_endless_nesting_is_refused(tmp_path: Path):
    path = tmp_path / "book.yaml"
    path.write_text("[" * 400 + "]" * 400, encoding="utf-8")
    assert "嵌套" in _refusal(path)


def test_the_same_id_in_two_files_names_both(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = Path("book/clauses")
    folder.mkdir(parents=True)
    head, clause = GOOD.split("clauses:\n")
    Path("book/rulebook.yaml").write_text(head, encoding="utf-8")
    (folder / "1.yaml").write_text(clause, encoding="utf-8")
    (folder / "2.yaml").write_text(f"# 又写了一遍\n{clause}", encoding="utf-8")
    told = _refusal(Path("book"))
    assert "book/clauses/2.yaml:2:" in told
    assert "编号重复：book/clauses/1.yaml:1 已经用过" in told


def test_an_answer_to_a_question_nobody_asked_is_refused(tmp_path: Path):
    path = tmp_path / "book.yaml"
    path.write_text(GOOD, encoding="utf-8")
    with pytest.raises(BookError, match="没有要问的"):
        load(path, {"committee.monthly": {"within": "3d"}})
    with pytest.raises(BookError, match="没有这一条"):
        load(path, {"committee.weekly": {"within": "3d"}})
