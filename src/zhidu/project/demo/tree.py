"""The organisations of 云岭县: who stands under whom, and how many members each branch has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhidu.project.demo.clock import Clock
from zhidu.project.demo.names import COUNTY
from zhidu.project.demo.subjects import Register

COUNTY_COMMITTEE = f"{COUNTY[:2]}县委"
FOUNDED_MID_MONTH = "环卫所党支部"
"""The branch set up on the 17th of a month: less than half of that month is in scope."""
RECENT_RECORDS = "南湖二网格党支部"
"""The branch whose records only begin three months ago."""
TEMPORARY = "防汛临时党支部"
"""A branch that existed for two months only."""
TEA = "云雾茶业党支部"
"""The firm branch that wrote its own book and then revised it."""


@dataclass(frozen=True, slots=True)
class Place:
    """One organisation: its type, its superior, how many members it has, and in how many groups."""

    name: str
    type: str
    above: str
    members: int = 0
    groups: int = 0
    sector: str = ""


_SHIQIAO, _LIUHE = "石桥镇党委", "柳河乡党委"
_CHENGGUAN, _HEXI = "城关街道党工委", "河西街道党工委"
_DONGMEN, _NANHU, _XIYUAN = "东门社区党委", "南湖社区党委", "西苑社区党委"
_SCHOOL, _POVERTY, _URBAN = "云岭一中党总支", "县扶贫办党总支", "县城管局党总支"
_OFFICES = "县直机关工委"

PLACES = (
    Place(COUNTY_COMMITTEE, "county_committee", ""),
    Place(_SHIQIAO, "township_committee", COUNTY_COMMITTEE, sector="rural"),
    Place("石桥镇综合办公室", "general_office", _SHIQIAO),
    Place("石桥镇东片管理区", "district", _SHIQIAO),
    Place("石桥镇西片管理区", "district", _SHIQIAO),
    Place("石桥镇机关党支部", "office_branch", _SHIQIAO, 22, 2, "office"),
    Place("青石村党支部", "village_branch", _SHIQIAO, 34, 3, "rural"),
    Place("柳林村党支部", "village_branch", _SHIQIAO, 28, 2, "rural"),
    Place("上坝村党支部", "village_branch", _SHIQIAO, 26, 2, "rural"),
    Place("枫树湾村党支部", "village_branch", _SHIQIAO, 22, 2, "rural"),
    Place(_LIUHE, "township_committee", COUNTY_COMMITTEE, sector="rural"),
    Place("柳河乡综合办公室", "general_office", _LIUHE),
    Place("柳河乡管理区", "district", _LIUHE),
    Place("柳河乡机关党支部", "office_branch", _LIUHE, 18, 1, "office"),
    Place("竹园村党支部", "village_branch", _LIUHE, 30, 2, "rural"),
    Place("白杨村党支部", "village_branch", _LIUHE, 24, 2, "rural"),
    Place("龙潭村党支部", "village_branch", _LIUHE, 19, 1, "rural"),
    Place(_CHENGGUAN, "street_committee", COUNTY_COMMITTEE, sector="community"),
    Place(_DONGMEN, "community_committee", _CHENGGUAN, sector="community"),
    Place("东门一网格党支部", "grid_branch", _DONGMEN, 26, 2, "community"),
    Place("东门二网格党支部", "grid_branch", _DONGMEN, 24, 2, "community"),
    Place(_NANHU, "community_committee", _CHENGGUAN, sector="community"),
    Place("南湖一网格党支部", "grid_branch", _NANHU, 25, 2, "community"),
    Place(RECENT_RECORDS, "grid_branch", _NANHU, 22, 1, "community"),
    Place("南湖商圈联合党支部", "firm_branch", _NANHU, 12, 0, "firm"),
    Place(_HEXI, "street_committee", COUNTY_COMMITTEE, sector="community"),
    Place(_XIYUAN, "community_committee", _HEXI, sector="community"),
    Place("西苑一网格党支部", "grid_branch", _XIYUAN, 21, 1, "community"),
    Place(_SCHOOL, "general_branch", COUNTY_COMMITTEE, sector="school"),
    Place("一中高中部党支部", "school_branch", _SCHOOL, 28, 2, "school"),
    Place("一中初中部党支部", "school_branch", _SCHOOL, 24, 2, "school"),
    Place(_POVERTY, "general_branch", COUNTY_COMMITTEE, sector="office"),
    Place("扶贫办机关党支部", "office_branch", _POVERTY, 21, 2, "office"),
    Place("扶贫开发中心党支部", "office_branch", _POVERTY, 16, 0, "office"),
    Place(_URBAN, "general_branch", COUNTY_COMMITTEE, sector="office"),
    Place("城管局机关党支部", "office_branch", _URBAN, 19, 1, "office"),
    Place("城管执法大队党支部", "office_branch", _URBAN, 26, 2, "office"),
    Place(FOUNDED_MID_MONTH, "office_branch", _URBAN, 11, 0, "office"),
    Place(_OFFICES, "work_committee", COUNTY_COMMITTEE, sector="office"),
    Place("县委办党支部", "office_branch", _OFFICES, 24, 2, "office"),
    Place("县财政局党支部", "office_branch", _OFFICES, 32, 3, "office"),
    Place(TEA, "firm_branch", COUNTY_COMMITTEE, 18, 1, "firm"),
    Place(TEMPORARY, "temporary_branch", COUNTY_COMMITTEE),
)
BRANCHES = tuple(place for place in PLACES if place.members)
PILOTS = frozenset({_CHENGGUAN, _HEXI})
WEAK = frozenset({"龙潭村党支部"})


def plant(register: Register, clock: Clock) -> None:
    """Write the organisations, their groups, sites and units into the register."""
    for place in PLACES:
        register.add(
            place.name,
            place.type,
            place.above,
            since=founded(place, clock),
            until=clock.in_month(2, 15) if place.name == TEMPORARY else None,
            attributes={
                "name": place.name,
                "sector": place.sector,
                "has_committee": "true" if place.members >= _COMMITTEE_FROM else "",
                "pilot": "true" if place.name in PILOTS else "",
                "weak": "true" if place.name in WEAK else "",
                "recording_from": clock.month(2).isoformat() if place.name == RECENT_RECORDS else "",
            },
        )
    for place in BRANCHES:
        kind = "building_group" if place.type == "grid_branch" else "group"
        for number in range(1, place.groups + 1):
            name = group_name(place, number)
            register.add(name, kind, place.name, since=founded(place, clock), attributes={"name": name})
    for name, kind, above, role in _SITES_AND_UNITS:
        register.add(name, kind, above, since=clock.years_ago(6), attributes={"name": name, "role": role})


_COMMITTEE_FROM = 7


def founded(place: Place, clock: Clock) -> date | None:
    """Day a branch begins; the county itself was always there."""
    if place.name == FOUNDED_MID_MONTH:
        return clock.in_month(5, 17)
    if place.name == TEMPORARY:
        return clock.in_month(4, 15)
    return clock.years_ago(12) if place.above else None


def group_name(place: Place, number: int) -> str:
    """What a Party group of a branch is called; in a grid it is that of a building."""
    stem = place.name.removesuffix("党支部")
    return f"{stem}{number}栋党小组" if place.type == "grid_branch" else f"{stem}第{number}党小组"


_SITES_AND_UNITS = (
    ("云岭工业园", "park", _CHENGGUAN, ""),
    ("南湖商务楼", "building", _NANHU, ""),
    ("东门商务楼", "building", _DONGMEN, ""),
    ("南湖步行街", "business_street", _NANHU, ""),
    ("城关街道党群服务中心", "service_centre", _CHENGGUAN, ""),
    ("河西街道党群服务中心", "service_centre", _HEXI, ""),
    ("云岭革命旧址", "base", COUNTY_COMMITTEE, ""),
    ("云岭科技馆", "base", COUNTY_COMMITTEE, ""),
    ("南湖党建文化广场", "plaza", _NANHU, ""),
    ("石桥镇农业服务中心", "office", _SHIQIAO, "liaison_point"),
    ("石桥米业公司", "firm", _SHIQIAO, "liaison_point"),
    ("柳河乡卫生院", "office", _LIUHE, "liaison_point"),
    ("柳河竹器公司", "firm", _LIUHE, "liaison_point"),
    ("东门小区业委会", "owners_committee", _DONGMEN, ""),
    ("东门物业公司", "property_company", _DONGMEN, ""),
    ("南湖花园业委会", "owners_committee", _NANHU, ""),
    ("南湖物业公司", "property_company", _NANHU, ""),
    ("西苑小区业委会", "owners_committee", _XIYUAN, ""),
    ("西苑物业公司", "property_company", _XIYUAN, ""),
)
