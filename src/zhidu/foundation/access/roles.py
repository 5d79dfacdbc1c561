"""Roles (身份): the words a grant may carry. The words of posts are those of the glossary."""

from __future__ import annotations

from collections.abc import Mapping

ADMINISTRATOR = "administrator"
SUPERIOR = "superior"
SECRETARY = "secretary"
GROUP_LEADER = "group_leader"
MEMBER = "member"

ROLES: Mapping[str, str] = {
    ADMINISTRATOR: "系统管理员",
    SUPERIOR: "上级党务干部",
    SECRETARY: "书记",
    "deputy": "副书记",
    "organisation": "组织委员",
    "publicity": "宣传委员",
    "discipline": "纪检委员",
    "committee_member": "委员",
    GROUP_LEADER: "党小组长",
    MEMBER: "党员",
}

COMMITTEE = frozenset({SECRETARY, "deputy", "organisation", "publicity", "discipline", "committee_member"})
"""Members of the branch committee, whatever their duty."""
LEADERS = frozenset({SECRETARY, "deputy"})
ORGANISERS = LEADERS | {"organisation"}
"""Who keeps the register of members (组织委员的分工)."""
EVERYBODY = COMMITTEE | {SUPERIOR, GROUP_LEADER, MEMBER}
