"""A township with branches that did much, little and everything, judged; and its pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any

from tests.apps.builders import Branch, an_organization
from tests.apps.compliance.making import TODAY, a_running_branch, held, judged
from zhidu.apps.compliance.follow import bring_up


@dataclass(frozen=True)
class Town:
    """A committee and its branches, the busiest last."""

    county: Any
    node: Any
    branches: list[Branch]


def a_town(name: str = "石桥镇党委", *, branches: int = 3, county: Any = None) -> Town:
    """Branches that held four committee meetings more each than the one before."""
    county = county or an_organization(f"{name}的县委", type="county_committee")
    node = an_organization(name, type="township_committee", under=county)
    made = []
    for number in range(branches):
        branch = a_running_branch(f"{name}第{number + 1}支部", under=node, groups=1)
        for month in range(1, min(4 * number, 10) + 1):
            held(branch, date(TODAY.year, month, 15))
        judged(branch)
        made.append(branch)
    bring_up([county.pk, node.pk], TODAY)
    return Town(county, node, made)


def text(client: Any, address: str, **asked: Any) -> str:
    """A page as text."""
    answer = client.get(address, asked)
    assert answer.status_code == 200, (address, answer.status_code)
    return unescape(answer.content.decode())
