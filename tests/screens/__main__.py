"""``make screenshots``: every page of the site as each account of the demonstration sees it, at two widths.

Everything goes to ``build/screens/``: one folder for each account, and ``index.html`` to look at them all.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.inventory import ROOT
from tests.screens.county import build, copy, environment, passwords, served
from tests.screens.sheet import contact_sheet
from tests.screens.visiting import HEIGHT, PHONE, ROLES, WIDE, chromium, window

OUT = Path("build") / "screens"
LARGE = ("dangyuan",)
"""Accounts whose pages are also taken in 大字版 on a phone."""


def main() -> int:
    asked = _arguments()
    out = ROOT / OUT
    county = out / "county"
    if asked.keep and (county / "site").exists():
        print("· 用上次装好的样例县。", flush=True)
    else:
        print("▶ 装好样例县（约一分钟）", flush=True)
        build(county)
    var = copy(county / "site", out / "county" / "shown")
    accounts = asked.accounts or list(ROLES)
    for one in accounts:
        shutil.rmtree(out / one, ignore_errors=True)
    taken = 0
    with served(var) as site, chromium() as browser:
        addresses = {
            name: one for name, one in addresses_of(var).items() if not asked.page or asked.page in name
        }
        known = passwords(var)
        for account in accounts:
            with window(browser, site, account, known.get(account, "")) as page:
                found = _pages(page, addresses, out / account, large=account in LARGE)
            print(f"· {ROLES[account]}（{account}）：{len(found)} 张", flush=True)
            taken += len(found)
    contact_sheet(out)
    print(f"✓ 共 {taken} 张，在 {OUT}/。")
    print(f"下一步：用浏览器打开 {OUT / 'index.html'} 逐页看。")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make screenshots", description="每一页的截图。")
    parser.add_argument("accounts", nargs="*", metavar="帐号", help="只截这些帐号，不写是全部")
    parser.add_argument("--page", default="", help="只截名称里有这几个字母的页，如 today")
    parser.add_argument("--keep", action="store_true", help="样例县用上次装好的")
    asked = parser.parse_args()
    if unknown := set(asked.accounts) - set(ROLES):
        parser.error(f"没有{'、'.join(unknown)}；可写 {'、'.join(ROLES)}")
    return asked


def addresses_of(var: Path) -> Mapping[str, str]:
    """Every address, about things that are in the data."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.screens.names"],
        cwd=ROOT,
        env=environment(var),
        check=True,
        capture_output=True,
        text=True,
    )
    found: Mapping[str, str] = json.loads(done.stdout)
    return found


def _pages(page: Any, addresses: Mapping[str, str], out: Path, *, large: bool) -> list[Path]:
    """All pages that open, in every size."""
    out.mkdir(parents=True)
    taken = []
    for name, address in addresses.items():
        if not _is_page(page, address):
            continue
        page.goto(address)
        stem = name.replace(":", "-")
        taken += [_take(page, width, out / f"{stem}-{width}.png") for width in (WIDE, PHONE)]
        if large:
            page.evaluate("document.documentElement.classList.add('large')")
            taken.append(_take(page, PHONE, out / f"{stem}-{PHONE}-large.png"))
    return taken


def _is_page(page: Any, address: str) -> bool:
    """Whether there is a page for this account: no download, no refusal, no way round to the login page."""
    answer = page.request.get(address, max_redirects=0)
    return answer.status == 200 and answer.headers.get("content-type", "").startswith("text/html")


def _take(page: Any, width: int, path: Path) -> Path:
    page.set_viewport_size({"width": width, "height": HEIGHT[width]})
    page.screenshot(path=path, full_page=True)
    return path


if __name__ == "__main__":
    sys.exit(main())
