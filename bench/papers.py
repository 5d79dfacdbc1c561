"""P7: a thousand official documents as the site sets them, against bare typst on the same template and values.

``python -m bench.papers 1000 3`` prints the rows as JSON. What the site adds: the values as JSON, the look for
characters no font has, the choice of faces, and the question which template is in use.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from typing import Any

from bench.measure import interleaved

Row = tuple[str, str, str, str]
GOAL = 1.25
LONG = "认真学习，" * 12
NAMES = ("张建国", "李㑇", "王𬍤", "赵䶮", "欧阳秀英")


def values(number: int) -> dict[str, Any]:
    """One document of about a page and a half, each with words of its own."""
    name = NAMES[number % len(NAMES)]
    return {
        "mark": "中共云溪镇委员会文件",
        "number": f"云溪党发〔2026〕{number + 1}号",
        "title": f"关于确定{name}同志为发展对象的批复",
        "addressee": f"第{number + 1}党支部",
        "body": [
            {"level": 1, "text": "一、总体要求"},
            *({"level": 0, "text": f"{one}.请{name}同志办理，{LONG}按期报告。"} for one in range(1, 7)),
        ],
        "attachments": ["名册"],
        "signed_by": "中共云溪镇委员会",
        "signed_on": date(2026, 11, 18),
        "seal": True,
        "copies": "县委组织部",
        "printed_by": "中共云溪镇委员会办公室",
        "printed_on": date(2026, 11, 19),
    }


def rows(number: int, rounds: int) -> Iterator[Row]:
    """The figures."""
    import typst  # noqa: PLC0415 - Django is ready only now

    from zhidu.apps.documents.composing import paper  # noqa: PLC0415
    from zhidu.foundation.papers import fonts  # noqa: PLC0415
    from zhidu.foundation.papers.layout import OFFICIAL  # noqa: PLC0415
    from zhidu.foundation.papers.render import ROOT, pdf, plain  # noqa: PLC0415

    one, documents = paper(), [values(place) for place in range(number)]
    installed = fonts.installed()
    faces = json.dumps(fonts.chosen(frozenset(installed.families())))
    layout = json.dumps(OFFICIAL.as_values())
    given = [json.dumps({"mark_size": 44, **plain(each)}, ensure_ascii=False) for each in documents]

    def bare() -> None:
        for data in given:
            typst.Compiler(
                input=str(one.file),
                root=str(ROOT),
                font_paths=installed,
                ignore_system_fonts=True,
                sys_inputs={"data": data, "fonts": faces, "layout": layout},
            ).compile(format="pdf")

    def ours() -> None:
        for each in documents:
            pdf(one, each)

    taken = interleaved({"bare": bare, "ours": ours}, rounds)
    ratio = taken["ours"] / taken["bare"]
    yield (
        f"P7 · {number:,} 份公文",
        f"{taken['ours']:.1f} 秒 CPU，每份 {taken['ours'] / number * 1000:.0f} 毫秒",
        f"直接用 typst {taken['bare']:.1f} 秒；≤ {GOAL} 倍",
        f"{ratio:.2f} 倍",
    )


def main() -> None:
    """A site of its own, with nothing in it."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ZHIDU_VAR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "zhidu.project.settings"
        import django  # noqa: PLC0415
        from django.core.management import call_command  # noqa: PLC0415

        django.setup()
        call_command("migrate", verbosity=0)
        number, rounds = (int(word) for word in sys.argv[1:3])
        print(json.dumps(list(rows(number, rounds)), ensure_ascii=False))


if __name__ == "__main__":
    main()
