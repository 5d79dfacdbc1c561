"""Values to try a template on: one paper with everything, and one with almost nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_BODY = [
    {"level": 0, "text": "现将有关事项通知如下。"},
    {"level": 1, "text": "一、总体要求"},
    {"level": 2, "text": "（一）时间安排"},
    {"level": 3, "text": "1.年底以前完成。"},
    {"level": 4, "text": "（1）按时报送。"},
]
_TABLE = {
    "head": ["序号", "姓名", "签名"],
    "rows": [["1", "张㑇", None], ["2", "李四", None]],
    "widths": [1, 3, 4],
    "tall": True,
}
_PART: dict[str, Any] = {"heading": None, "paragraphs": [], "body": [], "table": None}
FIELDS: Mapping[str, Mapping[str, tuple[str, Any]]] = {
    "official": {
        "mark": ("发文机关标志", "中共云溪镇委员会文件"),
        "copy_number": ("份号", "000012"),
        "secrecy": ("密级", "内部"),
        "urgency": ("紧急程度", "特急"),
        "number": ("发文字号", "云溪党发〔2026〕12号"),
        "signer": ("签发人，上行文才有", "张三"),
        "title": ("标题", "关于做好2026年换届工作的通知"),
        "addressee": ("主送机关", "各村党支部"),
        "body": ("正文，一段一项：level 层次（0 至 4）、text 文字", _BODY),
        "attachments": ("附件说明，一个一项", ["时间安排表", "名册"]),
        "signed_by": ("署名", "中共云溪镇委员会"),
        "signed_on": ("成文日期", "2026年11月18日"),
        "seal": ("是否留盖章处", True),
        "note": ("附注", "此件公开发布"),
        "copies": ("抄送机关", "县委组织部"),
        "printed_by": ("印发机关", "中共云溪镇委员会办公室"),
        "printed_on": ("印发日期", "2026年11月19日"),
    },
    "document": {
        "title": ("标题", "东岭村党支部党员大会会议记录"),
        "number": ("编号", "2026-05"),
        "addressee": ("主送", "各位参会同志"),
        "facts": ("各栏，一项两个：名称、内容", [["时间", "2026年11月18日"], ["地点", None]]),
        "parts": (
            "各部分：heading 小标题、paragraphs 段落、body 分层次的段落、table 表格（head、rows、widths、tall）",
            [
                {**_PART, "heading": "一、议题", "paragraphs": ["讨论发展党员。", None]},
                {**_PART, "body": _BODY},
                {**_PART, "heading": "二、名单", "table": _TABLE},
            ],
        ),
        "signers": ("签字的人，一项两个：身份、姓名", [["主持人（签字）", None], ["记录人（签字）", "李四"]]),
        "signed_by": ("署名", "东岭村党支部"),
        "signed_on": ("日期", "2026年11月18日"),
        "seal": ("是否留盖章处", True),
    },
}
"""Kind of template → field → what it is, and an example."""
_LISTS = ("body", "attachments", "facts", "parts", "signers")


def samples(kind: str) -> list[dict[str, Any]]:
    """The paper with everything, and the one in which nothing but the title was recorded."""
    fields = FIELDS[kind]
    whole = {name: example for name, (_, example) in fields.items()}
    bare: dict[str, Any] = {name: [] if name in _LISTS else None for name in fields}
    bare["seal"] = False
    return [whole, {**bare, "title": whole["title"], **({"mark": whole["mark"]} if "mark" in whole else {})}]
