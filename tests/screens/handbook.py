"""``make handbook-pictures``: does what the handbook says in the demonstration county, and takes its pictures.

They go to ``docs/handbook/pictures/``. Where the handbook says what is not so, this says which line.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.inventory import ROOT
from tests.screens.county import build, copy, served
from tests.screens.driving import NotSo, drive
from tests.screens.guide import FOLDER, pages
from tests.screens.palette import smaller
from tests.screens.visiting import VISITOR, chromium, window

PICTURES = FOLDER / "pictures"
BUILT = ROOT / "build" / "handbook"
ON_A_PHONE = ("member", "resident")
"""Pages of the handbook for people who mostly have a telephone in their hand."""
SCREEN, PHONE = {"width": 1240, "height": 780}, {"width": 390, "height": 760}


def main() -> int:
    parser = argparse.ArgumentParser(prog="make handbook-pictures", description="手册的插图。")
    parser.add_argument("pages", nargs="*", metavar="页", help="只走这几页，如 secretary；不写是全部")
    parser.add_argument("--keep", action="store_true", help="样例县用上次装好的")
    asked = parser.parse_args()
    county = BUILT / "county"
    if not (asked.keep and (county / "site").exists()):
        print("▶ 装好样例县（约一分钟）", flush=True)
        build(county)
    PICTURES.mkdir(exist_ok=True)
    taken, wrong = 0, []
    with chromium() as browser:
        for path in pages():
            if asked.pages and path.stem not in asked.pages:
                continue
            with served(copy(county / "site", BUILT / "walked")) as site:
                try:
                    names = walk(browser, site, path, take=_take(browser))
                except NotSo as told:
                    print(f"✗ {told}", flush=True)
                    wrong.append(path.name)
                    continue
            print(f"· {path.name}：照着做完了，{len(names)} 张", flush=True)
            taken += len(names)
    if wrong:
        print(f"✗ 照着做不下去的：{'、'.join(wrong)}。请改手册或页面，再运行一次。")
        return 1
    print(f"✓ 共 {taken} 张，在 {PICTURES.relative_to(ROOT)}/。")
    print("下一步：看一遍插图，再运行 make test。")
    return 0


def walk(browser: Any, site: str, path: Path, *, take: Callable[[Any, str], None] | None = None) -> list[str]:
    """Do what one page says, on the screen its readers have; the names of its pictures."""
    with window(browser, site, VISITOR) as page:
        page.set_viewport_size(PHONE if path.stem in ON_A_PHONE else SCREEN)
        page.goto("/")
        return drive(page, path, take=take)


def _take(browser: Any) -> Callable[[Any, str], None]:
    counter = browser.new_page()

    def take(page: Any, name: str) -> None:
        page.evaluate("document.activeElement && document.activeElement.blur()")
        (PICTURES / f"{name}.png").write_bytes(smaller(counter, page.screenshot()))

    return take


if __name__ == "__main__":
    sys.exit(main())
